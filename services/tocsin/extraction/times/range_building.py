"""What ranges of time are made of: from one moment to another, or to now, as in `building`."""

from dataclasses import replace

from tocsin.domain.due import Span
from tocsin.extraction.times import clocks
from tocsin.extraction.times.clocks import HALF_DAY, MIDNIGHT, Clock, Timed
from tocsin.extraction.times.derived import Counted
from tocsin.extraction.times.moments import NOW, DayPart, Interval, Moment
from tocsin.extraction.times.periods import Date, Period


def interval(
    *,
    last: Moment | Timed | None = None,
    first: Moment | None = None,
    hour: int | None = None,
    until: int | None = None,
    day: Moment | Period | None = None,
) -> Interval:
    """Return what lies between two moments, of a `day` if that is said before; what one leaves out, the other tells."""
    if isinstance(last, Timed):
        last = Moment(clock=last.clock, zone=last.zone)
    if first is not None and until is not None:
        last = Moment(first.day, clock=_next_such(until, first.clock))
    if last is None:
        raise ValueError("a range has an end")
    if first is None:
        first = Moment(clock=_same_half(clocks.vague(hour or 0), last.clock))
    elif first.clock is not None and first.clock.bare and last.clock is not None and not last.clock.bare:
        first = replace(first, clock=_same_half(_either(first.clock), last.clock))
    if day is not None:
        first = _on(day, first)
    last = replace(last, day=last.day or _day_of_last(first, last))
    return Interval(
        Moment(first.day or last.day, first.hours, first.clock, first.zone or last.zone), _dated(first, last)
    )


def _on(day: Moment | Period, first: Moment) -> Moment:
    if isinstance(day, Moment):
        if day.day is None or day.clock is not None or day.hours is not None:
            raise ValueError("not a whole day")
        day = day.day
    if first.day is not None or first.clock is None:
        raise ValueError("not the times of a day")
    return replace(first, day=day)


def _day_of_last(first: Moment, last: Moment) -> Period | None:
    """Return the day of an end that only the clock tells: that of the start, or the next where it is past midnight."""
    if first.day is None or first.clock is None or last.clock is None:
        return None
    return first.day if last.clock.minutes > first.clock.minutes else Counted(Span(count=1, unit="day"), 1, first.day)


def _dated(first: Moment, last: Moment) -> Moment:
    """Return the end with the month of the start where it has none: from 5 April to the 9th."""
    start, end = first.day, last.day
    if not isinstance(start, Date) or not isinstance(end, Date) or end.month is not None or start.day >= end.day:
        return last
    return replace(last, day=replace(end, month=start.month, year=start.year))


def _either(clock: Clock) -> Clock:
    return replace(clock, other=(clock.minutes + HALF_DAY - 1) % MIDNIGHT + 1, vague=True, bare=False)


def _same_half(clock: Clock, last: Clock | None) -> Clock:
    if last is None:
        raise ValueError("a lone hour needs another to go by")
    if clock.other is None and clock.minutes >= last.minutes:
        raise ValueError("not two hours of a day")
    return next((one for one in (clock.swapped(), clock) if one.minutes < last.minutes), clock).sure()


def _next_such(hour: int, first: Clock | None) -> Clock:
    if first is None:
        raise ValueError("a lone hour needs another to go by")
    clock = clocks.vague(hour)
    return next((one for one in (clock, clock.swapped()) if one.minutes > first.minutes), clock).sure()


def to_now(
    *,
    first: Moment | None = None,
    last: Moment | None = None,
    of: Period | DayPart | None = None,
    later: bool = False,
) -> Interval:
    """Return what lies between a moment and now: the rest of a period, or what there was of it."""
    if of is not None:
        first = last = _moment_of(of)
    if first is not None and last is not None:
        return Interval(NOW, last) if later else Interval(first, NOW)
    return Interval(first or NOW, last or NOW)


def _moment_of(days: Period | DayPart) -> Moment:
    return Moment(days.day, days.hours) if isinstance(days, DayPart) else Moment(days)
