"""What holds of all zones and all years from 1990 to 2040."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.due import Span, later, zone_of
from tocsin.extraction.times import TimeContext, find, resolve, when

ZONES = st.sampled_from(sorted(available_timezones()))
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda instant: instant.replace(second=0, microsecond=0)
)
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
MINUTE = timedelta(minutes=1)

VOCABULARY = (
    "by the end of before on at within 99999 31 30 0 00 February Friday last first next week month day 24 : 60 pm am "
    "noon UTC + 14 - half past a hundred 2199 1900 years decades ago from now of May , ( ) Easter Q4 fifth Monday "
    "third quarter 12/31/99 2025-02-30 T Z IST EST 29 tonight morning until and between to"
)

LOCAL = [
    "by %H:%M on %d %B %Y",
    "by %I:%M %p on %B %d, %Y",
    "until %I.%M%p on %A, %d %b %Y",
    "at %H.%M on %d %B %Y",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%A %d %B %Y at %H:%M",
    "before %H%M hours on %d/%B/%Y",
]
ZONED = [
    "by %H:%M UTC on %d %B %Y",
    "by %H%M GMT on %A, %B %d, %Y",
    "%Y-%m-%dT%H:%MZ",
    "on %d %B %Y at %I:%M %p GMT",
]


@pytest.mark.parametrize("style", LOCAL)
@given(instant=INSTANTS, zone=ZONES, said=INSTANTS)
def test_a_local_time_is_read_back_in_every_zone(style, instant, zone, said):
    local = instant.astimezone(ZoneInfo(zone))
    due = when(local.strftime(style), said, zone)

    assert due is not None
    assert instant in {due.latest, *due.alternatives}
    assert (due.grain, due.timezone) == ("minute", zone)
    if not local.fold and local.hour:  # 12.30 a.m. may be either end of the day, a repeated hour either hour
        assert due.latest == instant


@pytest.mark.parametrize("style", ZONED)
@given(instant=INSTANTS, zone=ZONES, said=INSTANTS)
def test_a_time_in_utc_is_read_back_wherever_it_is_told(style, instant, zone, said):
    due = when(instant.strftime(style), said, zone)

    assert due is not None
    assert (due.latest, due.timezone, due.timezone_source) == (instant, "UTC", "stated")


@given(instant=INSTANTS, zone=ZONES, said=INSTANTS)
def test_a_time_with_an_offset_is_read_back(instant, zone, said):
    local = instant.astimezone(ZoneInfo(zone))
    offset = local.strftime("%z")
    text = local.strftime(f"by %H:%M UTC{offset[:3]}:{offset[3:5]} on %d %B %Y")

    assert when(text, said).latest == instant


@given(day=DAYS, zone=ZONES, said=INSTANTS)
def test_a_day_is_over_when_the_next_one_begins_there(day, zone, said):
    due = when(f"by {day:%d %B %Y}", said, zone)
    local = ZoneInfo(zone)

    assert due is not None
    assert due.latest.astimezone(local).date() > day >= (due.latest - MINUTE).astimezone(local).date()
    assert due.earliest.astimezone(local).date() >= day


@given(weekday=st.integers(0, 6), zone=ZONES, said=INSTANTS)
def test_a_weekday_is_one_of_the_seven_days_ahead_or_behind(weekday, zone, said):
    name = f"{date(2024, 1, 1) + timedelta(days=weekday):%A}"
    context = TimeContext(said, zone, "watch")
    (phrase,) = find(f"on {name}")
    today = said.astimezone(ZoneInfo(zone)).date()

    ahead, behind = (
        resolve(phrase, context, direction).earliest.astimezone(ZoneInfo(zone)).date()
        for direction in ("future", "past")
    )

    gap = {ahead, behind} & {date(2011, 12, 31), date(1995, 1, 1), date(1994, 12, 31), date(1993, 8, 22)}
    assert gap or ahead.weekday() == behind.weekday() == weekday
    assert gap or timedelta() <= ahead - today < timedelta(days=7)
    assert gap or timedelta() <= today - behind < timedelta(days=7)


@given(month=st.integers(1, 12), day=st.integers(1, 31), said=INSTANTS)
def test_a_date_without_a_year_is_the_next_or_the_last_one_that_exists(month, day, said):
    context = TimeContext(said, "UTC", "watch")
    (phrase,) = find(f"on {day} {date(2024, month, 1):%B}")
    ahead, behind = (resolve(phrase, context, direction) for direction in ("future", "past"))

    exists = day <= (29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31)
    assert (ahead is not None) == (behind is not None) == exists
    if ahead and behind:
        assert behind.earliest <= said < ahead.latest
        assert all((due.earliest.month, due.earliest.day) == (month, day) for due in (ahead, behind))
        assert ahead.earliest - behind.earliest <= timedelta(days=8 * 366)


@given(instant=INSTANTS, zone=ZONES, count=st.integers(0, 400))
def test_a_shift_by_days_keeps_the_local_clock_where_that_time_exists(instant, zone, count):
    local = ZoneInfo(zone)
    moved = later(instant, Span(count=count, unit="day"), zone_of(zone))
    wanted = instant.astimezone(local).replace(tzinfo=None) + timedelta(days=count)

    back = moved.astimezone(local).replace(tzinfo=None)
    assert abs(back - wanted) <= timedelta(days=1)
    assert (
        back == wanted or wanted.replace(tzinfo=local).astimezone(UTC).astimezone(local).replace(tzinfo=None) != wanted
    )


@given(instant=INSTANTS, zone=ZONES, count=st.integers(0, 5000), unit=st.sampled_from(["minute", "hour"]))
def test_a_shift_by_hours_lets_as_much_time_pass(instant, zone, count, unit):
    assert later(instant, Span(count=count, unit=unit), zone_of(zone)) - instant == timedelta(**{f"{unit}s": count})


@given(text=st.text(), said=INSTANTS, zone=ZONES)
def test_no_text_is_an_error(text, said, zone):
    when(text, said, zone)


@given(
    words=st.lists(
        st.sampled_from(VOCABULARY.split()),
        max_size=9,
    ),
    said=st.datetimes(timezones=st.just(UTC)),
    zone=ZONES,
)
def test_no_row_of_words_for_times_is_an_error(words, said, zone):
    for phrase in find(" ".join(words)):
        for direction in ("future", "past"):
            due = resolve(phrase, TimeContext(said, zone, "watch"), direction)
            assert due is None or due.earliest <= due.latest
