"""Whom a clause or a place that describes the bound one names is not bound by the deadline."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "The farmers who have angered Norvia must leave the road by Friday, the League ruled.",
        "The squatters whose tents have annoyed Ironco must leave the square by Friday, the League ruled.",
        "The lorries that have shut the bridge between Norvia and Sudmark must be moved by Friday, the League ruled.",
        "The camp on the road linking Norvia and Sudmark must be cleared by Friday, the League ruled.",
    ],
)
def test_whom_the_words_about_a_stranger_name_is_not_bound(text: str):
    assert tell(text) == [("league", None, "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark, which has angered Norvia, must leave the island by Friday, the League ruled.",
        "Sudmark, whose ships have angered Norvia, must leave the island by Friday, the League ruled.",
    ],
)
def test_a_clause_about_the_bound_does_not_hide_it(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The League's envoy, who said that Sudmark must leave the island by Friday, is firm.",
        "The League, which has ruled that Sudmark must leave the island by Friday, is firm.",
    ],
)
def test_one_who_acts_in_the_clause_is_bound(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]
