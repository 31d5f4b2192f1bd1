"""When a deadline runs out, as exactly as its words allow."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from tocsin.domain.record import Instant, Record

_FIXED: Final = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_OFFSET = re.compile(r"UTC([+\-−])(\d{1,2}):(\d{2})")

Grain = Literal["minute", "day", "week", "month"]
"""How exactly the words fix the instant."""

ZoneSource = Literal["stated", "place", "watch", "assumed"]
"""Whose clock is meant: the words say so, the place of the act does, the watch does, or nobody (UTC)."""

Unit = Literal["minute", "hour", "day", "week", "month", "year"]


class Span(Record):
    """A length of time as it was said: 48 hours is not 2 days, for days are counted on the calendar."""

    count: int = Field(ge=0)
    unit: Unit


class Due(Record):
    """The interval in which a deadline runs out; it has passed for certain at `latest`."""

    earliest: Instant
    latest: Instant
    grain: Grain
    timezone: str = Field(description='IANA name, or "UTC±HH:MM" where only an offset was stated.')
    timezone_source: ZoneSource
    alternatives: tuple[Instant, ...] = Field(default=(), description="Other readings of ambiguous words.")
    raw: str = Field(description="The words that were read.")


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def zone_of(name: str) -> tzinfo:
    """Return the zone that `Due.timezone` names: an IANA zone, or the fixed offset of "UTC+05:30"."""
    offset = _OFFSET.fullmatch(name)
    if offset is None:
        return ZoneInfo(name)
    size = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
    return timezone(-size if offset[1] in "-−" else size)


def day_later(day: date, span: Span, sign: int = 1) -> date:
    """Return the day that lies a span of days or longer after `day`, or before it where `sign` is -1.

    A month from 31 January is the last day of February.
    """
    count = sign * span.count
    match span.unit:
        case "day":
            return day + timedelta(days=count)
        case "week":
            return day + timedelta(weeks=count)
        case _:
            return add_months(day, count * (12 if span.unit == "year" else 1))


def day_start(day: date, zone: tzinfo) -> datetime:
    """Return the instant (UTC) at which a local day begins: midnight, or the end of the gap that swallowed it."""
    midnight = datetime.combine(day, time(), zone)
    instant = midnight.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == midnight.replace(tzinfo=None):
        return instant
    return _first_of(day, zone, midnight.replace(fold=1).astimezone(UTC), instant)


def later(instant: datetime, span: Span, zone: tzinfo, *, sign: int = 1) -> datetime:
    """Return the instant (UTC) that lies `span` after `instant`, or before it where `sign` is -1.

    Minutes and hours are elapsed time. Days and longer are counted on the calendar of `zone`: a week from a local noon
    is a local noon, a week from the beginning of a day the beginning of a day. Raises OverflowError beyond year 9999.
    """
    start = instant.astimezone(UTC)
    if span.unit in _FIXED:
        return start + sign * span.count * _FIXED[span.unit]
    local = start.astimezone(zone)
    day = day_later(local.date(), span, sign)
    if start == day_start(local.date(), zone):
        return day_start(day, zone)
    return datetime.combine(day, local.timetz()).astimezone(UTC)


def _first_of(day: date, zone: tzinfo, before: datetime, after: datetime) -> datetime:
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).date() < day:
            before = middle
        else:
            after = middle
    return after
