"""Sides: which two names may mean one party, a state and who speaks or acts for it."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Self

from tocsin.domain.record import Record
from tocsin.domain.watch import Watch


class Likeness(IntEnum):
    """How like the actors are whom two sources name for one role; more is more alike."""

    OTHER = -1
    UNKNOWN = 0
    SIDE = 1
    SAME = 2


class Sides(Record):
    """Pairs of a state and an actor of the watch that is at home there: "Mali" is often said of the junta in Bamako."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, watch: Watch, countries: Mapping[str, str]) -> Self:
        """Return the sides of `watch`; `countries` gives the ISO 3166-1 alpha-2 code of each state, by its id."""
        states = {country: state for state, country in countries.items()}
        homes = ((states.get(each.country or ""), each.id) for each in watch.actors)
        return cls(pairs=tuple((state, actor) for state, actor in homes if state not in (None, actor)))

    def likeness(self, one: str | None, other: str | None) -> Likeness:
        """Return whether two names for a role mean one actor, a state and who is at home there, or others."""
        if one is None or other is None:
            return Likeness.UNKNOWN
        if one == other:
            return Likeness.SAME
        return Likeness.SIDE if self.is_home(one, other) or self.is_home(other, one) else Likeness.OTHER

    def is_home(self, state: str, actor: str) -> bool:
        """Whether `actor` is at home in `state`."""
        return (state, actor) in self.pairs
