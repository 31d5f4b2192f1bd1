"""A stage: `(state, event) → (state, events)`. Every runtime carries the same ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from tocsin.domain.event import Event
from tocsin.domain.record import Record


class StateRecord(Record):
    """What a stage remembers under one key."""

    @property
    def wake_at(self) -> datetime | None:
        """The next instant (UTC) at which a tick changes something here, or None."""
        return None

    def to_json(self) -> str:
        """Return the record as JSON; the same record gives the same text."""
        return self.model_dump_json()


def kind_of(key: str) -> str:
    """Return the kind of record that `key` holds: its part before the first slash."""
    return key.partition("/")[0]


class State(Protocol):
    """What a stage remembers, by key, which names the kind of record (`kind_of`)."""

    def get(self, key: str) -> StateRecord | None:
        """Return the record under `key`, or None."""
        ...

    def due(self, now: datetime) -> Iterable[tuple[str, StateRecord]]:
        """Return the records whose `wake_at` has come, by key, in the order of the keys."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """What one event changes: records to put under their keys (None removes), and events to send on."""

    changes: Mapping[str, StateRecord | None] = field(default_factory=lambda: MappingProxyType({}))
    events: tuple[Event, ...] = ()


class Stage(Protocol):
    """A pure step of the pipeline."""

    @property
    def name(self) -> str:
        """The consumer name under which its position in the log is kept."""
        ...

    @property
    def reads(self) -> tuple[type[Event], ...]:
        """The kinds of event that it folds."""
        ...

    @property
    def records(self) -> Mapping[str, type[StateRecord]]:
        """Kinds of record that it keeps, by the first part of their keys."""
        ...

    def step(self, state: State, event: Event) -> Step:
        """Fold `event`; folding the same event again changes nothing and sends nothing new."""
        ...


class MemoryState:
    """A state that is held in memory alone."""

    def __init__(self) -> None:
        self.records: dict[str, StateRecord] = {}
        self._wakes: dict[str, datetime] = {}

    def get(self, key: str) -> StateRecord | None:
        """Return the record under `key`, or None."""
        return self.records.get(key)

    def due(self, now: datetime) -> list[tuple[str, StateRecord]]:
        """Return the records whose `wake_at` has come, in the order of their keys."""
        return [(key, self.records[key]) for key in sorted(key for key, at in self._wakes.items() if at <= now)]

    def next_wake(self) -> datetime | None:
        """Return the earliest `wake_at` of all records, or None."""
        return min(self._wakes.values(), default=None)

    def apply(self, changes: Mapping[str, StateRecord | None]) -> None:
        """Put every changed record in its place; None removes the record."""
        for key, record in changes.items():
            self._wakes.pop(key, None)
            if record is None:
                self.records.pop(key, None)
                continue
            self.records[key] = record
            if (wake := record.wake_at) is not None:
                self._wakes[key] = wake
