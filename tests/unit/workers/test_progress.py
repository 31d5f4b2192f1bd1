from datetime import UTC, datetime, timedelta

from tocsin.workers.status import STALLED_AFTER, Progress

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


class Wall:
    """A wall clock that a test sets."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


def test_before_the_first_round_it_lives_and_is_not_ready() -> None:
    progress = Progress(Wall())
    assert progress.alive() is None
    assert progress.ready() == "catching up with the log, 0 events behind"


def test_it_lives_and_is_ready_while_the_loop_goes_round() -> None:
    wall = Wall()
    progress = Progress(wall)
    progress.looped(lag=0)
    wall.time += STALLED_AFTER
    assert (progress.alive(), progress.ready()) == (None, None)


def test_a_loop_that_stands_still_is_dead_until_it_goes_round_again() -> None:
    wall = Wall()
    progress = Progress(wall)
    progress.looped(lag=0)
    wall.time += STALLED_AFTER + timedelta(seconds=1)
    assert progress.alive() == progress.ready() == "the loop has stood still for 31 s"
    progress.looped(lag=0)
    assert (progress.alive(), progress.ready()) == (None, None)
