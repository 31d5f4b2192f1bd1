"""Whose clock, counted from when, and in which direction."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from tocsin.domain.due import Span, later, zone_of
from tocsin.extraction.times import TimeContext, find, resolve, when

NOON = datetime(2025, 3, 12, 12, 0, tzinfo=UTC)  # a Wednesday


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def only(text: str):
    (phrase,) = find(text)
    return phrase


def test_local_time_is_the_contexts_and_says_how_it_is_known():
    due = resolve(only("by 4 p.m."), TimeContext(NOON, "Asia/Tashkent", "place"))

    assert (due.latest, due.timezone, due.timezone_source) == (utc(2025, 3, 13, 11), "Asia/Tashkent", "place")


def test_a_zone_that_is_named_is_stated():
    due = resolve(only("by 5 p.m. Nairobi time"), TimeContext(NOON, "Asia/Tashkent", "place"))

    assert (due.latest, due.timezone, due.timezone_source) == (utc(2025, 3, 12, 14), "Africa/Nairobi", "stated")


def test_raw_holds_the_words_that_were_read():
    assert when("has until 5pm ET Friday to reply", NOON).raw == "5pm ET Friday"


def test_of_several_times_the_one_to_act_by_counts():
    assert when("said on Monday that it has until Friday", NOON).latest == utc(2025, 3, 15)


def test_hours_count_from_the_minute_at_which_the_deadline_was_set():
    context = TimeContext(NOON, "Asia/Tashkent", "watch")
    due = resolve(only("within 48 hours"), context, anchor=utc(2025, 3, 10, 6, 30, 59))

    assert (due.earliest, due.latest, due.grain) == (utc(2025, 3, 12, 6, 30), utc(2025, 3, 12, 6, 30), "minute")


def test_days_count_from_the_local_day_on_which_the_deadline_was_set():
    context = TimeContext(NOON, "Asia/Tashkent", "watch")
    due = resolve(only("one week"), context, anchor=utc(2025, 3, 9, 20, 0))  # already Monday there, UTC+5

    assert (due.earliest, due.latest, due.grain) == (utc(2025, 3, 16, 19), utc(2025, 3, 17, 19), "day")


def test_an_anchor_at_local_midnight_is_the_end_of_a_day():
    context = TimeContext(NOON, "Asia/Tashkent", "watch")
    friday = resolve(only("until Friday"), context)

    assert resolve(only("a week"), context, anchor=friday.latest).latest == utc(2025, 3, 21, 19)


def test_a_day_ends_after_the_summer_midnight_that_clocks_skip():
    beirut = TimeContext(utc(2022, 3, 25, 9), "Asia/Beirut", "watch")

    assert resolve(only("by Saturday"), beirut).latest == utc(2022, 3, 26, 22)


def test_both_ends_of_an_interval_can_be_resolved():
    context = TimeContext(NOON, "UTC", "watch")
    first, last = only("from Saturday to Thursday").ends

    assert resolve(first, context).latest == utc(2025, 3, 16)
    assert resolve(last, context).latest == utc(2025, 3, 14)


def test_a_context_may_have_an_offset_for_a_zone():
    assert when("by 5 p.m.", NOON, "UTC-04:30").latest == utc(2025, 3, 12, 21, 30)


def test_it_does_not_matter_in_which_zone_the_moment_of_speaking_is_given():
    berlin = datetime(2024, 3, 30, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))

    assert when("within 24 hours", berlin, "Europe/Berlin") == when(
        "within 24 hours", berlin.astimezone(UTC), "Europe/Berlin"
    )
    assert when("within 24 hours", berlin, "Europe/Berlin").latest == utc(2024, 3, 31, 11)


def test_a_zone_that_does_not_exist_is_told():
    with pytest.raises(ZoneInfoNotFoundError):
        when("by 5 p.m.", NOON, "Nowhere/Nothing")


@pytest.mark.parametrize("text", ["within 70000 years", "in the year 2199", "until 31 December 2199", "70000 days ago"])
def test_times_far_off_are_no_error(text):
    when(text, datetime(9990, 1, 1, tzinfo=UTC), "Pacific/Auckland")
    when(text, datetime(3, 1, 1, tzinfo=UTC), "Pacific/Auckland")


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        ("2024-03-30T12:00", Span(count=24, unit="hour"), "2024-03-31T13:00"),
        ("2024-03-30T12:00", Span(count=1, unit="day"), "2024-03-31T12:00"),
        ("2024-03-31T00:00", Span(count=1, unit="week"), "2024-04-07T00:00"),
        ("2024-01-31T18:00", Span(count=1, unit="month"), "2024-02-29T18:00"),
        ("2024-02-29T18:00", Span(count=1, unit="year"), "2025-02-28T18:00"),
        ("2024-03-31T01:30", Span(count=90, unit="minute"), "2024-03-31T04:00"),
    ],
)
def test_a_shift_keeps_the_local_clock_over_days_and_not_over_hours(start, span, expected):
    oslo = ZoneInfo("Europe/Oslo")
    moved = later(datetime.fromisoformat(start).replace(tzinfo=oslo), span, zone_of("Europe/Oslo"))

    assert moved.astimezone(oslo).replace(tzinfo=None) == datetime.fromisoformat(expected)
    assert moved.utcoffset() is not None
