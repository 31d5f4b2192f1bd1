"""A law, a constitution or a contract gives time by itself: nobody of whom the article tells has set the deadline."""

import pytest

from tests.unit.extraction.deadlines.island import tell

BEFORE = "The League gave the rebels until Sunday to disarm. "
TOLD_BEFORE = ("league", "front", "set", "16 Mar 24:00")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("The law gives the Assembly until Friday to answer.", "council"),
        ("The act obliges Norvia to open an inquiry by Friday.", "norvia"),
        ("The constitution gives Norvia until Friday to fill the post.", "norvia"),
        ("The statute requires Ironco to pay by Friday.", "ironco"),
        ("The treaty gave Sudmark until Friday to pull back.", "sudmark"),
        ("The charter tells Ironco to file its accounts by Friday.", "ironco"),
        ("The contract obliges Ironco to pay by Friday.", "ironco"),
    ],
)
def test_what_a_law_gives_nobody_else_has_set(text: str, bound: str):
    assert tell(BEFORE + text) == [TOLD_BEFORE, (None, bound, "set", "14 Mar 24:00")]


def test_the_law_of_one_who_is_named_is_set_by_that_one():
    text = "Norvia's constitution gives the Assembly until Friday to answer."
    assert tell(BEFORE + text) == [TOLD_BEFORE, ("norvia", "council", "set", "14 Mar 24:00")]


def test_a_law_that_somebody_has_just_passed_is_set_by_that_one():
    text = "The League passed a law on Monday. The law gives Ironco until Friday to close the mine."
    assert tell(text) == [("league", "ironco", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Ironco has until Friday to agree on new terms, when its licence expires.",
        "Ironco has until Friday, the day its licence expires, to sign.",
        "Ironco has until Friday to agree on new terms; that night its licence expires.",
    ],
)
def test_the_day_on_which_a_licence_ends_is_set_by_nobody(text: str):
    assert (None, "ironco", "set", "14 Mar 24:00") in tell(BEFORE + text)
