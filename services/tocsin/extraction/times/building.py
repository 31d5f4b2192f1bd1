"""What each kind of item is made of: one function a kind, its keyword arguments the slots of the kind's patterns.

A function that raises ValueError refuses: the words are not what the pattern takes them for.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tocsin.domain.due import Span, Unit
from tocsin.extraction.times import clocks
from tocsin.extraction.times.clocks import HALF_DAY, MIDNIGHT, Clock, Hours, Timed
from tocsin.extraction.times.day_building import DAY_BUILDERS, counted_length
from tocsin.extraction.times.lengths import Length, UnitWord, length, number
from tocsin.extraction.times.moments import NOW, Counting, DayPart, Moment
from tocsin.extraction.times.periods import CalendarUnit, Date, Period, Relative
from tocsin.extraction.times.range_building import interval, to_now
from tocsin.extraction.times.zones import ZoneReading, ZoneWords, offset_name

_COUNTED: Final[Mapping[CalendarUnit, Unit]] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_MINUTES_OF_AN_HOUR: Final = 60
_BARE_MINUTES: Final = {0, 5, 10, 20, 25}  # "twenty to twelve"; none at all if the hour is not told so


def build(kind: str, slots: Mapping[str, Any]) -> object | None:
    """Return what the slots of a pattern of this kind make together, None where they do not."""
    try:
        return BUILDERS[kind](**slots)
    except ValueError:
        return None


def _zone(
    *,
    abbreviation: ZoneWords | None = None,
    sign: int = 0,
    hours: int = 0,
    minutes: int = 0,
    hhmm: int | None = None,
    region: str | None = None,
    saving: bool | None = None,
) -> ZoneWords:
    """Return whose time is meant; the reader's own where no zone is named."""
    if sign:
        return _offset(sign, hours * 60 + minutes if hhmm is None else clocks.hhmm(hhmm).minutes)
    return abbreviation or ZoneWords(ZoneReading(region or "", saving))


def _ahead(*, span: Length) -> Length:
    """Return the length of "the next two weeks"."""
    return span


def _frequency() -> bool:
    """Return that this is no time: twice a week, every Monday."""
    return True


def _clock(
    *,
    clock: Clock | None = None,
    hour: int = 0,
    minute: int = 0,
    second: int = 0,
    meridiem: int | None = None,
    part: Hours | None = None,
    named: str | None = None,
    past: int = 0,
    less: int = 0,
    hhmm: int | None = None,
    digits: int | None = None,
    digital: bool = False,
    fives: int = 0,
) -> Clock:
    """Return a time of the day; `digits` are those of "1140 a.m.", `fives` minutes that only the clock tells."""
    if digits is not None:
        hour, minute = divmod(digits, 100)
    if minute >= _MINUTES_OF_AN_HOUR:
        raise ValueError("an hour has no such minute")
    if fives not in _BARE_MINUTES:
        raise ValueError("nobody tells such minutes without their unit")
    minutes = minute + past - less - fives
    if hhmm is not None:
        return clocks.hhmm(hhmm)
    if named is not None:
        return clocks.named(named, minutes)
    if meridiem is not None:
        return clocks.of_half(hour, minutes, second, meridiem)
    if digital:
        return clocks.digital(hour, minutes, second)
    return (clock or clocks.vague(hour, minutes)).in_part(part)


def _counting(
    *,
    span: Length | None = None,
    unit: UnitWord | None = None,
    sign: int = 1,
    origin: Moment | Period | None = None,
    past: int = 0,
    that: bool = False,
    told: bool = False,
    now: bool = False,
    rest: Length | None = None,
    weeks: Length | None = None,
    sameas: Relative | None = None,
) -> Counting:
    """Return the moment that lies so long after or before another, or now, or at this time of another day."""
    if now:
        return NOW
    if sameas is not None:
        return _same_time(sameas)
    if rest is not None or weeks is not None:
        raise ValueError("days count days")
    counted = counted_length(span, unit)
    start = origin if origin is None or isinstance(origin, Moment) else Moment(origin)
    if that or (start is None and not counted.hourly):
        raise ValueError("days count days")
    return Counting(counted.span, past or sign, start, counted.least, told)


def _same_time(other: Relative) -> Counting:
    if other.unit not in _COUNTED:
        raise ValueError("nobody tells the time of such a unit")
    return Counting(Span(count=abs(other.shift), unit=_COUNTED[other.unit]), -1 if other.shift < 0 else 1)


def _daypart(
    *,
    day: Period | None = None,
    part: Hours | None = None,
    night: Hours | None = None,
    lastnight: Hours | None = None,
    shift: int | None = None,
    date: int = 0,
) -> DayPart:
    """Return some hours of a day."""
    if date:
        day = Date(date)
    if lastnight:
        return DayPart(lastnight, Relative("day", -1))
    if night:
        return DayPart(night, Relative("day", 0))
    return DayPart(part or (0, 24), Relative("day", shift) if shift is not None else day)


def _timed(
    *, clock: Clock, zone: ZoneWords | None = None, told: Clock | None = None, by: ZoneWords | None = None
) -> Timed:
    """Return a time of the day with its zone; the same time told again in GMT gives away the zone."""
    if told is None or by is None or by.usual.zone != "UTC":
        return Timed(clock, zone)
    ahead = (clock.minutes - told.minutes + HALF_DAY) % MIDNIGHT - HALF_DAY
    return Timed(clock, _offset(1 if ahead >= 0 else -1, abs(ahead)))


def _moment(
    *,
    day: Period | DayPart | int | None = None,
    part: Hours | None = None,
    time: Timed | None = None,
    hour: int | None = None,
    minute: int | None = None,
    hhmm: int | None = None,
    zone: ZoneWords | None = None,
    place: str | None = None,
    sign: int = 0,
    offset: Timed | None = None,
) -> Moment:
    """Return a day, a time of it, and whose time is meant."""
    if offset is not None:
        zone = _offset(sign, offset.clock.minutes)
    if place is not None:
        zone = ZoneWords(ZoneReading(place))
    if hour is not None or hhmm is not None:
        time = Timed(_at_hour(hour, minute) if hour is not None else clocks.hhmm(hhmm or 0))
    clock, own = (time.clock, time.zone) if time else (None, None)
    if part is not None:
        return Moment(None, part, clock, own or zone)
    if isinstance(day, DayPart):
        return Moment(day.day, day.hours, clock, own or zone)
    return Moment(Date(day) if isinstance(day, int) else day, None, clock, own or zone)


def _at_hour(hour: int, minute: int | None) -> Clock:
    return clocks.vague(hour) if minute is None else clocks.said(hour, minute)


def _offset(sign: int, minutes: int) -> ZoneWords:
    return ZoneWords(ZoneReading(offset_name(sign, *divmod(minutes, 60))))


BUILDERS: Final[Mapping[str, Callable[..., object]]] = {
    "number": number,
    "ordinal": number,
    "zone": _zone,
    "frequency": _frequency,
    "length": length,
    "ahead": _ahead,
    "clock": _clock,
    **DAY_BUILDERS,
    "counting": _counting,
    "daypart": _daypart,
    "timed": _timed,
    "moment": _moment,
    "range": interval,
    "tonow": to_now,
}
"""The function of each kind that the data files may name."""
