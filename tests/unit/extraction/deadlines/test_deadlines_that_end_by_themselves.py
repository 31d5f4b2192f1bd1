"""What lapses by itself if nobody renews it, what is wanted on a condition, and what will no longer be allowed."""

import pytest

from tests.unit.extraction.deadlines.island import tell


def dues(text: str) -> list[str | None]:
    return [due for *_, due in tell(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The truce between Norvia and Sudmark, due to run until Friday, is holding.",
        "Sudmark's fishing decree lapses on Friday unless Norvia agrees to renew it.",
        "The sanctions that the League imposed on Sudmark expire on Friday.",
        "Norvia's amnesty for the rebels runs until Friday.",
        "The emergency powers in Sudmark expire on Friday.",
        "A cooling-off period between the miners and Ironco ends on Friday.",
        "Left open is who governs Sudmark after Friday, when the mandate of its council expires.",
    ],
)
def test_it_runs_out_on_the_day_that_is_told(text: str):
    assert dues(text) == ["14 Mar 24:00"]


def test_the_end_of_a_pact_that_runs_for_years_is_no_matter_yet():
    assert tell("The treaty between Norvia and Sudmark runs until June 2035.") == []


def test_what_lapses_is_ahead_however_far_off_it_is():
    assert dues("The sanctions on Sudmark lapse on 2 March.") == ["02 Mar 24:00"]


@pytest.mark.parametrize(
    "text",
    [
        "The talks between Norvia and Sudmark run until Friday.",
        "The ferry from Norvia to Sudmark runs until Friday.",
        "Norvia's envoy has run until Friday out of excuses.",
        "Sudmark's call for calm ends on Friday.",
    ],
)
def test_what_only_lasts_is_no_deadline(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The League readmitted Sudmark on condition that it hands over the files by Friday.",
        "The League will lift the embargo provided that Sudmark frees the crew by Friday.",
    ],
)
def test_what_is_granted_on_a_condition_binds_the_one_who_is_to_fulfil_it(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "After 30 June no new boilers may be bought from Ironco, Norvia said.",
        "No new licences will be issued to Ironco after 30 June, Norvia said.",
    ],
)
def test_what_may_not_be_done_later_must_be_done_by_then(text: str):
    assert dues(text) == ["30 Jun 24:00"]


@pytest.mark.parametrize(
    "text",
    [
        "Every lorry from Sudmark will pay 40 crowns from 20 March, Norvia said, unless Sudmark opens the bridge.",
        "Sudmark's steel will cost more from 20 March, Norvia said, unless it opens the bridge.",
    ],
)
def test_a_threat_leaves_time_until_it_takes_effect(text: str):
    assert dues(text) == ["19 Mar 24:00"]


@pytest.mark.parametrize(
    "text",
    [
        "The League's deadline for Sudmark, midnight on Friday, has not been moved.",
        "Sudmark is racing to meet the deadline that the League has set for Friday.",
    ],
)
def test_the_time_may_stand_beside_the_deadline_as_another_name_of_it(text: str):
    assert dues(text) == ["14 Mar 24:00"]


@pytest.mark.parametrize(
    "text",
    [
        "The thirty days that the League gave Sudmark had run out on Monday without a reply.",
        "On Monday, when the 30 days given to Sudmark by the League ran out, nobody spoke of war.",
        "Sudmark had until Monday to answer the League and kept silent.",
    ],
)
def test_time_that_is_told_to_be_over_ended_on_the_last_such_day(text: str):
    assert [told[2:] for told in tell(text)] == [("pass", "10 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark's best hope is the election due on Friday, which Norvia will not recognise.",
        "Norvia's foreign minister is due in the region on Friday, and Sudmark will receive him.",
        "Sudmark asked the League to let its members vote before the August break.",
        "Norvia lifted the curfew in Sudmark, which its assembly would otherwise have had to approve within 14 days.",
        "The League put the time needed to rebuild Sudmark's bridge at five years.",
    ],
)
def test_what_is_only_to_happen_is_no_deadline(text: str):
    assert tell(text) == []
