from datetime import timedelta

import pytest

from tocsin.workers.kafka.liveness import ENDS_AFTER, UNHEALTHY_AFTER, GroupProgress, Liveness, StalledError

PLACE = ("tocsin.claims", 0)
A_MOMENT = timedelta(seconds=1)


class Scene:
    """One group, and seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0
        self.group = GroupProgress("project", elapsed=lambda: self.now)
        self.liveness = Liveness((self.group,))

    def after(self, time: timedelta) -> "Scene":
        self.now += time.total_seconds()
        return self

    def folding(self, position: int, end: int) -> "Scene":
        self.group.folding({PLACE: position}, {PLACE: end})
        return self


def test_a_worker_without_partitions_is_alive_but_not_ready() -> None:
    scene = Scene()
    scene.group.starting()
    assert scene.liveness.alive() is None
    assert scene.liveness.ready() == "project: no partitions are assigned yet"


def test_a_worker_that_recovers_says_how_far_it_is() -> None:
    scene = Scene()
    scene.group.recovering(1200)
    assert scene.liveness.ready() == "project: recovering its tables, 1200 rows to go"


def test_a_recovery_that_gets_on_is_alive_however_long_it_takes() -> None:
    scene = Scene()
    for remaining in range(100, 0, -1):
        scene.group.recovering(remaining)
        assert scene.after(UNHEALTHY_AFTER - A_MOMENT).liveness.alive() is None


def test_a_recovery_that_hangs_ends_the_worker() -> None:
    scene = Scene()
    scene.group.recovering(5)
    scene.after(ENDS_AFTER + A_MOMENT).group.recovering(5)
    with pytest.raises(StalledError, match="recovering its tables, 5 rows to go, standing still for 61 s"):
        scene.liveness.check()


def test_a_worker_with_nothing_to_do_is_healthy_for_ever() -> None:
    scene = Scene().folding(7, 7).after(timedelta(days=3)).folding(7, 7)
    assert scene.liveness.ready() is None
    scene.liveness.check()


def test_a_worker_that_has_work_and_does_not_do_it_is_not_healthy_and_then_ends() -> None:
    scene = Scene().folding(7, 7).after(timedelta(days=1)).folding(7, 9)
    assert scene.liveness.alive() is None
    scene.folding(7, 9).after(UNHEALTHY_AFTER + A_MOMENT).folding(7, 20)
    assert "project: 13 messages behind, standing still for" in (scene.liveness.alive() or "")
    scene.liveness.check()
    scene.after(ENDS_AFTER)
    with pytest.raises(StalledError):
        scene.liveness.check()


def test_a_worker_that_is_behind_and_gets_on_is_healthy() -> None:
    scene = Scene()
    for position in range(50):
        scene.folding(position, 1000).after(UNHEALTHY_AFTER - A_MOMENT)
        assert scene.liveness.alive() is None
    assert scene.liveness.lag == 951
