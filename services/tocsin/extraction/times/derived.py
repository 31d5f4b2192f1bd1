"""What words mean that find days by other days: "the last Friday of May", "the end of the week", "ten days from"."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tocsin.domain.due import Span, day_later
from tocsin.extraction.times.dates import DAY, Days, add_working, monday, months, nth_weekday, one, week_from
from tocsin.extraction.times.periods import MONTHS, CalendarUnit, Frame, Period, Plain

_MOST_OF_A_YEAR = 300 * DAY

EdgeName = Literal["start", "early", "mid", "late", "rest", "end"]


@dataclass(frozen=True, slots=True)
class Within:
    """What holds another period and is read with it."""

    of: Period

    def days(self, frame: Frame) -> Days:
        """Return the days of the other period."""
        return self.of.days(frame)

    def others(self, frame: Frame) -> tuple[Period, ...]:
        """Return the same of what else the other period may mean."""
        return tuple(replace(self, of=other) for other in self.of.others(frame))


@dataclass(frozen=True, slots=True)
class Apart(Within):
    """The day that lies so long after another, or before it if `sign` is negative."""

    span: Span
    sign: int

    def days(self, frame: Frame) -> Days:
        """Return the day."""
        whole = self.of.days(frame)
        return one(day_later(whole.last if self.sign > 0 else whole.first, self.span, self.sign))


@dataclass(frozen=True, slots=True)
class ToldDay(Plain):
    """The day that was told of before, or one so long after or before it: "that day", "two days before that".

    `whole` where the very moment is meant, with its hour: "by then".
    """

    span: Span | None = None
    sign: int = 1
    whole: bool = False

    def of(self, told: Period) -> Period:
        """Return the day that is meant where `told` is what was told of before."""
        return told if self.span is None else Apart(told, self.span, self.sign)

    def days(self, frame: Frame) -> Days:  # noqa: ARG002
        """Raise ValueError: the words themselves fix no day."""
        raise ValueError("a day that is told elsewhere")


@dataclass(frozen=True, slots=True)
class Nth(Within):
    """The nth weekday, day, week or half of a longer period; the last ones are counted from its end."""

    nth: int
    unit: int | CalendarUnit

    def days(self, frame: Frame) -> Days:
        """Return the days. Raises ValueError where the period has not so many."""
        whole = self.of.days(frame)
        if isinstance(self.unit, int):
            return one(nth_weekday(whole, self.unit, self.nth))
        if self.unit == "day":
            return one(
                _inside(whole, whole.first + (self.nth - 1) * DAY if self.nth > 0 else whole.after + self.nth * DAY)
            )
        if self.unit == "workday":
            return one(_inside(whole, add_working(whole.first - DAY if self.nth > 0 else whole.after, self.nth)))
        if self.unit in {"week", "weekend"}:
            return self._week(whole)
        return self._part(whole, MONTHS[self.unit])

    def _week(self, whole: Days) -> Days:
        weekend = self.unit == "weekend"
        # a week is in the month that has most of it, a weekend in the one that has its Saturday
        return week_from(monday(nth_weekday(whole, 5 if weekend else 3, self.nth)), weekend=weekend)

    def _part(self, whole: Days, length: int) -> Days:
        if (whole.after - whole.first).days < length * 28:  # the half of a month
            middle = whole.first + (whole.after - whole.first) // 2
            return Days(whole.first, middle, "week") if self.nth == 1 else Days(middle, whole.after, "week")
        start = whole.first if self.nth > 0 else whole.after
        number = self.nth - 1 if self.nth > 0 else self.nth
        return months(start.year, start.month + number * length, length)


@dataclass(frozen=True, slots=True)
class Several(Within):
    """The first days, weeks or months of a longer period, or its last ones if `sign` is negative."""

    span: Span
    sign: int

    def days(self, frame: Frame) -> Days:
        """Return the days. Raises ValueError where the period is no longer than that."""
        whole = self.of.days(frame)
        if self.sign > 0:
            return Days(whole.first, _inside(whole, day_later(whole.first, self.span, 1)), "day")
        return Days(_inside(whole, day_later(whole.after, self.span, -1)), whole.after, "day")


@dataclass(frozen=True, slots=True)
class WeekdayFrom(Within):
    """The nth such weekday after a day, or before it if negative."""

    weekday: int
    nth: int

    def days(self, frame: Frame) -> Days:
        """Return the day."""
        day, step = self.of.days(frame).first, 1 if self.nth > 0 else -1
        nearest = (step * (self.weekday - day.weekday()) - 1) % 7 + 1
        return one(day + step * (nearest + 7 * (abs(self.nth) - 1)) * DAY)


@dataclass(frozen=True, slots=True)
class WeekOf(Within):
    """The week that holds a day, Monday to Sunday, or its weekend."""

    weekend: bool = False

    def days(self, frame: Frame) -> Days:
        """Return its days."""
        return week_from(monday(self.of.days(frame).first), weekend=self.weekend)


@dataclass(frozen=True, slots=True)
class Edge(Within):
    """The start or end of a period, which are instants, its early, middle or late third, or what is left of it."""

    edge: EdgeName

    def days(self, frame: Frame) -> Days:
        """Return the days, or the instant between two of them."""
        whole = self.of.days(frame)
        third = (whole.after - whole.first) // 3
        now = frame.today if whole.first <= frame.today < whole.after else whole.first
        first, after = {
            "start": (whole.first, whole.first),
            "early": (whole.first, whole.first + third),
            "mid": (whole.first + third, _end_of_middle(whole)),
            "late": (whole.first + 2 * third, whole.after),
            "rest": (now, whole.after),
            "end": (whole.after, whole.after),
        }[self.edge]
        return Days(first, after, whole.grain)


def _end_of_middle(whole: Days) -> date:
    """Return the day after the middle of a period, which is its second third; that of a year ends with June."""
    length = whole.after - whole.first
    if length > _MOST_OF_A_YEAR:
        return months(whole.first.year, whole.first.month, 6).after
    return whole.first + 2 * (length // 3)


@dataclass(frozen=True, slots=True)
class Between:
    """From one period to another, both included; the first is seen from the last."""

    first: Period
    last: Period

    def days(self, frame: Frame) -> Days:
        """Return all days from the first to the last. Raises ValueError where the last come first."""
        last = self.last.days(frame)
        first = self.first.days(replace(frame, today=last.first, direction="past"))
        if first.first >= last.after:
            raise ValueError("the last come first")
        return Days(first.first, last.after, last.grain)

    def others(self, frame: Frame) -> tuple[Period, ...]:
        """Return the same up to what else the last may mean."""
        return tuple(Between(self.first, other) for other in self.last.others(frame))


@dataclass(frozen=True, slots=True)
class Counted(Plain):
    """The day that is so many days, weeks, months or years from another, or from where spans count.

    `least` is the lesser bound of "two to three days". `told` words count from what may have come already: the last
    Monday if five days from it are not over, else the next.
    """

    span: Span
    sign: int = 1
    origin: Period | None = None
    working: bool = False
    least: Span | None = None
    told: bool = False

    def days(self, frame: Frame) -> Days:
        """Return the day that the span ends with."""
        if self.told and frame.direction == "future":
            running = replace(self, told=False).days(replace(frame, direction="past"))
            if running.after > frame.today:
                return running
        start = self._start(frame)
        first, last = sorted(self._end(start, span) for span in (self.least or self.span, self.span))
        return Days(first, last + DAY, "day")

    def _start(self, frame: Frame) -> date:
        if self.origin is None:
            return frame.start
        days = self.origin.days(frame)
        return days.last if self.sign > 0 else days.first

    def _end(self, start: date, span: Span) -> date:
        return add_working(start, self.sign * span.count) if self.working else day_later(start, span, self.sign)


def _inside(whole: Days, day: date) -> date:
    if not whole.first <= day < whole.after:
        raise ValueError("the period has no such day")
    return day
