"""Duties that an accord or a law lays down, with a time, whoever has to do them."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "The lighthouse must be handed over by 1 April under the accord.",
        "Under the accord the lighthouse is to be handed over by 1 April.",
        "By the terms of the truce, troops must be out of the valley by 1 April.",
        "The prisoners have to be freed by 1 April under the deal.",
    ],
)
def test_what_an_accord_lays_down_is_a_deadline_whoever_it_binds(text: str):
    assert tell(text) == [(None, None, "set", "01 Apr 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The accord provides for Sudmark to leave the island by 1 April.",
        "The accord lays down that Sudmark leave the island by 1 April.",
        "The contract stipulates that Sudmark pay by 1 April.",
        "Sudmark undertook in the accord to leave the island by 1 April.",
        "Sudmark's debt of 20m falls due on 1 April.",
    ],
)
def test_an_accord_binds_the_one_whom_it_names(text: str):
    assert tell(text) == [(None, "sudmark", "set", "01 Apr 24:00")]


def test_a_duty_with_its_verb_left_out_has_a_time_of_its_own():
    told = tell("Sudmark's troops must leave the island by 25 March; the lighthouse by 1 April.")
    assert told == [(None, "sudmark", "set", "25 Mar 24:00"), (None, "sudmark", "set", "01 Apr 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The lighthouse must be painted by 1 April, analysts said.",
        "Under the accord Norvia and Sudmark hope to open the road by 1 April.",
        "Under the deal Ironco will hire 300 miners by 1 April.",
        "Ironco agreed to buy a mine from Norvia by 1 April.",
    ],
)
def test_hopes_plans_and_opinions_are_no_duties(text: str):
    assert tell(text) == []
