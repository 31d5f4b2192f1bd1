"""Numbers and lengths of time, as they are said: "forty-eight hours", "a day and a half", "two to three weeks"."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from tocsin.domain.due import Span, Unit

UnitWord = tuple[int, Unit]
"""What a unit's name stands for: a fortnight is two weeks."""

_HALVES: Final[Mapping[Unit, tuple[float, Unit]]] = {
    "hour": (30, "minute"),
    "day": (12, "hour"),
    "week": (3.5, "day"),
    "month": (15, "day"),
    "year": (6, "month"),
}
_PARTS: Final[Mapping[tuple[Unit, Unit], int]] = {
    ("hour", "minute"): 60,
    ("day", "hour"): 24,
    ("week", "day"): 7,
    ("year", "month"): 12,
}
"""How many of the smaller unit make one of the greater."""
_QUARTERS: Final[Mapping[Unit, tuple[float, Unit]]] = {"hour": (15, "minute"), "year": (3, "month")}
_LONGEST: Final = 200 * 366  # of whatever unit


@dataclass(frozen=True, slots=True)
class Length:
    """A span as it was said: perhaps with a lesser bound ("two to three days"), perhaps of working days."""

    span: Span
    least: Span | None = None
    working: bool = False

    @property
    def hourly(self) -> bool:
        """Whether it passes by the clock and not by the calendar."""
        return self.span.unit in {"minute", "hour"}


def number(*, tens: int = 0, digit: int = 0, times: int = 0, scale: int = 1, rest: int = 0) -> int:
    """Return a number said in words: forty-eight, a hundred and twenty, two dozen."""
    return tens + digit + times * scale + rest


def length(
    *,
    unit: UnitWord = (1, "day"),
    count: float | None = None,
    half: int = 0,
    top: int = 0,
    bottom: int = 0,
    quarters: int = 0,
    least: int | None = None,
    working: bool = False,
    first: Length | None = None,
    rest: Length | None = None,
) -> Length:
    """Return a length of time. Halves and quarters are told in the next smaller unit, as are `first` and `rest`.

    `top` and `bottom` are those of a fraction. Raises ValueError where it is not a half, the unit has no halves, the
    lesser bound is no lesser, or nobody counts so far.
    """
    if first is not None and rest is not None:
        return Length(_sum(first.span, rest.span))
    size, name = unit
    if quarters:
        return Length(_parts(name, quarters, _QUARTERS))
    if bottom and (top, bottom) != (1, 2):
        raise ValueError("no such fraction is told")
    whole = count if count is not None else 1 - bool(half)
    if half or bottom or whole != int(whole):
        return Length(_parts(name, int(whole) * 2 + 1, _HALVES))
    if least is not None and least > whole:
        raise ValueError("the lesser bound is the greater")
    return Length(_span(int(whole) * size, name), None if least is None else _span(least * size, name), working)


def _span(count: int, unit: Unit) -> Span:
    if not 0 <= count <= _LONGEST:
        raise ValueError("nobody counts so far")
    return Span(count=count, unit=unit)


def _sum(first: Span, rest: Span) -> Span:
    if (first.unit, rest.unit) not in _PARTS:
        raise ValueError("the rest is told in no smaller unit")
    return _span(first.count * _PARTS[first.unit, rest.unit] + rest.count, rest.unit)


def _parts(unit: Unit, count: int, parts: Mapping[Unit, tuple[float, Unit]]) -> Span:
    if unit not in parts:
        raise ValueError("the unit has no such part")
    length, smaller = parts[unit]
    return _span(ceil(count * length), smaller)
