"""What was done before a deadline ran out, or as somebody had wanted it, meets it; what was done beside it does not."""

import pytest

from tests.unit.extraction.deadlines.island import action_of, tell

GIVEN = "The League had given Sudmark until midnight on Tuesday to free the pilot."
DAY = "11 Mar 24:00"


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark released the pilot on Monday, hours before the League's ultimatum expired.",
        "Sudmark pulled its troops out shortly before the League's deadline.",
        "Sudmark sent the pilot home just ahead of the League's Tuesday deadline.",
        "The League said that Sudmark had complied with its ultimatum.",
        "The League said that Sudmark had freed the pilot an hour before its deadline.",
        f"{GIVEN} It did so with hours to spare.",
    ],
)
def test_what_was_demanded_and_done_before_the_end_meets_it(text):
    assert action_of(text) == "met"


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark seized a ship an hour before the League's deadline.",
        "Sudmark broke off the talks two hours before the League's deadline.",
        "Sudmark moved more guns up hours before the League's deadline.",
        "Sudmark must still comply with the League's ultimatum.",
    ],
)
def test_what_else_was_done_before_the_end_does_not_meet_it(text):
    assert action_of(text) == "set"


@pytest.mark.parametrize(
    "text",
    [
        "Ironco came to terms with the miners an hour before the deadline ran out.",
        "Ironco settled with the miners inside their deadline.",
        "The Miners' Federation settled with Ironco last week inside its extended deadline.",
        "Moments before the deadline Ironco gave way to the miners.",
    ],
)
def test_one_who_settles_with_another_meets_his_deadline(text):
    assert tell(text) == [("miners", "ironco", "met", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark let the pilot go on Sunday, as the League had demanded.",
        "Sudmark has freed the pilot, meeting the demand of the League.",
        "Sudmark freed the pilot, as the League had told it to.",
        "Sudmark freed the pilot before the days that the League had given it were up.",
        "Sudmark freed the pilot on Sunday, before the League's time was up.",
        "Sudmark freed the pilot at the end of the three-day reprieve that the League had allowed it.",
    ],
)
def test_an_act_as_it_was_wanted_is_told_without_an_instant(text):
    assert tell(text) == [("league", "sudmark", "met", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark said an hour before the League's deadline that the pilot was a spy.",
        "Sudmark has not freed the pilot, as the League had demanded.",
        "Sudmark took the pilot to court, as the League had feared.",
        "Sudmark kept the pilot and let nobody go, whatever the League demanded.",
        "Sudmark may have freed the pilot, as the League demanded.",
    ],
)
def test_an_act_that_was_not_done_meets_nothing(text):
    assert tell(text) == []


def test_the_day_of_an_act_is_that_of_the_deadline_it_is_said_to_be():
    told = "Sudmark withdrew its troops on Tuesday, the day the League's ultimatum was to run out."
    assert tell(told) == [("league", "sudmark", "met", DAY)]
    told = "Sudmark sent more troops to the strait on Tuesday, the day the League's ultimatum was to run out."
    assert tell(told) == [("league", "sudmark", "pass", DAY)]


def test_who_takes_over_what_was_to_be_left_tells_that_it_was():
    told = "Norvia took over the strait on Tuesday, the end of the six-day reprieve which it allowed Sudmark."
    assert tell(told) == [("norvia", "sudmark", "met", DAY)]


def test_what_was_not_done_as_required_has_run_out():
    told = "Sudmark did not withdraw its troops from the strait by Tuesday, as the League had demanded."
    assert tell(told) == [("league", "sudmark", "pass", DAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Norvia will not enforce its deadline for Sudmark.",
        "Norvia decided not to enforce the deadline that it had set Sudmark.",
        "Norvia would no longer insist on its deadline for Sudmark.",
        "Norvia has stepped back from its ultimatum to Sudmark.",
        "Norvia does not stand by its ultimatum to Sudmark.",
        "Norvia dropped its three-day ultimatum to Sudmark.",
    ],
)
def test_a_deadline_that_is_not_insisted_on_is_withdrawn_without_an_instant(text):
    assert tell(text) == [("norvia", "sudmark", "withdraw", None)]


@pytest.mark.parametrize("told", ["may not enforce", "will enforce", "will not drop", "stands by"])
def test_one_that_is_insisted_on_is_not(told):
    assert action_of(f"Norvia {told} its ultimatum to Sudmark.") == "set"
