"""What the stages remember of one partition: the records in use in memory, all of them as rows of a table."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from tocsin.domain.stage import StateRecord, kind_of
from tocsin.streams.last_used import LastUsed
from tocsin.workers.kafka.rows import POSITION, Position, Rows, encode_row, position_key, wake_of
from tocsin.workers.kafka.wakes import Wakes

_MOST = 500
"""How many records of a partition make a generation of those that stay in memory."""

_OFTEN = 4_000
"""After how many uses a generation grows old: some 800 messages."""


class Table(Protocol):
    """The rows of one partition, on this machine's disk."""

    def get(self, key: str) -> bytes | None:
        """Return the row under `key`, or None."""
        ...

    def items(self) -> Iterable[tuple[str, bytes]]:
        """Return every row with its key."""
        ...


class PartitionState:
    """The state of one partition; `changed()` is what has still to be written to its table."""

    def __init__(self, table: Table, rows: Rows) -> None:
        self._table = table
        self._rows = rows
        self._held = LastUsed(_MOST, _OFTEN)
        self._changed: dict[str, None] = {}
        self._wakes = Wakes(self._waking)

    def get(self, key: str) -> StateRecord | None:
        """Return the record under `key`, or None."""
        return self._held.get(key, self._read)

    def due(self, now: datetime) -> list[tuple[str, StateRecord]]:
        """Return the records whose `wake_at` has come, in the order of their keys."""
        return [(key, record) for key in self._wakes.due(now) if (record := self.get(key)) is not None]

    def next_wake(self) -> datetime | None:
        """Return the earliest `wake_at` of all records (UTC), or None."""
        return self._wakes.earliest()

    def position(self, topic: str) -> int | None:
        """Return the offset of the next event of `topic` to fold, or None where none has been folded."""
        record = self.get(position_key(topic))
        return record.next if isinstance(record, Position) else None

    def move_to(self, topic: str, offset: int) -> None:
        """Remember that the next event of `topic` to fold is that at `offset`."""
        self.apply({position_key(topic): Position(next=offset)})

    def apply(self, changes: Mapping[str, StateRecord | None]) -> None:
        """Put every changed record in its place; None removes the record."""
        self._held.put(changes)
        for key, record in changes.items():
            self._changed[key] = None
            self._wakes.set(key, None if record is None else record.wake_at)

    def changed(self) -> dict[str, bytes | None]:
        """Return the rows that have changed since `written()`; None where a row is to be removed.

        Positions come last: what does not fit into one batch must not be taken for folded before it is all there.
        """
        keys = sorted(self._changed, key=lambda key: kind_of(key) == POSITION)
        return {key: None if (record := self._held[key]) is None else encode_row(record) for key in keys}

    def written(self) -> None:
        """Take note that everything changed has been written to the table."""
        self._changed.clear()
        self._held.trim()

    def _read(self, key: str) -> StateRecord | None:
        row = self._table.get(key)
        return None if row is None else self._rows.decode(key, row)

    def _waking(self) -> Iterator[tuple[str, datetime]]:
        """Yield every key whose record wakes, and when; of what has changed no row is written yet."""
        for key, row in self._table.items():
            if key not in self._changed and (wake := wake_of(row)) is not None:
                yield key, wake
        for key in self._changed:
            record = self._held[key]
            if record is not None and record.wake_at is not None:
                yield key, record.wake_at
