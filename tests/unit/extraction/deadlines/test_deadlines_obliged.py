"""Deadlines that somebody obliged, or let others off, as the next words tell in passing."""

import pytest

from tests.unit.extraction.deadlines.island import tell

SET = ("league", "norvia", "set", "14 Mar 24:00")
MET = ("league", "norvia", "met", "11 Mar 24:00")


@pytest.mark.parametrize(
    "text",
    [
        "The League gave Norvia until Tuesday to pull its men off the island. It obliged.",
        "The League gave Norvia until Tuesday to pull its men off the island. Norvia obliged on Monday.",
        "The League had given Norvia until Tuesday to clear the island. It caved in.",
        "The League had given Norvia until Tuesday to clear the island. The last of them left a day before it ran out.",
        "The League had given Norvia until Tuesday to clear the island. The last of its soldiers left on Monday.",
        "Norvia left the island on Tuesday, the day by which the League had ordered it out.",
        "Norvia withdrew its last battalion with hours to go before the League's Tuesday deadline.",
        "Ordered by the League to free the envoy by Tuesday, Norvia let him go on Monday night.",
        "Norvia, which the League had given until Tuesday to recall its gunboats, has brought them home.",
    ],
)
def test_whoever_obliged_has_met_the_deadline(text: str):
    assert tell(text) == [MET]


@pytest.mark.parametrize(
    "text",
    [
        "The League gave Norvia until Friday to clear the island. It has not obliged.",
        "The League gave Norvia until Friday to clear the island. Sudmark obliged.",
        "The League gave Norvia until Friday to clear the island. It may not oblige.",
        "The League gave Norvia until Friday to clear the island. The first of them left on Monday.",
        "The League gave Norvia until Friday to clear the island. The last of Sudmark's soldiers left on Monday.",
        "The League gave Norvia until Friday to clear the island. The last of its soldiers will leave on Friday.",
        "Ordered by the League to free the envoy by Friday, Norvia refused to let him go.",
        "Ordered by the League to free the envoy by Friday, Norvia has not set him free.",
        "Norvia will withdraw its men with hours to go before the League's Friday deadline.",
    ],
)
def test_what_others_did_or_is_still_to_come_ends_nothing(text: str):
    assert tell(text) == [SET]


def test_what_was_done_before_it_ran_out_does_not_tell_that_it_ran_out():
    assert tell("Norvia protested against the League's ultimatum an hour before it ran out.") == [
        ("league", "norvia", "set", None)
    ]


def test_a_time_that_came_and_went_is_told_by_its_bells():
    text = "The bell of midnight came and went on Tuesday with no word from Norvia, which the League had told to go."
    assert tell(text) == [("league", "norvia", "pass", "11 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The League gave Norvia a day longer than before, until Friday.",
        "The League has put off until Friday the expulsion of Norvia's envoys.",
        "Norvia won a reprieve: the League's deadline is now Friday, not Wednesday.",
    ],
)
def test_time_given_beyond_what_was_given_before_is_an_extension(text: str):
    assert tell(text) == [("league", "norvia", "extend", "14 Mar 24:00")]


def test_the_day_on_which_something_is_put_off_does_not_hide_what_is_put_off():
    text = "The League put off by a day late on Monday the expulsion of Norvia's envoys, due to start on Friday."
    assert tell(text) == [("league", "norvia", "extend", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The League had given Norvia until Tuesday to clear the island. It did not.",
        "Norvia had until Tuesday to clear the island, the League said. It never did.",
        "The League had ordered Norvia to clear the island by Tuesday. They did not.",
    ],
)
def test_what_was_required_and_not_done_has_run_out(text: str):
    assert tell(text) == [("league", "norvia", "pass", "11 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The League gave Norvia until Friday to clear the island. Sudmark hoped for more time. It did not.",
        "The League has given Norvia until Friday to clear the island. It did not.",
        "The League gave Norvia until Friday to clear the island. It did not say what would follow.",
    ],
)
def test_a_bare_denial_of_something_else_ends_nothing(text: str):
    assert tell(text) == [SET]


def test_a_deadline_that_was_satisfied_has_been_met():
    assert [told[:3] for told in tell("The League's ultimatum to Norvia was satisfied on Tuesday.")] == [
        ("league", "norvia", "met")
    ]
    assert [told[:3] for told in tell("The League's ultimatum to Norvia was not satisfied on Tuesday.")] != [
        ("league", "norvia", "met")
    ]


def test_a_deadline_that_is_let_drop_is_withdrawn():
    assert tell("The League has let its Friday deadline for Norvia drop.") == [
        ("league", "norvia", "withdraw", "14 Mar 24:00")
    ]
    assert tell("The League may let its Friday deadline for Norvia drop.") == [SET]
