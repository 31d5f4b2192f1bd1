from datetime import timedelta

from tests.builders import NOON
from tocsin.domain.tick import instant_to_tell


def test_what_is_noticed_within_a_minute_is_told_as_of_its_instant() -> None:
    assert instant_to_tell(NOON, NOON + timedelta(seconds=59)) == NOON


def test_what_is_noticed_later_is_told_as_of_now() -> None:
    now = NOON + timedelta(seconds=61)
    assert instant_to_tell(NOON, now) == now


def test_a_minute_of_the_world_is_longer_on_a_fast_clock() -> None:
    assert instant_to_tell(NOON, NOON + timedelta(hours=10), speed=1000.0) == NOON
