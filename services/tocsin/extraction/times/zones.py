"""Whose time is meant, and what a local time is in UTC.

Zones are IANA names, or "UTC±HH:MM" where only an offset was said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Any, Final

from tocsin.domain.due import day_start
from tocsin.extraction.packaged import packaged

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ZoneReading:
    """A zone that words may mean; `saving` whether they say daylight time (True) or standard time (False)."""

    zone: str
    saving: bool | None = None


@dataclass(frozen=True, slots=True)
class ZoneWords:
    """Words that name a zone: what they mean, in some places (ISO alpha-2), and else if no place is known."""

    usual: ZoneReading
    by_place: tuple[tuple[str, ZoneReading], ...] = ()
    others: tuple[ZoneReading, ...] = ()

    def read(self, places: tuple[str, ...]) -> tuple[ZoneReading, tuple[ZoneReading, ...]]:
        """Return what the words mean in news of these places, and what else they may mean."""
        for place, reading in self.by_place:
            if place in places:
                return reading, ()
        return self.usual, self.others


@cache
def zone_words() -> Mapping[str, Mapping[str, Any]]:
    """Return the words of `zones.yaml` by class: `tz` to ZoneWords, `region` and `place` to IANA names."""
    raw = packaged("zones.yaml")
    abbreviations = {str(word): _zone_words(entry) for word, entry in raw["abbreviations"].items()}
    return {"tz": abbreviations, "region": raw["regions"], "place": raw["places"]}


def _zone_words(entry: Mapping[str, Any]) -> ZoneWords:
    saving = entry.get("saving")
    others = {place: ZoneReading(zone) for place, zone in entry.get("or", {}).items()}
    elsewhere = {place: ZoneReading(zone, saving) for place, zone in entry.get("in", {}).items()}
    by_place = (*others.items(), *elsewhere.items())
    return ZoneWords(ZoneReading(entry["zone"], saving), by_place, tuple(others.values()))


def offset_name(sign: int, hours: int, minutes: int) -> str:
    """Return the name of an offset from UTC. Raises ValueError where no clock is so far off."""
    if hours * 60 + minutes > 14 * 60:
        raise ValueError("no clock is so far from UTC")
    return f"UTC{'-' if sign < 0 else '+'}{hours:02}:{minutes:02}"


def instants(day: date, minutes: int, seconds: int, zone: tzinfo) -> Iterator[datetime]:
    """Yield the instants (UTC) at which clocks show a time: one, or two where they were put back over it.

    `minutes` count from the start of the day, 1440 being its end. A time that clocks skip is taken as if they did not.
    """
    wall = datetime.combine(day, time(), zone) + minutes * _MINUTE + timedelta(seconds=seconds)
    first = day_start(wall.date(), zone) if wall.time() == time() else wall.astimezone(UTC)
    yield first
    second = wall.replace(fold=1).astimezone(UTC)
    if second > first:
        yield second


def other_saving(instant: datetime, reading: ZoneReading, zone: tzinfo) -> datetime | None:
    """Return the instant if the words' standard or daylight time were meant to the letter, where that differs."""
    local = instant.astimezone(zone)
    if reading.saving is None or bool(local.dst()) == reading.saving:
        return None
    return instant - _HOUR if reading.saving else instant + _HOUR
