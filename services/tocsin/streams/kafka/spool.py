"""What sources gave and the brokers do not have yet, on disk: an embedded log of which the sent part is dropped."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tocsin.domain.event import Event
from tocsin.domain.tick import SourcePolled, SourceReading
from tocsin.streams.envelope import decode
from tocsin.streams.last_articles import last_article, note_article
from tocsin.streams.log import SqliteLog

REMEMBERED_FOR = timedelta(days=90)
"""How long an item that was taken in is known when it comes again."""

MOST_REMEMBERED = 1_000_000
"""How many items at most are known when they come again: the latest ones."""

# Rows lie in the order in which items were first seen.
_TABLES = "CREATE TABLE IF NOT EXISTS seen (row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, at REAL NOT NULL)"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that waits for the brokers, by its number in the spool; `raw` are the bytes that they are to have."""

    number: int
    event: Event
    raw: bytes


class Spool:
    """Keeps events until they are settled, with what is needed to know repeats and to read the sources on.

    It lies in a log of its own; nothing else may write to that. `limit` is in bytes: the spool does not refuse more,
    it says that it is `full`. `partitions` is how many must be told that a source was read. Use it from one thread.
    """

    def __init__(self, log: SqliteLog, limit: int, partitions: int) -> None:
        self.limit = limit
        self._log = log
        self._db = log.connection
        self._partitions = partitions
        self._idle: dict[str, list[int]] = {}
        with log.transaction():
            self._db.execute(_TABLES)
        self.count, self.size = self._weight(after=0)

    @property
    def full(self) -> bool:
        """Whether as much waits as may."""
        return self.size >= self.limit

    def source_state(self, name: str) -> bytes | None:
        """Return what the source `name` asked to remember, or None."""
        return self._log.source_state(name)

    def last_article(self, source: str, now: datetime) -> datetime:
        """Return when a source last gave a new article (UTC); before its first one, when it was first read."""
        with self._log.transaction():
            return last_article(self._log, source, now)

    def take(self, source: str, events: Iterable[Event], state: bytes | None, now: datetime) -> list[Event]:
        """Commit what `source` gave at `now`, with what it asks to remember; return what waits because of it.

        Events that were seen before, from any source, are left out; every partition is told that the source was read.
        """
        with self._log.transaction():
            new = [event for event in events if self._is_new(event, now)]
            reading = SourceReading.of(source, new, now)
            if reading.last_article_at is not None:
                note_article(self._log, source, now)
            # That a source was read and had nothing says no more once it was read again.
            self._drop(self._idle.pop(source, []))
            self._append(new)
            polled = [SourcePolled.of(reading, str(number)) for number in range(self._partitions)]
            numbers = self._append(polled)
            if state is not None:
                self._log.keep_source_state(source, state)
        if reading.last_article_at is None:
            self._idle[source] = numbers
        return [*new, *polled]

    def oldest(self, most: int) -> list[Waiting]:
        """Return the `most` events that have waited longest, oldest first."""
        rows = self._db.execute("SELECT seq, data FROM events ORDER BY seq LIMIT ?", (most,)).fetchall()
        return [Waiting(int(number), decode(raw), bytes(raw)) for number, raw in rows]

    def settle(self, numbers: Sequence[int], letters: Sequence[Event] = ()) -> None:
        """Drop the events with these numbers, which the brokers have, or which `letters` stand for from now on."""
        with self._log.transaction():
            self._drop(numbers)
            self._append(letters)

    def forget(self, now: datetime) -> None:
        """Forget the ids of what was seen long before `now`, or before so many others."""
        with self._log.transaction():
            self._db.execute("DELETE FROM seen WHERE at < ?", ((now - REMEMBERED_FOR).timestamp(),))
            self._db.execute("DELETE FROM seen WHERE row <= (SELECT max(row) FROM seen) - ?", (MOST_REMEMBERED,))

    def _is_new(self, event: Event, now: datetime) -> bool:
        row = (UUID(event.id).bytes, now.timestamp())
        inserted = self._db.execute("INSERT INTO seen (id, at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", row)
        return inserted.rowcount > 0

    def _append(self, events: Iterable[Event]) -> list[int]:
        end = self._log.end()
        numbers = [entry.seq for entry in self._log.append(events)]
        count, size = self._weight(after=end)
        self.count, self.size = self.count + count, self.size + size
        return numbers

    def _drop(self, numbers: Sequence[int]) -> None:
        gone = self._db.execute(
            "DELETE FROM events WHERE seq IN (SELECT value FROM json_each(?)) RETURNING length(data)",
            (json.dumps(list(numbers)),),
        ).fetchall()
        self.count, self.size = self.count - len(gone), self.size - sum(size for (size,) in gone)

    def _weight(self, after: int) -> tuple[int, int]:
        """Return how many events, and how many bytes, wait with a number above `after`."""
        query = "SELECT count(*), coalesce(sum(length(data)), 0) FROM events WHERE seq > ?"
        count, size = self._db.execute(query, (after,)).fetchone()
        return int(count), int(size)
