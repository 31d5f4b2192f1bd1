"""Who set a deadline of which no words tell who set it: the one of whom the article says before that it has a say."""

import pytest

from tests.unit.extraction.deadlines.island import read_article, tell


@pytest.mark.parametrize(
    "before",
    [
        "The League has demanded the release of the sailors.",
        "Leaders of the League agreed on conditions for an end of the embargo at a summit in Halden.",
        "The League put a last offer to Sudmark on Tuesday. Per Dahlin flew home without a word.",
        "Under the League's plan the sailors go home first.",
        "At a summit on Tuesday the League decided to close the sea to trawlers.",
        "The League's ultimatum was read out in Port Ansel.",
        "Ama Brenn presented the League's terms to Per Dahlin on Tuesday.",
        "The sailors went home. Ministers of the League, meeting in Halden, threatened to close the sea.",
        "Sudmark was suspended by the League on Monday.",
        "Sudmark has missed a payment to the League.",
        "The League closed its border with Sudmark on Monday.",
        "A letter from the League reached Port Ansel on Monday.",
        "In a statement the League called for the release of the sailors.",
        "The League said that it had run out of patience.",
        "The League voted on Monday to close the sea.",
    ],
)
def test_who_acts_with_authority_is_the_setter_of_a_later_deadline(before: str):
    assert tell(f"{before} Sudmark has until Friday to act.") == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "For Sudmark's troops the last day is Friday, and the League will hear of no other.",
        "Sudmark has until Friday to leave, and there will be no extension, the League insisted.",
        "Sudmark has until Friday, when the leaders of the League meet, to leave the island.",
    ],
)
def test_who_acts_with_authority_may_stand_in_the_same_sentence(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_who_acts_with_authority_may_stand_in_the_headline():
    text = "The boats are to go home. Sudmark must take them by Friday."
    assert tell(text, title="League to close sea unless Sudmark leaves island") == [
        ("league", "sudmark", "set", "14 Mar 24:00")
    ]


def test_who_set_one_deadline_of_an_article_may_have_set_another():
    text = (
        "For Sudmark's troops the last day is Friday, and the League will hear of no other. "
        "Ironco's ships must be gone by Saturday, too."
    )
    assert tell(text) == [
        ("league", "sudmark", "set", "14 Mar 24:00"),
        ("league", "ironco", "set", "15 Mar 24:00"),
    ]


def test_the_nearest_act_counts():
    text = "Norvia wants its sailors back. The League has decided to close the sea. Sudmark has until Friday to act."
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_a_setter_of_whom_nothing_but_an_act_is_told_lowers_the_confidence():
    _, (told,) = read_article("The League has told Sudmark to act by Friday.")
    _, (supposed,) = read_article("The League has decided to close the sea. Sudmark has until Friday to act.")
    assert supposed.setter == "league"
    assert supposed.confidence < told.confidence


@pytest.mark.parametrize(
    "before",
    [
        "Norvia supports the talks.",
        "Norvia said that it was sorry for the sailors.",
        "Norvia has been told to free the sailors.",
        "Norvia fears a war.",
        "Norvia refused to order a search.",
        "Norvia did not demand anything.",
        "Norvia was given a loan.",
        "Norvia set up an office on the island.",
        "The High Court ordered the rebels to disarm.",
        "The League asked Norvia for help with the boats.",
        "Norvia and Sudmark agreed unanimously on Monday to free the sailors.",
        "Sudmark and Norvia decided on Monday to free the sailors.",
        "Norvia has decided to close the sea. The wind fell. Nobody spoke. The gulls are back. The sea is calm.",
    ],
)
def test_one_who_is_merely_named_or_acts_on_others_is_no_setter(before: str):
    assert tell(f"{before} Sudmark has until Friday to act.") == [(None, "sudmark", "set", "14 Mar 24:00")]
