"""What each kind of day or longer period is made of: one function a kind, as in `building`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date as calendar_date
from typing import Final

from tocsin.extraction.times.derived import Between, Counted, Edge, EdgeName, Nth, Several, ToldDay, WeekdayFrom, WeekOf
from tocsin.extraction.times.lengths import Length, UnitWord, length
from tocsin.extraction.times.periods import (
    CalendarUnit,
    Date,
    Feast,
    Holiday,
    Months,
    Numeric,
    Period,
    Relative,
    Weekday,
    WeekdayOfWeek,
)

_CENTURY: Final = 100
_THIS_CENTURY: Final = 2000
_MONTHS_OF_A_YEAR: Final = 12
_A_LEAP_YEAR: Final = 2000


def _date(*, month: int, day: int = 0, year: int | None = None, spelled: int | None = None) -> Date:
    """Return a date, be it one that the calendar does not have: no part of it is meant otherwise.

    `spelled` is a day in words, which may be another number that follows a month.
    """
    if spelled is not None:
        _check(spelled, month, year)
    return Date(spelled or day, month, _full(year))


def _numeric(*, first: int, second: int, year: int | None = None, bare: bool = False) -> Numeric:
    """Return a date in digits, which places read differently; `bare` digits are a fraction if both may be a month."""
    if bare and max(first, second) <= _MONTHS_OF_A_YEAR:
        raise ValueError("a fraction")
    try:
        _check(first, second, year)
    except ValueError:
        _check(second, first, year)
    return Numeric(first, second, _full(year))


def _daysof(*, first: int, last: int, month: int = 0, year: int | None = None, of: Period | None = None) -> Between:
    """Return the days from one to another of a month."""
    if of is not None:
        return Between(Date(first), Nth(of, last, "day"))
    return Between(_date(day=first, month=month, year=year), _date(day=last, month=month, year=year))


def _stretchof(
    *,
    first: int = 0,
    last: int = 0,
    year: int | None = None,
    years: int | None = None,
    since: int | None = None,
    until: int | None = None,
) -> Between:
    """Return the months or years from one to another."""
    if since is not None:
        return Between(_years(year=since), Months(length=12, year=until))
    return Between(Months(first), Months(last, year=year, years=years))


def _dayname(
    *,
    weekday: int,
    shift: int | None = None,
    ahead: UnitWord = (0, "week"),
    week: int | None = None,
    count: int = 0,
    sign: int = 1,
) -> Period:
    """Return a day of the week; `count` as in "two Sundays from now"."""
    if week is not None:
        return WeekdayOfWeek(weekday, week)
    if count:
        return Weekday(weekday, None, count - 1) if sign > 0 else Weekday(weekday, -count)
    return Weekday(weekday, shift, ahead[0])


def _relday(*, offset: int) -> Relative:
    """Return today, tomorrow and their like."""
    return Relative("day", offset)


def _toldday(*, whole: str = "") -> ToldDay:
    """Return the day, or the very moment, that was told of before."""
    return ToldDay(whole=bool(whole))


def _holiday(
    *, holiday: Mapping[str, int], year: int | None = None, shift: int = 0, years: int | None = None
) -> Holiday:
    """Return a day that the calendar names."""
    return Holiday(Feast(**holiday), year, shift, years)


def _months(*, month: int, year: int | None = None, shift: int | None = None, years: int | None = None) -> Months:
    """Return a month by its name."""
    return Months(month, 1, year, shift or 0, 0 if shift == 0 else years)


def _years(*, year: int) -> Months:
    """Return a year."""
    return Months(length=12, year=year)


def _decade(*, year: int) -> Months:
    """Return ten years. Raises ValueError where they do not begin with a round one."""
    if year % 10:
        raise ValueError("no decade begins so")
    return Months(length=120, year=year)


def _relative(*, unit: CalendarUnit, shift: int = 0) -> Relative:
    """Return this, next or last week, month, year."""
    return Relative(unit, shift)


def _slice(
    *, nth: int = 0, half: int = 0, unit: CalendarUnit | None = None, year: int | None = None, years: int | None = None
) -> Months:
    """Return a quarter or half of a year."""
    long = 6 if half or unit == "half" else 3
    number = half or (nth if nth > 0 else 12 // long + 1 + nth)
    if not 1 <= number <= 12 // long:
        raise ValueError("a year has no such part")
    return Months((number - 1) * long + 1, long, year, years=years)


def _seasons(*, season: int, year: int | None = None, shift: int = 0) -> Months:
    """Return a season, of the northern hemisphere."""
    return Months(season, 3, year, shift)


def _nth(
    *,
    of: Period | CalendarUnit | int,
    unit: Period | CalendarUnit = "day",
    nth: int | None = None,
    workday: bool = False,
    sign: int = 0,
    date: int = 0,
    many: Length | None = None,
) -> Period:
    """Return the nth weekday, day or week of a longer period; what is last in it was read as last week's at first.

    With a sign, the nth weekday after or before a day; a date is a day of next month, or of another; `many` days or
    weeks are the first or last of them.
    """
    if many is not None:
        return _several(_period(of), many, nth or 0)
    if date:
        return _of_month(of, date)
    if sign and isinstance(unit, Weekday):
        return WeekdayFrom(_period(of), unit.weekday, sign * (nth or 1))
    if workday and nth is not None:
        return Nth(_period(of), nth, "workday")
    if isinstance(unit, Weekday | Relative):
        counted = unit.weekday if isinstance(unit, Weekday) else unit.unit
        return Nth(_period(of), _rank(nth, unit.shift), counted)
    if nth is None or not isinstance(unit, str):
        raise ValueError("only weekdays and units are counted")
    return Nth(_period(of), nth, unit)


def _several(of: Period, many: Length, nth: int) -> Several:
    if abs(nth) != 1 or many.hourly:
        raise ValueError("only the first or last days are told together")
    return Several(of, many.span, nth)


def _of_month(of: Period | CalendarUnit | int, day: int) -> Nth:
    if not isinstance(of, Relative) or of.unit != "month":
        raise ValueError("only months have dates")
    return Nth(of, day, "day")


def _rank(nth: int | None, shift: int | None) -> int:
    rank = nth or shift
    if rank is None or (nth is None and rank >= 0) or (nth is not None and shift):
        raise ValueError("neither the nth nor the last")
    return rank


def _edged(*, of: Period | CalendarUnit | int, edge: EdgeName = "end") -> Edge:
    """Return the start, end or a third of a period."""
    return Edge(_period(of), edge)


def _holding(*, of: Period, weekend: Relative | None = None) -> WeekOf:
    """Return the week or weekend of a date."""
    if weekend is not None and weekend != Relative("weekend", 0):
        raise ValueError("no weekend")
    return WeekOf(of, weekend=weekend is not None)


def _same(*, day: Period | int, weekday: Period | int | None = None) -> Period:
    """Return the day that is told of twice, by its more exact words; the day of the week may tell year or month."""
    exact = Date(day) if isinstance(day, int) else day
    if isinstance(exact, Date | Numeric) and isinstance(weekday, Weekday | int):
        return replace(exact, weekday=weekday if isinstance(weekday, int) else weekday.weekday)
    return exact


def _counted(
    *,
    span: Length | None = None,
    rest: Length | None = None,
    weeks: Length | None = None,
    unit: UnitWord | None = None,
    sign: int = 1,
    origin: Period | None = None,
    past: int = 0,
    that: bool = False,
    told: bool = False,
) -> Period:
    """Return the day that lies days, weeks or longer after or before another, or before `that` which was told of.

    `rest` is what is counted after the span ("a month and ten days ago"); only `weeks` count without a word for it.
    """
    counted = counted_length(span or weeks, unit)
    if counted.hourly or (rest is not None and rest.hourly):
        raise ValueError("hours do not count days")
    if weeks is not None and weeks.span.unit != "week":
        raise ValueError("only weeks are counted on a day")
    if weeks is not None and sign < 0 and isinstance(origin, Weekday):
        origin = Weekday(origin.weekday, -1)
    if rest is not None:
        return Counted(rest.span, sign, Counted(counted.span, sign, origin))
    if past:
        return Between(Counted(counted.span, -1), Relative("day", 0))
    if that or (unit is not None and origin is None):
        return ToldDay(counted.span, sign)
    return Counted(counted.span, sign, origin, counted.working, counted.least, told)


def _period(of: Period | CalendarUnit | int) -> Period:
    if isinstance(of, int):
        return _years(year=of)
    return Relative(of, 0) if isinstance(of, str) else of


def _full(year: int | None) -> int | None:
    return year if year is None or year >= _CENTURY else year + _THIS_CENTURY


def _check(day: int, month: int, year: int | None) -> None:
    calendar_date(_full(year) or _A_LEAP_YEAR, month, day)


def counted_length(span: Length | None, unit: UnitWord | None) -> Length:
    """Return the length of a count: a span, or one of a unit. Raises ValueError where neither is said."""
    if span is not None:
        return span
    if unit is None:
        raise ValueError("nothing is counted")
    return length(unit=unit)


DAY_BUILDERS: Final[Mapping[str, Callable[..., object]]] = {
    "date": _date,
    "numeric": _numeric,
    "daysof": _daysof,
    "stretchof": _stretchof,
    "dayname": _dayname,
    "relday": _relday,
    "toldday": _toldday,
    "holiday": _holiday,
    "months": _months,
    "years": _years,
    "decade": _decade,
    "relative": _relative,
    "slice": _slice,
    "seasons": _seasons,
    "nth": _nth,
    "edged": _edged,
    "holding": _holding,
    "same": _same,
    "counted": _counted,
}
"""The function of each kind of days that the data files may name."""
