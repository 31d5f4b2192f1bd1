"""When a deadline runs out: anchors, zones and places."""

from datetime import UTC, datetime

import pytest

from tests.unit.extraction.deadlines.island import read_article, tell
from tocsin.domain.due import Span


def test_hours_count_from_publication_where_nothing_else_is_said():
    _, (reading,) = read_article("Norvia gave the rebels 24 hours to surrender.")
    assert (reading.anchor, reading.duration) == ("published", Span(count=24, unit="hour"))
    assert reading.due is not None
    assert reading.due.latest == datetime(2031, 3, 13, 10, tzinfo=UTC)


def test_hours_count_from_the_hour_that_the_sentence_names():
    _, (reading,) = read_article("At noon on Tuesday Norvia gave the rebels 24 hours to surrender.")
    assert reading.anchor == "stated"
    assert reading.due is not None
    assert reading.due.latest == datetime(2031, 3, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("On Monday Norvia gave Sudmark a week to leave the island.", "17 Mar 24:00"),
        ("Norvia gave Sudmark a week on Monday to leave the island.", "17 Mar 24:00"),
        ("Three days ago Norvia gave Sudmark a week to leave the island.", "16 Mar 24:00"),
        ("Two days after Norvia gave Sudmark a week to leave the island, its boats were still there.", "17 Mar 24:00"),
        ("In a letter dated 10 March Norvia gave Sudmark 14 days to leave the island.", "24 Mar 24:00"),
        ("Norvia told Sudmark to leave the island within 40 days of 2 March.", "11 Apr 24:00"),
        ("Norvia's two-week ultimatum to Sudmark, issued on Monday, asks it to leave the island.", "24 Mar 24:00"),
    ],
)
def test_days_count_from_the_day_on_which_it_was_set(text: str, due: str):
    assert [when for *_, when in tell(text)] == [due]


def test_days_that_count_from_an_event_of_no_known_date_give_no_instant():
    assert tell("Norvia told Sudmark to leave the island within a fortnight of receiving its note.") == [
        ("norvia", "sudmark", "set", None)
    ]


def test_the_span_and_the_old_due_instant_of_an_extension_are_kept():
    _, (reading,) = read_article("Norvia extended by 48 hours its deadline of Friday for Sudmark to leave the island.")
    assert reading.moved_by == Span(count=48, unit="hour")
    assert reading.previous_due == datetime(2031, 3, 14, 21, tzinfo=UTC)


def test_the_zone_that_is_named_goes_before_all_others():
    _, (reading,) = read_article("Sudmark must close its office in Geneva by 1500 GMT on Friday, Norvia said.")
    assert reading.due is not None
    assert (reading.due.latest, reading.due.timezone_source) == (datetime(2031, 3, 14, 15, tzinfo=UTC), "stated")


def test_the_place_of_the_act_goes_before_the_zone_of_the_watch():
    _, (reading,) = read_article("Sudmark must close its office in Geneva by 5pm on Friday, Norvia said.")
    assert reading.due is not None
    assert (reading.due.timezone, reading.due.timezone_source) == ("Europe/Zurich", "place")


def test_here_is_the_place_of_the_dateline():
    text = "OSLO - Sudmark's consulate here must close by 5pm on Friday, Norvia said."
    _, (reading,) = read_article(text, place="Oslo, NO")
    assert reading.due is not None
    assert (reading.due.timezone, reading.due.timezone_source) == ("Europe/Oslo", "place")


def test_the_place_where_somebody_said_so_does_not_count():
    _, (reading,) = read_article("Sudmark must leave the island by 5pm on Friday, Norvia said in Geneva.")
    assert reading.due is not None
    assert (reading.due.timezone, reading.due.timezone_source) == ("Africa/Nairobi", "watch")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("The noon deadline that Norvia set for Sudmark passed on Tuesday.", "11 Mar 12:00"),
        ("The hour by which the rebels had to surrender, 4am in Nairobi, passed on Wednesday.", "12 Mar 04:00"),
        ("Norvia set a Friday deadline of 5pm for Sudmark to leave the island.", "14 Mar 17:00"),
    ],
)
def test_an_hour_that_stands_apart_from_its_day_is_read_with_it(text, due):
    assert {reading[3] for reading in tell(text)} == {due}


def test_the_hour_of_the_setting_is_told_by_the_clocks_of_the_place_of_the_report():
    text = "Sudmark must leave the island within 48 hours, Olin Vask said in a speech that began at 8am."
    _, (reading,) = read_article(text, place="Tokyo, JP")
    assert reading.due is not None
    assert reading.due.latest == datetime(2031, 3, 13, 23, tzinfo=UTC)


def test_time_that_counts_from_an_event_to_come_does_not_count_from_the_ruling():
    text = "Within ten days of getting the writ, yet to be sent, Sudmark must reply, the High Court ruled on Monday."
    assert [reading[3] for reading in tell(text)] == [None]
