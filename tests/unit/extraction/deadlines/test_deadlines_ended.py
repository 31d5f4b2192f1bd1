"""How the news tell of a deadline's end: run out, complied with, dropped; and what only sounds like it."""

import pytest

from tests.unit.extraction.deadlines.island import Told, tell


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The limit that the League had set for Sudmark to pay slipped by on Monday.",
            [("league", "sudmark", "pass", "10 Mar 24:00")],
        ),
        ("Sudmark's time was up at noon on Tuesday.", [(None, "sudmark", "pass", "11 Mar 12:00")]),
        ("Time ran out for Sudmark at noon on Tuesday.", [(None, "sudmark", "pass", "11 Mar 12:00")]),
        (
            "The League's Tuesday deadline for Sudmark to reopen the border went unmet.",
            [("league", "sudmark", "pass", "11 Mar 24:00")],
        ),
        (
            "The deadline of Tuesday set by the League was ignored by Sudmark.",
            [("league", "sudmark", "pass", "11 Mar 24:00")],
        ),
        (
            "Sudmark has blown through the League's Tuesday deadline to reopen the border.",
            [("league", "sudmark", "pass", "11 Mar 24:00")],
        ),
        (
            "Sudmark failed to reopen the border by the League's deadline of Tuesday.",
            [("league", "sudmark", "pass", "11 Mar 24:00")],
        ),
        (
            "Sudmark did not reply by Tuesday, as the League had demanded.",
            [("league", "sudmark", "pass", "11 Mar 24:00")],
        ),
        (
            "Sudmark failed to reply by Tuesday, as ordered by the League.",
            [("league", "sudmark", "pass", "11 Mar 24:00")],
        ),
    ],
)
def test_what_ran_out_has_passed(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Two days after Monday's deadline for Sudmark ran out, the border was still shut.",
            [(None, "sudmark", "pass", "10 Mar 24:00")],
        ),
        (
            "The border was shut an hour after the 7pm limit that the League had laid down for Sudmark ran out.",
            [("league", "sudmark", "pass", "11 Mar 19:00")],
        ),
    ],
)
def test_so_long_after_a_deadline_is_not_its_time(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    "sequel",
    ["The deadline went unheeded.", "That deadline has now passed.", "The hour came and went.", "Noon came and went."],
)
def test_a_deadline_named_again_without_its_day_is_the_one_told_last(sequel: str):
    text = f"Norvia had told Sudmark to leave the island by noon on Tuesday. {sequel}"
    assert tell(text) == [("norvia", "sudmark", "pass", "11 Mar 12:00")]


@pytest.mark.parametrize("sequel", ["An earlier deadline passed without a reply.", "The first deadline had lapsed."])
def test_an_earlier_deadline_that_passed_does_not_end_the_one_told_last(sequel: str):
    text = f"Norvia told Sudmark to leave the island by Friday. {sequel}"
    assert tell(text) == [("norvia", "sudmark", "set", "14 Mar 24:00")]


def test_a_day_that_came_and_went_does_not_end_the_deadline_of_another():
    text = "Norvia told Sudmark to leave the island by Friday. Sunday came and went."
    assert ("norvia", "sudmark", "set", "14 Mar 24:00") in tell(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The League's Tuesday deadline was met by Sudmark.", [("league", "sudmark", "met", "11 Mar 24:00")]),
        (
            "Sudmark yielded to the League's demand to reopen the border by Tuesday.",
            [("league", "sudmark", "met", "11 Mar 24:00")],
        ),
        (
            "Sudmark gave in to the League's order to reopen the border by Tuesday.",
            [("league", "sudmark", "met", "11 Mar 24:00")],
        ),
        (
            "Sudmark reopened the border on Tuesday, the last day that the League had given it.",
            [("league", "sudmark", "met", "11 Mar 24:00")],
        ),
        ("Ironco paid by Tuesday, as the High Court had ordered.", [("court", "ironco", "met", "11 Mar 24:00")]),
        (
            "Ironco paid its debts on Monday, in time for the High Court's deadline of Tuesday.",
            [("court", "ironco", "met", "11 Mar 24:00")],
        ),
        (
            "Sudmark freed the sailors two hours before the noon deadline set by the League.",
            [("league", "sudmark", "met", "12 Mar 12:00")],
        ),
        (
            "Ironco paid on Tuesday, two hours inside the High Court's limit of midnight on Tuesday.",
            [("court", "ironco", "met", "11 Mar 24:00")],
        ),
    ],
)
def test_what_was_done_in_time_is_met(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark must comply with the League's order to leave by Friday.",
        "If Sudmark complies with the League's order to leave by Friday, the embargo will end.",
        "Sudmark refused to submit to the League's order to leave by Friday.",
        "The League's order that Sudmark leave by Friday has gone unanswered.",
        "Sudmark will soon bow to the League's order to leave by Friday.",
    ],
)
def test_what_has_not_been_done_is_neither_met_nor_missed(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_what_is_to_be_done_ahead_of_a_deadline_has_not_met_it():
    ((_, _, action, due),) = tell("Sudmark must pay two days before the League's Friday deadline.")
    assert (action, due) == ("set", "14 Mar 24:00")


def test_a_failure_that_is_only_feared_ends_nothing():
    ((_, _, action, due),) = tell("If Sudmark fails to pay by the League's Friday deadline, it will be expelled.")
    assert (action, due) == ("set", "14 Mar 24:00")


@pytest.mark.parametrize(
    "text",
    [
        "The ultimatum to Sudmark was met with silence on Monday.",
        "Noon came and went, and Ironco's shares rose.",
        "Ironco's envoys came and went on Tuesday.",
        "Time ran out on Friday for Sudmark's swimmers.",
        "On Friday, the last day of the fair, Ironco gave away its maps.",
        "Sudmark has not said whether it will reply by Friday, as the League demands.",
    ],
)
def test_other_ends_are_not_those_of_deadlines(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The High Court overturned the order that Ironco leave by Friday.",
            [("court", "ironco", "withdraw", "14 Mar 24:00")],
        ),
        (
            "The League has shelved the sanctions on Sudmark that were to take effect on Friday.",
            [("league", "sudmark", "withdraw", "13 Mar 24:00")],
        ),
        (
            "The miners called off the strike that was due to start on Friday.",
            [("miners", None, "withdraw", "13 Mar 24:00")],
        ),
        (
            "The miners put off until Monday a strike that was to begin on Friday.",
            [("miners", None, "extend", "17 Mar 24:00")],
        ),
    ],
)
def test_a_threat_dropped_or_put_off_moves_its_day(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Norvia called off talks with Sudmark that were to begin on Friday.",
        "Norvia postponed until Monday a vote on tariffs.",
        "Norvia postponed until Monday talks on new sanctions that were to begin on Friday.",
        "Tariffs on Sudmark take effect on Friday.",
        "The strike that was to start on Friday went ahead.",
        "Norvia has dropped tariffs on Sudmark.",
    ],
)
def test_talks_and_measures_in_force_are_no_threats(text: str):
    assert tell(text) == []
