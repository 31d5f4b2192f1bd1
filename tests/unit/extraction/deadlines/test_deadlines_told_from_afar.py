"""Deadlines of which some time is gone: what is left counts from the article, what was given from when it was set."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "Norvia has three days left to meet the demands of the League, which on Saturday gave it a week to leave.",
            "15 Mar 24:00",
        ),
        ("Norvia rejected the League's 15-day deadline, set last Friday, to leave the island.", "22 Mar 24:00"),
        ("The 15-day deadline that the League set Norvia last Friday has been ignored so far.", "22 Mar 24:00"),
        ("The deadline set by the League for Norvia is still Friday, an envoy said.", "14 Mar 24:00"),
        (
            "With less than 48 hours to go before the League's deadline, Norvia was silent. "
            "The League told Norvia to leave the island by noon on Friday.",
            "14 Mar 12:00",
        ),
        ("The League will send in its police at noon on Friday if Norvia is still on the island.", "14 Mar 12:00"),
    ],
)  # fmt: skip
def test_it_runs_out_when_it_was_said_to(text: str, due: str) -> None:
    assert tell(text) == [("league", "norvia", "set", due)]


def test_they_are_those_who_act_and_not_those_whose_deadline_it_is() -> None:
    told = tell(
        "As the League's deadline nears, the miners are digging in. They have been told to leave by noon on Friday."
    )
    assert told == [("league", "miners", "set", "14 Mar 12:00")]
