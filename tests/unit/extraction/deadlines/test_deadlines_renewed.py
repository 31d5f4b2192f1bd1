"""A deadline that follows on one that ran out is another one."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "Its ultimatum to Sudmark ran out on Monday and the League set a new deadline of noon on Friday.",
            "14 Mar 12:00",
        ),
        ("Its ultimatum to Sudmark expired on Monday, and the League set a second deadline of Friday.", "14 Mar 24:00"),
    ],
)
def test_a_new_deadline_told_with_the_end_of_the_last_still_runs(text, due):
    assert tell(text) == [("league", "sudmark", "pass", "10 Mar 24:00"), ("league", "sudmark", "set", due)]


def test_a_new_deadline_that_ran_out_has_run_out():
    assert tell("The League's new deadline for Sudmark expired on Monday.") == [
        ("league", "sudmark", "pass", "10 Mar 24:00")
    ]
