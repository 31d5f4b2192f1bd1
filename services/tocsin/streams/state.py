"""What a stage remembers, in the log's file, with the records in use held in memory."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

from tocsin.domain.stage import Stage, StateRecord, kind_of
from tocsin.streams.last_used import LastUsed

_MOST = 4_000
"""How many records of a stage make a generation of those that stay in memory."""

_OFTEN = 32_000
"""After how many uses a generation grows old."""


class SqliteState:
    """The state of one stage; what `apply` puts is written by `flush`, in the transaction that is open then.

    It is kept under the name of the stage, unless another one is given.
    """

    def __init__(self, db: sqlite3.Connection, stage: Stage, name: str | None = None) -> None:
        self._db = db
        self._stage = name or stage.name
        self._kinds = stage.records
        self._held = LastUsed(_MOST, _OFTEN)
        self._changed: set[str] = set()

    def get(self, key: str) -> StateRecord | None:
        """Return the record under `key`, or None."""
        return self._held.get(key, self._read)

    def keys(self) -> list[str]:
        """Return the keys of all records."""
        self.flush()
        rows = self._db.execute("SELECT key FROM state WHERE stage = ? ORDER BY key", (self._stage,))
        return [key for (key,) in rows]

    def due(self, now: datetime) -> list[tuple[str, StateRecord]]:
        """Return the records whose `wake_at` has come, in the order of their keys."""
        self.flush()
        rows = self._db.execute(
            "SELECT key FROM state INDEXED BY state_by_wake WHERE stage = ? AND wake <= ? ORDER BY key",
            (self._stage, now.timestamp()),
        ).fetchall()
        return [(key, record) for (key,) in rows if (record := self.get(key)) is not None]

    def anything_due(self, now: datetime) -> bool:
        """Whether the `wake_at` of any record has come."""
        self.flush()
        query = "SELECT 1 FROM state WHERE stage = ? AND wake <= ? LIMIT 1"
        return self._db.execute(query, (self._stage, now.timestamp())).fetchone() is not None

    def next_wake(self, after: datetime) -> datetime | None:
        """Return the earliest `wake_at` later than `after` (UTC), or None."""
        self.flush()
        row = self._db.execute(
            "SELECT min(wake) FROM state WHERE stage = ? AND wake > ?", (self._stage, after.timestamp())
        ).fetchone()
        return None if row[0] is None else datetime.fromtimestamp(row[0], UTC)

    def apply(self, changes: Mapping[str, StateRecord | None]) -> None:
        """Put every changed record in its place; None removes the record."""
        self._held.put(changes)
        self._changed.update(changes)

    def flush(self) -> None:
        """Write every record that has changed since the last time."""
        for key in sorted(self._changed):
            self._write(key, self._held[key])
        self._changed.clear()
        self._held.trim()

    def forget(self) -> None:
        """Drop what is held in memory: a transaction was rolled back, the file is right."""
        self._held.clear()
        self._changed.clear()

    def _write(self, key: str, record: StateRecord | None) -> None:
        if record is None:
            self._db.execute("DELETE FROM state WHERE stage = ? AND key = ?", (self._stage, key))
            return
        wake = record.wake_at.timestamp() if record.wake_at else None
        self._db.execute(
            "INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?)",
            (self._stage, key, wake, record.to_json().encode()),
        )

    def _read(self, key: str) -> StateRecord | None:
        row = self._db.execute("SELECT value FROM state WHERE stage = ? AND key = ?", (self._stage, key)).fetchone()
        return None if row is None else self._kinds[kind_of(key)].model_validate_json(row[0])
