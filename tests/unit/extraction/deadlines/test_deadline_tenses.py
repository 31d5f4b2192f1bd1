"""Which way a time looks from the tense that tells of it, and from what was told just before."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "The League had given Sudmark until Monday to reopen the border. Sudmark took no notice.",
        "Sudmark had been told by the League to reopen the border by Monday. It is still shut.",
        "The League closed its ports on Tuesday to Sudmark, which it had told to reopen the border by Monday.",
        "The League had demanded that Sudmark free the sailors by Monday. They are still in jail.",
        "The League had set Sudmark a deadline of Monday.",
    ],
)
def test_what_had_been_set_for_a_day_just_gone_has_passed(text: str):
    assert tell(text) == [("league", "sudmark", "pass", "10 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The League had given Sudmark until Thursday to reopen the border.",
        "The League said on Wednesday that it had given Sudmark until Thursday to reopen the border.",
    ],
)
def test_what_had_been_set_for_a_day_soon_to_come_still_runs(text: str):
    assert tell(text) == [("league", "sudmark", "set", "13 Mar 24:00")]


def test_what_somebody_says_they_had_set_may_still_run():
    text = "The League said on Wednesday that it had given Sudmark until Sunday to reopen the border."
    assert tell(text) == [("league", "sudmark", "set", "16 Mar 24:00")]


def test_a_length_of_time_that_had_been_given_at_an_unknown_hour_has_no_known_end():
    assert tell("The League had given Sudmark a week to reopen the border.") == [("league", "sudmark", "set", None)]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("The statement came two days after the League gave Sudmark a week to pay.", "17 Mar 24:00"),
        ("The statement, read on Monday, came a day after the League gave Sudmark a week to pay.", "16 Mar 24:00"),
    ],
)
def test_so_long_after_counts_from_what_is_told(text: str, due: str):
    assert tell(text) == [("league", "sudmark", "set", due)]


@pytest.mark.parametrize(
    "text",
    [
        "Ironco was fined by Norvia on Monday. The law allows Ironco ten days to appeal.",
        "Norvia shut the pit on Monday. By law, Ironco has ten days to appeal.",
    ],
)
def test_the_time_that_a_law_gives_counts_from_what_was_told_before(text: str):
    assert [told[3] for told in tell(text)] == ["20 Mar 24:00"]


def test_a_limit_told_before_is_not_where_the_time_of_a_law_counts_from():
    text = "Ironco must pay by Thursday. The law allows Sudmark ten days to appeal."
    assert tell(text)[-1][3] == "22 Mar 24:00"


@pytest.mark.parametrize("sequel", ["It expired without an answer.", "It came and went.", "It passed unheeded."])
def test_it_that_ran_out_is_the_deadline_told_last(sequel: str):
    text = f"Norvia told Sudmark to leave the island by noon on Tuesday. {sequel}"
    assert tell(text) == [("norvia", "sudmark", "pass", "11 Mar 12:00")]


def test_it_that_only_passed_something_on_ran_out_of_nothing():
    text = "Norvia told Sudmark to leave the island by noon on Friday. It passed the order on to its envoys."
    assert tell(text) == [("norvia", "sudmark", "set", "14 Mar 12:00")]
