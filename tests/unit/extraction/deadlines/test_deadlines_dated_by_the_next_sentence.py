"""The sentence before or after a deadline may tell from which day it counts, or that it has run out."""

import pytest

from tests.unit.extraction.deadlines.island import tell


def dues(text: str) -> list[str | None]:
    return [due for *_, due in tell(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The list that the League handed Sudmark on Monday is long. Within ten days Sudmark must close the camp.",
        "On Monday the League sent Sudmark a list of demands. Sudmark has ten days to close the camp.",
        "Sudmark has been given ten days to close the camp. If not, the League warned on Monday, ships will come.",
    ],
)
def test_a_length_of_time_counts_from_the_day_on_which_the_demands_were_made(text: str):
    assert dues(text) == ["20 Mar 24:00"]


def test_what_the_one_who_is_bound_says_later_moves_nothing():
    told = dues("Sudmark has been given ten days to close the camp. Sudmark said on Monday that it was shut.")
    assert told == ["22 Mar 24:00"]


@pytest.mark.parametrize(
    "text",
    [
        "The League gave Sudmark until the end of Tuesday to close the camp. It did not.",
        "The League had told Sudmark to close the camp by Tuesday. It never did.",
    ],
)
def test_what_the_next_sentence_says_has_run_out_was_due_on_the_last_such_day(text: str):
    assert [told[2:] for told in tell(text)] == [("pass", "11 Mar 24:00")]


def test_it_is_still_to_come_while_nothing_says_that_it_has_run_out():
    told = tell("The League gave Sudmark until the end of Tuesday to close the camp. It did not blink.")
    assert [told[2:] for told in told] == [("set", "18 Mar 24:00")]


def test_a_length_of_time_that_comes_after_something_else_has_no_known_end():
    assert tell("Sudmark then has two months to reply to the League.") == []
