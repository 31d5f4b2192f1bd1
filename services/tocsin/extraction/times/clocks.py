"""Times of the day, as they are said: "half past five", "1430 hours", "noon", "9 in the evening"."""

from dataclasses import dataclass, replace
from typing import Final

from tocsin.extraction.times.zones import ZoneWords

Hours = tuple[int, int]
"""Some hours of a day, from one full hour to another."""

HALF_DAY: Final = 12 * 60
MIDNIGHT: Final = 24 * 60
_HOURS_OF_A_HALF: Final = 12
_MORNING: Final = 8 * 60
_AFTERNOON: Final = 13 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day in minutes since its start; the midnight that ends it is 1440.

    `other` is what the words may also mean. `vague` words do not say which half of the day they mean ("at five"), nor
    do `bare` digits, which mean the one that they tell by themselves (3:30).
    """

    minutes: int
    seconds: int = 0
    other: int | None = None
    vague: bool = False
    bare: bool = False

    def on_a_day(self) -> "Clock":
        """Return what it means on a day if no half of it is said: at five is in the afternoon, at nine is not."""
        return self if not self.vague or _MORNING <= self.minutes < _AFTERNOON else self.swapped()

    def in_part(self, hours: Hours | None) -> "Clock":
        """Return what it means in those hours of a day: at nine in the evening. Two at night is after midnight."""
        if hours is None or self.minutes >= _AFTERNOON:
            return self
        later = replace(self, minutes=(self.minutes + HALF_DAY - 1) % MIDNIGHT + 1)
        meant = next((one for one in (self, later) if hours[0] <= one.minutes / 60 <= hours[1]), self)
        return meant.sure()

    def sure(self) -> "Clock":
        """Return this reading as the only one."""
        return replace(self, other=None, vague=False)

    def swapped(self) -> "Clock":
        """Return the other reading, with this one as its alternative."""
        return self if self.other is None else replace(self, minutes=self.other, other=self.minutes)


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of the day, and whose time if that is said with it."""

    clock: Clock
    zone: ZoneWords | None = None


def said(hour: int, minutes: int = 0, seconds: int = 0) -> Clock:
    """Return the time that hours from 0 to 24 and minutes make. Raises ValueError where a day has no such time."""
    at = hour * 60 + minutes
    if not 0 <= at <= MIDNIGHT - (seconds > 0):
        raise ValueError("a day has no such time")
    return Clock(at, seconds)


def digital(hour: int, minutes: int, seconds: int = 0) -> Clock:
    """Return the time that digits such as 3:30 tell. Raises ValueError where a day has no such time."""
    return replace(said(hour, minutes, seconds), bare=0 < hour <= _HOURS_OF_A_HALF)


def vague(hour: int, minutes: int = 0) -> Clock:
    """Return the time that an hour without a half of the day makes; beyond twelve it needs none."""
    clock = said(hour, minutes)
    if not 0 < clock.minutes < _AFTERNOON:
        return clock
    return replace(clock, other=(clock.minutes + HALF_DAY - 1) % MIDNIGHT + 1, vague=True)


def of_half(hour: int, minutes: int, seconds: int, meridiem: int) -> Clock:
    """Return the time after midnight (`meridiem` 0) or noon (12); 12 a.m. may also be the end of the day.

    Raises ValueError where half a day has no such hour.
    """
    if hour not in range(1, 13):
        raise ValueError("half a day has no such hour")
    at = (hour % 12 + meridiem) * 60 + minutes
    return Clock(at, seconds, other=MIDNIGHT if at == 0 else None)


def named(name: str, minutes: int = 0) -> Clock:
    """Return minutes from noon, or to the midnight that ends the day, or past the one that begins it."""
    if name == "noon":
        return Clock(HALF_DAY + minutes)
    return Clock(minutes if minutes > 0 else MIDNIGHT + minutes)


def hhmm(digits: int) -> Clock:
    """Return the time that four digits tell. Raises ValueError where they tell none."""
    return said(*divmod(digits, 100))
