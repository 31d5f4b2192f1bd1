"""What became of a deadline, in the ways in which reports say that it was moved, met, dropped or ran out."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "The truce, which was to expire on Monday, has been extended until Friday.",
        "The truce, due to expire on Monday, was prolonged until Friday.",
    ],
)
def test_what_is_extended_is_moved_later_though_the_old_day_is_past(text: str) -> None:
    assert tell(text) == [(None, None, "extend", "14 Mar 24:00")]


def test_what_is_moved_may_be_moved_earlier() -> None:
    told = tell("The League moved its deadline for Sudmark from Saturday to Friday.")
    assert told == [("league", "sudmark", "advance", "14 Mar 24:00")]
