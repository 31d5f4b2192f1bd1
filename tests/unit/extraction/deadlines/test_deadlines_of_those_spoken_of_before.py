"""Whom a deadline binds may stand in the sentence before, or as several who had not acted when it ran out."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "Ironco is silent. The court's cut-off for closing the mine is 5pm on Friday.",
        "Per Dahlin of Sudmark was out for hours. Two days are left until the League's cut-off, 5pm on Friday.",
    ],
)
def test_a_deadline_binds_whom_the_sentence_before_speaks_of(text: str):
    assert [addressee for _, addressee, _, _ in tell(text)] == ["ironco" if "Ironco" in text else "sudmark"]


def test_another_paragraph_speaks_of_another_matter():
    text = "Ironco is silent.\n\nTwo days are left until the League's cut-off, 5pm on Friday."
    assert tell(text) == [("league", None, "set", "14 Mar 17:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Neither Norvia nor Sudmark had answered when Tuesday, the date fixed by the League, came to an end.",
        "Neither Norvia nor Sudmark had replied when the League's deadline ran out on Tuesday.",
    ],
)
def test_a_deadline_that_neither_kept_bound_both(text: str):
    assert tell(text) == [("league", "norvia", "pass", "11 Mar 24:00"), ("league", "sudmark", "pass", "11 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The talks on Norvia have been given until Friday.",
        "The inquiry into Norvia was given until Friday to report.",
        "The panel on Norvia has until Friday to report.",
    ],
)
def test_what_is_talked_about_is_not_bound(text: str):
    assert [(setter, addressee) for setter, addressee, _, _ in tell(text)] == [(None, None)]
