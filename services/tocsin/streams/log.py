"""The embedded log: events, the stages' state and their positions in one SQLite file.

What one transaction holds is there as a whole or not at all, so a stage's outputs can never be parted from its
position. The file is in WAL mode: others may read while one writes.
"""

import errno
import fcntl
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID

from tocsin.domain.event import Event
from tocsin.domain.mendable import Mendable
from tocsin.streams.envelope import UnreadableEventError, decode, encode
from tocsin.streams.topics import TOPIC_OF

SCHEMA = 3
"""Version of the tables below and of what is in them; a file with another one was written by another tocsin."""

FILE_NAME = "tocsin.sqlite"
LOCK_NAME = "tocsin.lock"
_BUSY_MS = 5000
_CACHE_KIB = 16_384
"""How much of the file is held in memory: records of an outbox that is full lie all over it."""

_CHECKPOINT_PAGES = 4_000
"""How long the journal grows before it goes into the file: what is written often goes there once, with one sync."""

_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE")

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    topic TEXT NOT NULL,
    type TEXT NOT NULL,
    data BLOB NOT NULL
);
CREATE TABLE positions (consumer TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE state (
    stage TEXT NOT NULL,
    key TEXT NOT NULL,
    wake REAL,
    value BLOB NOT NULL,
    PRIMARY KEY (stage, key)
) WITHOUT ROWID;
CREATE INDEX state_by_wake ON state (stage, wake) WHERE wake IS NOT NULL;
CREATE TABLE sources (name TEXT PRIMARY KEY, state BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE pruned (id BLOB PRIMARY KEY) WITHOUT ROWID;
"""

_UPGRADES = {
    2: (
        "CREATE TABLE pruned (id BLOB PRIMARY KEY) WITHOUT ROWID",
        # The read model has other columns: it is filled anew, from the beginning of the log.
        "DROP TABLE IF EXISTS alerts",
        "DROP TABLE IF EXISTS deliveries",
        "DELETE FROM positions WHERE consumer = 'read-model'",
        # The outbox keeps other records, and what is due by the old ones cannot be sent.
        "DELETE FROM state WHERE stage = 'notify'",
    )
}
"""What makes the tables of a version into those of the next one."""


class LogError(Mendable):
    """The log cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event at its place in the log."""

    seq: int
    event: Event


class DirectoryLock:
    """Keeps a second writer out of a data directory, which is made where there is none, while this process lives.

    Raises LogError where another process holds it, or it cannot be made; the kernel frees it however the process ends.
    """

    def __init__(self, directory: Path) -> None:
        try:
            directory.mkdir(parents=True, exist_ok=True)
            self._file = (directory / LOCK_NAME).open("a+")
        except OSError as error:
            raise LogError(f"{directory}: {_reason(error)}") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise LogError(f"{directory}: in use by another tocsin (process {holder}); stop it first") from error
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        """Let others in."""
        self._file.close()


class SqliteLog:
    """An append-only log of events with the state of those who read it.

    Use it from one thread. Every method that writes belongs inside `transaction()`.
    """

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self._db = connection
        self._where = where

    @classmethod
    def open(cls, directory: Path, *, read_only: bool = False) -> Self:
        """Open the log in `directory`, and make both where there are none (unless `read_only`).

        Raises LogError where the directory cannot be used, holds no log, or one of a newer version.
        """
        path = directory / FILE_NAME
        if read_only and not path.exists():
            raise LogError(f"{directory}: no log here; start `tocsin run` with this data directory first")
        try:
            directory.mkdir(parents=True, exist_ok=True)
            # Also who only reads may have to bring the file in order: after a kill SQLite does that when it is opened.
            mode = "rw" if read_only else "rwc"
            db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise LogError(f"{directory}: {_reason(error)}") from error
        log = cls(db, str(directory))
        with log.explained():
            log._prepare(read_only=read_only)
        return log

    def __enter__(self) -> Self:
        """Return the log itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the log."""
        self.close()

    def require_sound(self) -> None:
        """Raise LogError where this is no log, one that is damaged, or one of a version that is of no use here."""
        with self.explained():
            if self._known_version() is None:
                raise LogError(f"{self._where}: is no log of tocsin")
            (found,) = self._db.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise LogError(f"{self._where}: is damaged: {found}")

    def close(self) -> None:
        """Close the file; everything committed is in it."""
        self._db.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for the state and the read model that live in the same file."""
        return self._db

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what happens inside as a whole, or nothing of it where an error comes out.

        Raises LogError where the file cannot be written: disk full, locked for long, or damaged.
        """
        with self.explained():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what SQLite has to say about the file into LogError, for whoever works on the connection itself."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LogError(f"{self._where}: {_reason(error)}") from error

    def append(self, events: Iterable[Event]) -> list[Entry]:
        """Append `events` in their order and return those that were new; one with a known id is or was there."""
        added = []
        for event in events:
            cursor = self._db.execute(
                "INSERT INTO events (id, topic, type, data) SELECT ?1, ?2, ?3, ?4 "
                "WHERE NOT EXISTS (SELECT 1 FROM pruned WHERE id = ?1) ON CONFLICT (id) DO NOTHING",
                (UUID(event.id).bytes, TOPIC_OF[type(event)], event.type, encode(event)),
            )
            if cursor.rowcount:
                added.append(Entry(int(cursor.lastrowid or 0), event))
        return added

    def read(self, after: int, kinds: Sequence[type[Event]], limit: int) -> list[tuple[int, bytes]]:
        """Return up to `limit` raw events of `kinds` with a sequence number above `after`, oldest first."""
        rows = self._db.execute(
            "SELECT seq, data FROM events WHERE seq > ? AND type IN (SELECT value FROM json_each(?)) "
            "ORDER BY seq LIMIT ?",
            (after, _names(kinds), limit),
        )
        return [(int(seq), bytes(data)) for seq, data in rows]

    def raw(self, kinds: Sequence[type[Event]], after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Return all raw events of `kinds` above `after` with their sequence numbers, oldest first."""
        while rows := self.read(after, kinds, 1000):
            yield from rows
            after = rows[-1][0]

    def readable(self, kinds: Sequence[type[Event]]) -> Iterator[tuple[int, Event]]:
        """Return all events of `kinds` with their sequence numbers; what cannot be read was put aside before."""
        for seq, raw in self.raw(kinds):
            with suppress(UnreadableEventError):
                yield seq, decode(raw)

    def size_at(self, seq: int) -> int:
        """Return how many bytes the event with a sequence number has; there must be one."""
        return int(self._db.execute("SELECT length(data) FROM events WHERE seq = ?", (seq,)).fetchone()[0])

    def topic_at(self, seq: int) -> str:
        """Return the topic of the event with a sequence number; there must be one."""
        return str(self._db.execute("SELECT topic FROM events WHERE seq = ?", (seq,)).fetchone()[0])

    def entries(self, after: int, kinds: Sequence[type[Event]]) -> Iterator[Entry]:
        """Return all events of `kinds` above `after`, decoded, oldest first, in bounded memory."""
        yield from (Entry(seq, decode(raw)) for seq, raw in self.raw(kinds, after))

    def end(self) -> int:
        """Return the highest sequence number, 0 for an empty log."""
        return int(self._db.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()[0])

    def count(self, kinds: Sequence[type[Event]], after: int = 0) -> int:
        """Return how many events of `kinds` there are with a sequence number above `after`."""
        query = "SELECT count(*) FROM events WHERE seq > ? AND type IN (SELECT value FROM json_each(?))"
        return int(self._db.execute(query, (after, _names(kinds))).fetchone()[0])

    def drop(self, topic: str, before: int) -> None:
        """Delete the events of `topic` below sequence number `before`."""
        self._db.execute("DELETE FROM events WHERE topic = ? AND seq < ?", (topic, before))

    def prune(self, seq: int, *, known: bool) -> None:
        """Delete the event with a sequence number; one that stays `known` is not taken in when it comes again."""
        if known:
            self._db.execute("INSERT OR IGNORE INTO pruned SELECT id FROM events WHERE seq = ?", (seq,))
        self._db.execute("DELETE FROM events WHERE seq = ?", (seq,))

    def read_by_all(self) -> int:
        """Return the sequence number up to which every consumer has read."""
        return int(self._db.execute("SELECT coalesce(min(seq), 0) FROM positions").fetchone()[0])

    def reusable(self) -> int:
        """Return how many bytes of the file are free for what is still to be written."""
        (pages,), (size,) = (self._db.execute(f"PRAGMA {name}").fetchone() for name in ("freelist_count", "page_size"))
        return int(pages * size)

    def vacuum(self) -> None:
        """Write the file anew without what is free in it, for which there must be as much room again beside it."""
        with self.explained():
            self._db.execute("VACUUM")

    def position(self, consumer: str) -> int:
        """Return the sequence number up to which `consumer` has read, 0 at first."""
        row = self._db.execute("SELECT seq FROM positions WHERE consumer = ?", (consumer,)).fetchone()
        return int(row[0]) if row else 0

    def move_to(self, consumer: str, seq: int) -> None:
        """Remember that `consumer` has read up to `seq`."""
        self._db.execute("INSERT OR REPLACE INTO positions VALUES (?, ?)", (consumer, seq))

    def note(self, name: str, value: str) -> None:
        """Keep `value` under `name` with the log."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str | None:
        """Return what was kept under `name`, or None."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def source_state(self, name: str) -> bytes | None:
        """Return what the source `name` asked to remember, or None."""
        row = self._db.execute("SELECT state FROM sources WHERE name = ?", (name,)).fetchone()
        return bytes(row[0]) if row else None

    def keep_source_state(self, name: str, state: bytes) -> None:
        """Remember `state` for the source `name`."""
        self._db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?)", (name, state))

    def forget_state(self, stage: str) -> None:
        """Throw away what `stage` remembers."""
        self._db.execute("DELETE FROM state WHERE stage = ?", (stage,))

    def _prepare(self, *, read_only: bool) -> None:
        self._db.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        self._db.execute(f"PRAGMA query_only = {int(read_only)}")
        version = self._known_version()
        if read_only and version is not None and version < SCHEMA:
            raise LogError(f"{self._where}: written by an older tocsin; start `tocsin run` with it once")
        if read_only:
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._db.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        if version is None:
            self._create()
        elif version < SCHEMA:
            self._upgrade(version)

    def _create(self) -> None:
        with self.transaction():
            for statement in _TABLES.strip().split(";\n"):
                self._db.execute(statement)
            self._db.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA),))

    def _known_version(self) -> int | None:
        """Return the version of the tables, None where there are none; raises LogError for one that is of no use."""
        version = self._schema_version()
        if version is None or version == SCHEMA or version in _UPGRADES:
            return version
        kind, advice = (" newer", "upgrade tocsin or choose") if version > SCHEMA else ("n older", "choose")
        raise LogError(
            f"{self._where}: written by a{kind} tocsin (tables version {version}, "
            f"this one knows {SCHEMA}); {advice} another directory"
        )

    def _upgrade(self, version: int) -> None:
        """Bring the tables up to date as a whole; from then on an older tocsin refuses them."""
        with self.transaction():
            for step in range(version, SCHEMA):
                for statement in _UPGRADES[step]:
                    self._db.execute(statement)
            self.note("schema", str(SCHEMA))

    def _schema_version(self) -> int | None:
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            return None
        return int(self._db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0])


def _names(kinds: Sequence[type[Event]]) -> str:
    return json.dumps([kind.type_name() for kind in kinds])


def _reason(error: Exception) -> str:
    """Return what is wrong with a file, and what to do about it."""
    text = str(error)
    if _is_full(error):
        return "the disk is full, or a quota is used up; make room and start again, nothing that was committed is lost"
    if "locked" in text:
        return f"the log has been locked by another program for over {_BUSY_MS // 1000} s; close it and start again"
    if "not a database" in text or "malformed" in text:
        return f"the log is damaged or no log ({text}); restore it from a backup"
    return text


def _is_full(error: Exception) -> bool:
    """Whether there is no room: SQLite calls a full disk by its name, and a quota or a limit a failed write."""
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        return True
    return getattr(error, "sqlite_errorname", None) in _NO_ROOM
