"""What words such as "next Friday" or "the third week of May" mean: whole local days, seen from a day.

Every period has `days(frame)`, which raises ValueError where the calendar has no such day, and `others(frame)`: what
else the same words may mean.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from tocsin.extraction.times.dates import (
    DAY,
    Days,
    Direction,
    easter,
    monday,
    month_start,
    months,
    nth_weekday,
    occurrence,
    one,
    orthodox_easter,
    week_from,
)

CalendarUnit = Literal["day", "workday", "week", "weekend", "month", "quarter", "half", "year"]

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months the longer units of the calendar have."""


@dataclass(frozen=True, slots=True)
class Frame:
    """From where words are seen: the day, the one they were `said` on, the one that spans count from, and habits.

    The start of "from 5 March to 7 May 2029" is seen from its end; "tomorrow" is seen from where it was said.
    """

    today: date
    said: date
    start: date
    direction: Direction
    month_first: bool


class Period(Protocol):
    """Words that mean whole days."""

    def days(self, frame: Frame) -> Days:
        """Return the days meant. Raises ValueError where there are none."""
        ...

    def others(self, frame: Frame) -> "tuple[Period, ...]":
        """Return what else the words may mean."""
        ...


class Plain:
    """A period whose words can mean one thing only."""

    __slots__ = ()

    def others(self, frame: Frame) -> tuple[Period, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Date(Plain):
    """A day of the month, with its month, year and day of the week as far as they are said."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None

    def days(self, frame: Frame) -> Days:
        """Return the day; without a year the next or last one, unless only the other is that day of the week."""
        meant = self._seen(frame.today, frame.direction)
        if self.weekday not in {None, meant.first.weekday()}:
            other = self._seen(frame.today, "past" if frame.direction == "future" else "future")
            return other if other.first.weekday() == self.weekday else meant
        return meant

    def _seen(self, today: date, direction: Direction) -> Days:
        if self.year is not None and self.month is not None:
            return one(date(self.year, self.month, self.day))
        return occurrence(lambda n: one(self._round(today, n)), today, direction)

    def _round(self, today: date, number: int) -> date:
        if self.month is None:
            return month_start(today.year, today.month + number).replace(day=self.day)
        return date(today.year + number, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Numeric:
    """A date such as 3/4/2024, of which only the place tells the day from the month."""

    first: int
    second: int
    year: int | None = None
    weekday: int | None = None

    def days(self, frame: Frame) -> Days:
        """Return the day as the place writes it, or the other way round where that is no date, or not that weekday."""
        meant = self._read(frame, month_first=frame.month_first)
        other = self._read(frame, month_first=not frame.month_first)
        if meant is None or (other is not None and not self._fits(meant) and self._fits(other)):
            meant = other
        if meant is None:
            raise ValueError("neither way a date")
        return meant

    def others(self, frame: Frame) -> tuple[Period, ...]:
        """Return the day as other places write it, unless the day of the week tells."""
        return () if self.weekday is not None else (self._date(month_first=not frame.month_first),)

    def _read(self, frame: Frame, *, month_first: bool) -> Days | None:
        try:
            return self._date(month_first=month_first).days(frame)
        except ValueError:
            return None

    def _date(self, *, month_first: bool) -> Date:
        month, day = (self.first, self.second) if month_first else (self.second, self.first)
        return Date(day, month, self.year, self.weekday)

    def _fits(self, days: Days) -> bool:
        return self.weekday in {None, days.first.weekday()}


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week; `shift` as in this (0), next (1), last (-1) Friday, `ahead` weeks after it.

    A `shift` of -2 is the Friday before the last one.
    """

    weekday: int
    shift: int | None = None
    ahead: int = 0

    def days(self, frame: Frame) -> Days:
        """Return the next or last such day, today included; "next" is in next week, "last" before today."""
        if self.shift is None or self.shift == 0:
            return one(self._nearest(frame) + 7 * self.ahead * DAY)
        if self.shift < 0:
            nearest = (frame.said.weekday() - self.weekday - 1) % 7 + 1
            return one(frame.said - (nearest - 7 * (self.shift + 1)) * DAY)
        return one(monday(frame.said) + (7 * self.shift + self.weekday) * DAY)

    def others(self, frame: Frame) -> tuple[Period, ...]:
        """Return the coming day for "next", the day of last week for "last", where they differ."""
        if self.shift == 1 and self.weekday > frame.said.weekday():
            return (Weekday(self.weekday),)
        if self.shift == -1 and self.weekday < frame.said.weekday():
            return (WeekdayOfWeek(self.weekday, -1),)
        return ()

    def _nearest(self, frame: Frame) -> date:
        if frame.direction == "past" and self.shift is None and not self.ahead:
            return frame.today - ((frame.today.weekday() - self.weekday) % 7) * DAY
        today = frame.today if self.shift is None else frame.said
        return today + ((self.weekday - today.weekday()) % 7) * DAY


@dataclass(frozen=True, slots=True)
class WeekdayOfWeek(Plain):
    """The Friday of last, this or next week."""

    weekday: int
    shift: int

    def days(self, frame: Frame) -> Days:
        """Return the day."""
        return one(monday(frame.said) + (7 * self.shift + self.weekday) * DAY)


@dataclass(frozen=True, slots=True)
class Relative(Plain):
    """The day, week, weekend, month, quarter or year that is `shift` away from today's."""

    unit: CalendarUnit
    shift: int

    def days(self, frame: Frame) -> Days:
        """Return its days; weeks begin on Monday."""
        if self.unit == "day":
            return one(frame.said + self.shift * DAY)
        if self.unit in {"week", "weekend"}:
            return week_from(monday(frame.said) + 7 * self.shift * DAY, weekend=self.unit == "weekend")
        length = MONTHS[self.unit]
        first = (frame.said.month - 1) // length * length + 1
        return months(frame.said.year, first + self.shift * length, length)


@dataclass(frozen=True, slots=True)
class Months(Plain):
    """A month by its name; a quarter, half or season by the month that it begins with; a year.

    `shift` as in next (1) or last (-1) March, `years` as in March of this (0) or next (1) year.
    """

    month: int = 1
    length: int = 1
    year: int | None = None
    shift: int = 0
    years: int | None = None

    def days(self, frame: Frame) -> Days:
        """Return its days; without a year the next or last ones, those that hold today counting either way."""
        if self.year is not None:
            return months(self.year, self.month, self.length)
        if self.years is not None:
            return months(frame.said.year + self.years, self.month, self.length)
        found = self._nearest(frame.today, _direction(self.shift, frame))
        if self.shift and found.first <= frame.today < found.after:
            return months(found.first.year + self.shift, self.month, self.length)
        return found

    def _nearest(self, today: date, direction: Direction) -> Days:
        first = -1 if direction == "future" else 1  # the winter that began last year may not be over
        return occurrence(lambda n: months(today.year + n, self.month, self.length), today, direction, first)


@dataclass(frozen=True, slots=True)
class Feast:
    """When a day that has a name comes: a date, an nth weekday of a month, or so many days from Easter."""

    month: int = 1
    day: int | None = None
    weekday: int = 0
    nth: int = 1
    plus: int = 0
    easter: int | None = None
    orthodox: int | None = None

    def of(self, year: int) -> Days:
        """Return the day in a year."""
        if self.easter is not None:
            return one(easter(year) + self.easter * DAY)
        if self.orthodox is not None:
            return one(orthodox_easter(year) + self.orthodox * DAY)
        if self.day is not None:
            return one(date(year, self.month, self.day))
        return one(nth_weekday(months(year, self.month), self.weekday, self.nth) + self.plus * DAY)


@dataclass(frozen=True, slots=True)
class Holiday(Plain):
    """A feast, of a year if one is said; `shift` as in next (1) or last (-1) Easter, `years` as in Easter next year."""

    feast: Feast
    year: int | None = None
    shift: int = 0
    years: int | None = None

    def days(self, frame: Frame) -> Days:
        """Return the day; without a year the next or last one."""
        if self.year is not None:
            return self.feast.of(self.year)
        if self.years is not None:
            return self.feast.of(frame.said.year + self.years)
        direction = _direction(self.shift, frame)
        return occurrence(lambda n: self.feast.of(frame.today.year + n), frame.today, direction)


def _direction(shift: int, frame: Frame) -> Direction:
    if shift == 0:
        return frame.direction
    return "future" if shift > 0 else "past"
