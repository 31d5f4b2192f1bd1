from datetime import timedelta

from tests.unit.workers.test_progress import Wall
from tocsin.workers.kafka.ingest_service import STUCK_AFTER, PublishingProgress
from tocsin.workers.observer import Publishing

A_SECOND = timedelta(seconds=1)


def publishing(
    waiting: int, acknowledged: int = 0, *, answering: bool | None = True, trouble: str | None = None
) -> Publishing:
    return Publishing(waiting, 100 * waiting, 1_000_000, acknowledged, answering, trouble)


def after(progress: PublishingProgress, wall: Wall, time: timedelta, told: Publishing) -> str | None:
    """Return what is wrong when `time` has passed, the loop going round and `told` being so all along."""
    for _ in range(int(time / A_SECOND)):
        wall.time += A_SECOND
        progress.looped(told.waiting)
        progress.publishing(told)
    return progress.alive()


def test_it_is_ready_once_the_brokers_are_reached() -> None:
    progress = PublishingProgress(Wall())
    assert (progress.alive(), progress.ready()) == (None, "starting")
    progress.publishing(publishing(5, answering=None, trouble="not connected"))
    assert (progress.alive(), progress.ready()) == (None, "not connected")
    progress.publishing(publishing(0))
    assert progress.ready() is None


def test_while_the_brokers_are_away_it_lives_and_is_not_ready() -> None:
    wall = Wall()
    progress = PublishingProgress(wall)
    away = publishing(5, answering=False, trouble="no broker answers")
    assert after(progress, wall, 2 * STUCK_AFTER, away) is None
    assert progress.ready() == "no broker answers"


def test_with_nothing_to_publish_it_lives() -> None:
    wall = Wall()
    progress = PublishingProgress(wall)
    assert after(progress, wall, 2 * STUCK_AFTER, publishing(0)) is None


def test_brokers_that_answer_and_acknowledge_nothing_for_long_are_a_reason_to_start_anew() -> None:
    wall = Wall()
    progress = PublishingProgress(wall)
    stuck = publishing(5, trouble="nothing has been acknowledged")
    assert after(progress, wall, STUCK_AFTER, stuck) is None
    assert after(progress, wall, 3 * A_SECOND, stuck) == ("the brokers answer, but have acknowledged nothing for 91 s")
    assert after(progress, wall, A_SECOND, publishing(4, acknowledged=1)) is None


def test_a_loop_that_stands_still_is_dead_whatever_is_published() -> None:
    wall = Wall()
    progress = PublishingProgress(wall)
    progress.looped(lag=0)
    progress.publishing(publishing(0))
    wall.time += timedelta(minutes=1)
    assert progress.alive() == "the loop has stood still for 60 s"
