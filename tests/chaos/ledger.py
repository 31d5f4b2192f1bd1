"""What the brokers hold in the end: what the workers know, what they said, and whether anything is still to be done."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tocsin.domain.event import Event
from tocsin.domain.stage import kind_of
from tocsin.streams.kafka.connection import Connection
from tocsin.streams.kafka.reader import Message, Place, end_offsets, events, read_to_end
from tocsin.streams.topics import CHANGELOGS, changelog_of
from tocsin.workers.kafka.groups import GROUPS, groups_for
from tocsin.workers.kafka.rows import position_key, wake_of

Row = tuple[str, int, str]
"""A changelog, a partition of it, and the key of a row."""


class Ledger:
    """Reads on whenever it is asked, and keeps the last value of every row."""

    def __init__(self, connection: Connection, partitions: int) -> None:
        self._connection = connection
        self._groups = groups_for(GROUPS, (), partitions)
        self._next: dict[Place, int] = {}
        self._ends: dict[Place, int] = {}
        self.rows: dict[Row, bytes] = {}
        self.articles: set[str] = set()

    def settled(self, now: datetime, articles: int) -> bool:
        """Whether so many articles have come, all that has come is folded, and nothing is due at `now`."""
        topics = sorted({topic for group in self._groups for topic in group.topics})
        # The ends come last: what a message leads to is sent before the row is written that says it is folded.
        self._read_on()
        self._ends = end_offsets(self._connection, topics)
        return len(self.articles) == articles and not self.behind() and not self.due(now)

    def behind(self) -> dict[str, int]:
        """Return how many messages each group has still to fold, by topic and partition."""
        behind = {}
        for group in self._groups:
            for (topic, partition), end in self._ends.items():
                if topic in group.topics and (lag := end - self._position(group.name, topic, partition)):
                    behind[f"{group.name}: {topic}[{partition}]"] = lag
        return behind

    def due(self, now: datetime) -> list[Row]:
        """Return the rows for which something should have happened by `now`."""
        return [row for row, value in self.rows.items() if (wake := wake_of(value)) is not None and wake <= now]

    def projections(self) -> dict[Row, bytes]:
        """Return the rows of all stances and dockets."""
        mine = changelog_of("project")
        return {
            row: value for row, value in self.rows.items() if row[0] == mine and kind_of(row[2]) in ("stance", "docket")
        }

    def undelivered(self) -> list[Row]:
        """Return the rows of the deliveries that are not over."""
        rows = ((row, value) for row, value in self.rows.items() if kind_of(row[2]) == "delivery")
        return [row for row, value in rows if _record(value)["closed_at"] is None]

    def told(self, topic: str) -> Iterable[Event]:
        """Return all events of a topic; raises AssertionError where one cannot be read."""
        return (event for _, event in events(read_to_end(self._connection, [topic]), _unreadable))

    def _read_on(self) -> None:
        changelogs = [topic.name for topic in CHANGELOGS]
        for message in read_to_end(self._connection, ["tocsin.articles", *changelogs], self._next):
            self._next[message.topic, message.partition] = message.offset + 1
            key = (message.key or b"").decode()
            if message.topic == "tocsin.articles":
                self.articles.add(key)
            elif message.value is None:
                self.rows.pop((message.topic, message.partition, key), None)
            else:
                self.rows[message.topic, message.partition, key] = message.value

    def _position(self, group: str, topic: str, partition: int) -> int:
        row = self.rows.get((changelog_of(group), partition, position_key(topic)))
        return 0 if row is None else int(_record(row)["next"])


def _record(row: bytes) -> dict[str, Any]:
    return json.loads(row.partition(b"\n")[2])


def _unreadable(message: Message, reason: str) -> None:
    raise AssertionError(f"{message.topic}[{message.partition}] at {message.offset}: {reason}")
