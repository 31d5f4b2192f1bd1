"""What words mean that name a time: a day, hours or a time of it, so long from it, or between two of them."""

from dataclasses import dataclass
from typing import Final

from tocsin.domain.due import Span
from tocsin.extraction.times.clocks import Clock, Hours
from tocsin.extraction.times.periods import Period
from tocsin.extraction.times.zones import ZoneWords


@dataclass(frozen=True, slots=True)
class DayPart:
    """Some hours of a day, or of any day if none is said."""

    hours: Hours
    day: Period | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, some hours of it, a time of the day, and whose time: whatever of these is said, but not nothing."""

    day: Period | None = None
    hours: Hours | None = None
    clock: Clock | None = None
    zone: ZoneWords | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """Minutes or hours from a moment, or days from one with a clock time; from the anchor where none is said.

    `least` is the lesser bound of "24 to 48 hours". `told` words count from what may have come already.
    """

    span: Span
    sign: int = 1
    origin: Moment | None = None
    least: Span | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """From one moment to another, of which either may be now."""

    first: Moment | Counting
    last: Moment | Counting


NOW: Final = Counting(Span(count=0, unit="minute"))

Meaning = Moment | Counting | Interval
