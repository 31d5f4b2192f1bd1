"""The changes of one step while it is being made: what it has put already, it sees."""

from typing import TypeVar

from tocsin.domain.event import Event
from tocsin.domain.stage import State, StateRecord, Step

Kept = TypeVar("Kept", bound=StateRecord)


class Ledger:
    """What is remembered, with the changes and the events of the step in hand."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._changes: dict[str, StateRecord | None] = {}
        self._events: list[Event] = []

    def get(self, key: str, kind: type[Kept]) -> Kept | None:
        """Return the record under `key`, which is of `kind`, or None."""
        record = self._changes[key] if key in self._changes else self._state.get(key)
        return record if isinstance(record, kind) else None

    def put(self, key: str, record: StateRecord | None) -> None:
        """Put `record` under `key`; None removes what is there."""
        self._changes[key] = record

    def tell(self, event: Event) -> None:
        """Send `event` on."""
        self._events.append(event)

    def step(self) -> Step:
        """Return all changes and events as one step."""
        return Step(self._changes, tuple(self._events))
