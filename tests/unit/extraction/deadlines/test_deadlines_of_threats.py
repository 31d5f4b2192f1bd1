"""Whose threat a deadline is: who threatens, who warns of it, and who only tells of it."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "The miners are ready to down tools if Ironco does not raise their pay by Friday.",
        "The miners are prepared to strike unless Ironco raises their pay by Friday.",
        "The miners are poised to down tools unless Ironco pays them by Friday.",
        "Ted Sorrow has told Ironco that more pits would be struck unless it pays by Friday.",
        "Ironco could lose its workers unless it pays them by Friday, the miners warned.",
        "Norvia could run out of ore unless Ironco pays by Friday, the miners' leader Ted Sorrow said.",
    ],
)
def test_the_setter_is_who_threatens_or_warns(text: str):
    assert tell(text) == [("miners", "ironco", "set", "14 Mar 24:00")]


def test_who_is_to_act_if_nothing_is_done_is_the_setter():
    text = "Sudmark has been ordered to leave the island by Friday. If it stays, the League will close the sea."
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "reporter",
    [
        "Norvia's public broadcaster is reporting",
        "Norvia's public broadcaster, the NBC, is reporting",
        "according to Norvia's state news agency",
    ],
)
def test_a_broadcaster_is_not_the_state_whose_name_it_bears(reporter: str):
    assert tell(f"Sudmark has been told to leave by Friday, {reporter}.") == [(None, "sudmark", "set", "14 Mar 24:00")]


def test_staff_of_a_broadcaster_may_be_addressed():
    assert tell("The rebels say that staff of the Miners' Federation's radio station must be gone by Friday.") == [
        ("front", "miners", "set", "14 Mar 24:00")
    ]
