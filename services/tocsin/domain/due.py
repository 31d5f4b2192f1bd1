"""When a deadline runs out, as exactly as its words allow."""

from typing import Literal

from pydantic import Field

from tocsin.domain.record import Instant, Record

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
