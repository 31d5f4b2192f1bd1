"""Lengths of time on the clock and on the calendar, over clock changes and leap days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.due import Span, add_months, later, zone_of

ATHENS = zone_of("Europe/Athens")
DAY_BEFORE_SPRING = datetime(2031, 3, 29, 22, 0, tzinfo=UTC)
"""Midnight in Athens; an hour is left out during the day that begins."""
DAY_BEFORE_AUTUMN = datetime(2031, 10, 25, 21, 0, tzinfo=UTC)


def span(count, unit):
    return Span(count=count, unit=unit)


def test_a_day_with_a_clock_change_is_one_day():
    assert later(DAY_BEFORE_SPRING, span(1, "day"), ATHENS) - DAY_BEFORE_SPRING == timedelta(hours=23)
    assert later(DAY_BEFORE_AUTUMN, span(1, "day"), ATHENS) - DAY_BEFORE_AUTUMN == timedelta(hours=25)


def test_hours_are_elapsed_time_over_a_clock_change():
    assert later(DAY_BEFORE_SPRING, span(24, "hour"), ATHENS) - DAY_BEFORE_SPRING == timedelta(hours=24)
    assert later(DAY_BEFORE_SPRING, span(90, "minute"), ATHENS) - DAY_BEFORE_SPRING == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2032, 1, 31), 1, date(2032, 2, 29)),
        (date(2031, 1, 31), 1, date(2031, 2, 28)),
        (date(2031, 12, 5), 1, date(2032, 1, 5)),
        (date(2032, 3, 31), -1, date(2032, 2, 29)),
        (date(2032, 2, 29), 12, date(2033, 2, 28)),
        (date(2031, 1, 15), -13, date(2029, 12, 15)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_the_month(day, months, then):
    assert add_months(day, months) == then


@pytest.mark.parametrize(
    ("unit", "then"),
    [("day", 26), ("week", 28 + 10), ("month", 31 + 25), ("year", 366 + 25)],
)
def test_longer_units_are_counted_on_the_calendar(unit, then):
    start = datetime(2032, 1, 25, 12, tzinfo=UTC)
    days = {"day": 1, "week": 7, "month": 31, "year": 366}[unit]
    assert later(start, span(1, unit), UTC) == start + timedelta(days=days)
    assert later(start, span(2, unit), UTC) > start + timedelta(days=days)


def test_back_is_the_same_way():
    at = datetime(2031, 4, 7, 12, tzinfo=UTC)
    assert later(at, span(1, "week"), ATHENS, sign=-1) == datetime(2031, 3, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "offset"),
    [("UTC+05:30", 5.5), ("UTC-03:00", -3), ("UTC−03:00", -3), ("UTC+0:00", 0), ("Asia/Kolkata", 5.5)],
)
def test_a_zone_is_an_iana_name_or_an_offset(name, offset):
    assert datetime(2031, 4, 7, tzinfo=zone_of(name)).utcoffset() == timedelta(hours=offset)


@given(
    st.integers(631_152_000, 2_208_988_800).map(lambda each: datetime.fromtimestamp(each, UTC)),
    st.integers(0, 500),
    st.sampled_from(("minute", "hour", "day", "week", "month", "year")),
    st.sampled_from(("Europe/Athens", "America/St_Johns", "Australia/Lord_Howe", "UTC", "UTC+05:30")).map(zone_of),
)
def test_later_is_never_earlier_save_for_a_clock_change_and_always_utc(instant, count, unit, zone):
    then = later(instant, span(min(count, 50) if unit == "year" else count, unit), zone)
    assert then >= instant - timedelta(hours=1)
    assert then.tzinfo is UTC
