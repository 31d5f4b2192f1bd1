"""What is measured one by one: pairs of actors and targets, and channels, all of them from the configuration."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from tocsin.domain.lane import Waiting, waiting_for
from tocsin.domain.stage import State
from tocsin.domain.watch import Watch
from tocsin.streams.outlook import Pair, pairs_of


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of the watches and of the channels, and the pairs whose stances are measured."""

    watches: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, watches: Sequence[Watch], channels: Iterable[str]) -> Self:
        """Return the scope of a configuration."""
        return cls(tuple(watch.id for watch in watches), tuple(channels), pairs_of(watches))

    def waiting(self, states: Collection[State]) -> dict[str, Waiting]:
        """Return what waits to be delivered by these `states` of the outbox, by channel."""
        return {name: _all(waiting_for(state, self.watches, name) for state in states) for name in self.channels}


def _all(parts: Iterable[Waiting]) -> Waiting:
    found = list(parts)
    oldest = min((each.oldest for each in found if each.oldest is not None), default=None)
    return Waiting(sum(each.count for each in found), oldest)
