"""Arithmetic of the calendar: nth weekdays, Easter, and what N months from a day is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from typing import Final, Literal

from tocsin.domain.due import Grain

Direction = Literal["future", "past"]
"""Whether words that fit many days mean the next or the last of them."""

DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_OCCURRENCES_TRIED: Final = 60  # 29 February comes every fourth year, once after eight; the 31st every other month


@dataclass(frozen=True, slots=True)
class Days:
    """Whole local days: from the start of `first` to the start of `after`. An instant between days has both equal."""

    first: date
    after: date
    grain: Grain

    @property
    def last(self) -> date:
        """The last day, or the one that the instant ends."""
        return self.after - DAY


def one(day: date) -> Days:
    """Return a single day."""
    return Days(day, day + DAY, "day")


def months(year: int, month: int, length: int = 1) -> Days:
    """Return whole months, `month` being any integer: 13 is the next January."""
    return Days(month_start(year, month), month_start(year, month + length), "month")


def month_start(year: int, month: int) -> date:
    """Return the first day of a month, `month` being any integer."""
    years, index = divmod(month - 1, 12)
    return date(year + years, index + 1, 1)


def monday(day: date) -> date:
    """Return the day that begins the week of a day."""
    return day - day.weekday() * DAY


def week_from(first: date, *, weekend: bool = False) -> Days:
    """Return the week that begins on a Monday, or its last two days."""
    if weekend:
        return Days(first + 5 * DAY, first + 7 * DAY, "day")
    return Days(first, first + 7 * DAY, "week")


def add_working(day: date, number: int) -> date:
    """Return the day that lies a number of working days, Monday to Friday, after (or before) another."""
    step = DAY if number > 0 else -DAY
    weeks, rest = divmod(abs(number), 5)
    day += weeks * 7 * step
    for _ in range(rest):
        day += step
        while day.weekday() >= _SATURDAY:
            day += step
    return day


def nth_weekday(span: Days, weekday: int, nth: int) -> date:
    """Return the nth such weekday of a stretch of days, counted from its end if negative.

    Raises ValueError where there are not so many.
    """
    start = span.first if nth > 0 else span.last
    offset = (weekday - start.weekday()) % 7 if nth > 0 else -((start.weekday() - weekday) % 7)
    day = start + (offset + 7 * (nth - 1 if nth > 0 else nth + 1)) * DAY
    if not span.first <= day < span.after:
        raise ValueError("the stretch has no such weekday")
    return day


def easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian calendar (the anonymous algorithm; Meeus, Astronomical Algorithms, 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * l_) // 433
    month, day = divmod(h + l_ - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return the Easter Sunday of the Julian calendar, as the Gregorian calendar dates it (1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + 13 * DAY


def occurrence(make: Callable[[int], Days], today: date, direction: Direction, first: int = 0) -> Days:
    """Return the next or last of days that come again and again; one that holds today counts either way.

    `make` gives the days a number of rounds from now and raises ValueError for a round without (29 February).
    `first` is the first round to try. Raises ValueError where none fits.
    """
    step = 1 if direction == "future" else -1
    for days in islice(_made(make, first, step), _OCCURRENCES_TRIED):
        if days.after > today if direction == "future" else days.first <= today:
            return days
    raise ValueError("no occurrence fits")


def _made(make: Callable[[int], Days], first: int, step: int) -> Iterator[Days]:
    for index in islice(count(first, step), _OCCURRENCES_TRIED):
        try:
            yield make(index)
        except ValueError:
            continue
