"""The read model of a log on Kafka: a SQLite file that is filled from the topics, and anew whenever they are others."""

import fcntl
import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Protocol, Self

from tocsin import __version__
from tocsin.domain.event import Event
from tocsin.streams.kafka.connection import Connection
from tocsin.streams.kafka.reader import Message, Place, end_offsets, events, read_to_end, topic_ids
from tocsin.streams.log import LogError
from tocsin.streams.read_model import ReadModel
from tocsin.streams.topics import TOPIC_OF, TOPICS

FILE_NAME = "read-model.sqlite"
_LOCK_NAME = "read-model.lock"
_BATCH = 5_000
_BUSY_MS = 30_000

_TABLES = """
CREATE TABLE IF NOT EXISTS origin (value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS positions (
    topic TEXT, partition INTEGER, next INTEGER NOT NULL, PRIMARY KEY (topic, partition)
) WITHOUT ROWID;
"""


class Origin(Protocol):
    """Where the events come from; every method raises BrokerError."""

    def ids(self, topics: Sequence[str]) -> Mapping[str, str]:
        """Return what tells each topic from another one of the same name."""
        ...

    def ends(self, topics: Sequence[str]) -> Mapping[Place, int]:
        """Return the offset that the next message of each partition will get."""
        ...

    def messages(self, topics: Sequence[str], after: Mapping[Place, int]) -> Iterator[Message]:
        """Return the messages from these next offsets up to the end."""
        ...


class Cluster:
    """The topics on the brokers that this connection leads to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ids(self, topics: Sequence[str]) -> Mapping[str, str]:
        """Return what the cluster calls each topic."""
        return topic_ids(self._connection, topics)

    def ends(self, topics: Sequence[str]) -> Mapping[Place, int]:
        """Return the offset that the next message of each partition will get."""
        return end_offsets(self._connection, topics)

    def messages(self, topics: Sequence[str], after: Mapping[Place, int]) -> Iterator[Message]:
        """Return the messages from these next offsets up to the end."""
        return read_to_end(self._connection, topics, after)


class KafkaReadModel:
    """The read model, and how far it has read: both change in one transaction, so that nothing is lost or missed."""

    def __init__(self, db: sqlite3.Connection, lock: Path, origin: Origin) -> None:
        self.model = ReadModel(db)
        self._db = db
        self._lock = lock
        self._origin = origin
        self._topics = topics_of(self.model.reads)

    @classmethod
    @contextmanager
    def open(cls, directory: Path, origin: Origin) -> Iterator[Self]:
        """Open the file in `directory`, make both where there are none, and close it at the end.

        Raises LogError where the file cannot be used, also for what is done with it meanwhile.
        """
        path = directory / FILE_NAME
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LogError(f"{directory}: {error.strerror}") from error
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as db:
                db.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
                db.execute("PRAGMA synchronous = NORMAL")
                yield cls(db, directory / _LOCK_NAME, origin)
        except sqlite3.Error as error:
            raise LogError(f"{path}: {error}; deleted, it is filled anew from Kafka") from error

    def catch_up(self, unreadable: Callable[[Message, str], None], progress: Callable[[int, int], None]) -> None:
        """Take in what has come since the last time; from the beginning where the topics are others than then.

        `unreadable` is told of each message that is no event, and why; it is passed over. `progress` is told, from time
        to time, how many messages of how many are taken in. Who catches up on the same file meanwhile waits. Raises
        BrokerError and LogError.
        """
        with self._alone():
            self._db.execute("PRAGMA journal_mode = WAL")
            source = json.dumps({"tocsin": __version__, **self._origin.ids(self._topics)})
            ends = self._origin.ends(self._topics)
            with self._transaction():
                self._prepare(source, ends)
            after = self._positions()
            done, total = 0, sum(end - after.get(place, 0) for place, end in ends.items())
            messages = self._origin.messages(self._topics, after)
            while batch := list(islice(messages, _BATCH)):
                self._take(batch, unreadable)
                done += len(batch)
                progress(done, total)
            with self._transaction():
                self._move_to(ends)

    def _take(self, batch: Sequence[Message], unreadable: Callable[[Message, str], None]) -> None:
        with self._transaction():
            for _, event in events(batch, unreadable):
                if isinstance(event, self.model.reads):
                    self.model.apply(event)
            self._move_to({(message.topic, message.partition): message.offset + 1 for message in batch})

    def _prepare(self, source: str, ends: Mapping[Place, int]) -> None:
        """Make the tables, and throw away what was made from other topics, or by another version of tocsin."""
        self._create()
        if self._source() != source or any(offset > ends.get(place, 0) for place, offset in self._positions().items()):
            for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                self._db.execute(f"DROP TABLE {name}")
            self._create()
            self._db.execute("INSERT INTO origin VALUES (?)", (source,))

    def _create(self) -> None:
        for statement in _TABLES.split(";\n"):
            self._db.execute(statement)
        self.model.create()

    def _source(self) -> str | None:
        row = self._db.execute("SELECT value FROM origin").fetchone()
        return row and str(row[0])

    def _positions(self) -> dict[Place, int]:
        rows = self._db.execute("SELECT topic, partition, next FROM positions")
        return {(topic, partition): offset for topic, partition, offset in rows}

    def _move_to(self, positions: Mapping[Place, int]) -> None:
        self._db.executemany(
            "INSERT INTO positions VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET next = max(next, excluded.next)",
            [(*place, offset) for place, offset in positions.items()],
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from reading the same messages; the kernel frees the lock however this one ends."""
        try:
            lock = self._lock.open("a")
        except OSError as error:
            raise LogError(f"{self._lock}: {error.strerror}") from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def topics_of(kinds: Collection[type[Event]]) -> tuple[str, ...]:
    """Return the topics that carry events of these kinds, in the order in which events lead to one another."""
    wanted = {TOPIC_OF[kind] for kind in kinds}
    return tuple(topic.name for topic in TOPICS if topic.name in wanted)
