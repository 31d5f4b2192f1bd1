"""When a deadline runs out, as exactly as its words allow."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from tocsin.domain.record import Instant, Record

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


def later(instant: datetime, span: Span, zone: str, *, sign: int = 1) -> datetime:
    """Return the instant (UTC) that lies `span` after `instant`, or before it where `sign` is -1.

    Minutes and hours are elapsed time. Days and longer are counted on the calendar of `zone` and keep the local time
    of day, so that a day with a clock change is still one day.
    """
    count = sign * span.count
    if span.unit in ("minute", "hour"):
        return instant + timedelta(**{f"{span.unit}s": count})
    local = instant.astimezone(zone_of(zone))
    return datetime.combine(_later_day(local.date(), count, span.unit), local.time(), local.tzinfo).astimezone(UTC)


def _later_day(day: date, count: int, unit: Unit) -> date:
    match unit:
        case "month":
            return add_months(day, count)
        case "year":
            return add_months(day, 12 * count)
        case "week":
            return day + timedelta(weeks=count)
        case _:
            return day + timedelta(days=count)
