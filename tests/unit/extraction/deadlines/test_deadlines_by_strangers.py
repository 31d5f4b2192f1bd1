"""A setter whom the watch does not know is nobody whom it knows; several who set it together are told by the first."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "The widows' lawyers gave Ironco until Friday to pay.",
        "Creditors have told Ironco to pay by Friday.",
        "Prosecutors on Monday ordered Ironco to pay by Friday.",
        "A lender in Halden has given Ironco until Friday to pay.",
        "Ironco was told by its creditors to pay by Friday.",
        "Ironco must pay by Friday, when its fiscal year ends.",
        "Under the treaty Ironco must pay by Friday.",
        "By law Ironco has until Friday to pay.",
    ],
)
@pytest.mark.parametrize(
    "before",
    ["", "The League has demanded more money. ", "Norvia's plan for the mines is popular. "],
)
def test_a_stranger_a_treaty_or_the_calendar_is_no_known_setter(before: str, text: str):
    assert tell(before + text) == [(None, "ironco", "set", "14 Mar 24:00")]


def test_who_set_another_deadline_did_not_set_that_of_a_stranger():
    text = (
        "The League gave the rebels until Sunday to disarm. Prosecutors gave Ironco until Friday to explain the dust."
    )
    assert tell(text) == [("league", "front", "set", "16 Mar 24:00"), (None, "ironco", "set", "14 Mar 24:00")]


def test_leaders_may_be_those_of_one_who_is_known():
    text = (
        "The League met on Monday. The presidents had given the rebels until Tuesday to disarm. It has decided to act."
    )
    assert tell(text, title="League gives rebels until Tuesday")[0][0] == "league"


@pytest.mark.parametrize(
    "text",
    [
        "Norvia and the League have told Sudmark to free the sailors by Friday.",
        "Norvia and the League want Sudmark to free the sailors by Friday.",
        "Sudmark must do what Norvia and the League have required of it by Friday.",
    ],
)
def test_the_first_of_several_who_act_together_is_the_setter(text: str):
    assert tell(text) == [("norvia", "sudmark", "set", "14 Mar 24:00")]


def test_a_word_that_opens_a_sentence_is_no_part_of_a_name():
    text = "Sudmark has until Friday to take its boats home. Otherwise Norvia will seize them."
    assert tell(text) == [("norvia", "sudmark", "set", "14 Mar 24:00")]
