"""Numbers and lengths of time, as they are said: "forty-eight hours", "a day and a half", "two to three weeks"."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from tocsin.domain.due import Span, Unit

UnitWord = tuple[int, Unit]
"""What a unit's name stands for: a fortnight is two weeks."""

_PARTS: Final[Mapping[Unit, tuple[int, Unit]]] = {
    "hour": (60, "minute"),
    "day": (24, "hour"),
    "week": (7, "day"),
    "year": (12, "month"),
}
"""How many of which smaller unit make one of the greater."""
_BROKEN: Final[Mapping[Unit, tuple[int, Unit]]] = {**_PARTS, "month": (30, "day")}
"""The units of which fractions are told, and what those are told in."""
_QUARTERED: Final = {"hour", "year"}
_FRACTIONS: Final = {(1, 2), (1, 4), (3, 4)}
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
    sixtieths: int = 0,
    working: bool = False,
    first: Length | None = None,
    rest: Length | None = None,
) -> Length:
    """Return a length of time. Fractions are told in the next smaller unit, rounded up, as are `first` and `rest`.

    `sixtieths` are minutes after hours (2h30m); `top` and `bottom` are those of a fraction in digits. Raises ValueError
    where that is none of halves and quarters, the unit has no such parts, the lesser bound is no lesser, or nobody
    counts so far.
    """
    if first is not None and rest is not None:
        return Length(_sum(first.span, rest.span))
    if sixtieths:
        return Length(_span(int(60 * (count or 0)) + sixtieths, "minute"))
    size, name = unit
    if quarters:
        return Length(_quarters(name, quarters))
    if bottom and (top, bottom) not in _FRACTIONS:
        raise ValueError("no such fraction is told")
    whole = (count if count is not None else 1 - bool(half)) + (top / bottom if bottom else bool(half) / 2)
    if whole != int(whole):
        return Length(_broken(name, whole * size))
    if least is not None and least > whole:
        raise ValueError("the lesser bound is the greater")
    return Length(_span(int(whole) * size, name), None if least is None else _span(least * size, name), working)


def _span(count: int, unit: Unit) -> Span:
    if not 0 <= count <= _LONGEST:
        raise ValueError("nobody counts so far")
    return Span(count=count, unit=unit)


def _sum(first: Span, rest: Span) -> Span:
    count, unit = first.count, first.unit
    while unit != rest.unit or unit == first.unit:
        if unit not in _PARTS:
            raise ValueError("the rest is told in no smaller unit")
        parts, unit = _PARTS[unit]
        count *= parts
    return _span(count + rest.count, unit)


def _quarters(unit: Unit, count: int) -> Span:
    if unit not in _QUARTERED:
        raise ValueError("the unit has no such part")
    return _broken(unit, count / 4)


def _broken(unit: Unit, count: float) -> Span:
    if unit not in _BROKEN:
        raise ValueError("the unit has no such part")
    parts, smaller = _BROKEN[unit]
    return _span(ceil(round(count * parts, 6)), smaller)
