"""Deadlines that are denied, only thought of, told of as history, or nobody's business."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "At no point was Sudmark told to leave by Friday, Mara Tend said.",
        "Norvia has refused to set a deadline for Sudmark.",
        "Norvia stopped short of setting a deadline for Sudmark.",
        "Norvia declined to say whether it had set Sudmark a deadline of Friday.",
        "Olin Vask rejected suggestions that he had given Sudmark 48 hours.",
        "There was never a 48-hour ultimatum to Sudmark, Mara Tend insisted.",
        "It is not true that Norvia ordered Sudmark to leave by Friday, Mara Tend said.",
        "The High Court refused to order Ironco to leave by Friday.",
    ],
)
def test_what_is_denied_or_refused_was_not_set(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norvia might give Sudmark until Friday to leave.",
        "Norvia is thinking of giving Sudmark until Friday to leave.",
        "If Norvia gave Sudmark until Friday, Sudmark would laugh, Per Dahlin said.",
        "The League is to decide whether to give Norvia until Friday.",
        "The miners urged the League to give Norvia a week to leave.",
        "Olin Vask wants to be in Port Ansel by Friday.",
        "Norvia has given itself until Friday to reply.",
    ],
)
def test_what_is_thought_of_or_wished_binds_nobody_yet(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A century ago Norvia gave Sudmark three days to leave.",
        "In the war of 1871, Norvia gave Sudmark until sunset to surrender the fort.",
        "In the 1930s the League gave Norvia a month to leave the island.",
        "The 1962 ultimatum gave Sudmark 24 hours to leave.",
        "A museum in Halden shows the 24-hour ultimatum of May 1962, when Norvia told Sudmark to open its ports.",
    ],
)
def test_a_deadline_of_old_is_history(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norvia, which seized the island in 1962, has until Friday to leave, the League said.",
        "Under a treaty signed in 1995, Norvia has until Friday to leave, the League said.",
    ],
)
def test_a_year_that_is_said_of_something_else_makes_no_history(text: str):
    assert tell(text) == [("league", "norvia", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Passengers must check in by 5pm for the ferry from Halden to Port Ansel.",
        "Norvia needs to find 4,000 teachers by 1 June to keep its schools open, analysts said.",
        "Members of the Miners' Federation have until noon on Friday to return their ballots.",
        "Ted Sorrow was given two weeks' leave by the Miners' Federation.",
    ],
)
def test_what_travellers_onlookers_and_voters_have_to_do_is_no_deadline(text: str):
    assert tell(text) == []


def test_an_onlooker_before_the_one_addressed_frees_nobody():
    assert tell("Journalists said that Sudmark must leave the island by Friday.") == [
        (None, "sudmark", "set", "14 Mar 24:00")
    ]


def test_a_deadline_that_will_be_set_is_one():
    assert tell("Norvia will give Sudmark until Friday to leave, Olin Vask said.") == [
        ("norvia", "sudmark", "set", "14 Mar 24:00")
    ]
