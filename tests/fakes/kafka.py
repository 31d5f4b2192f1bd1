"""A cluster in memory: topics, a changelog, and tables on disks, each with the crashes that a test asks for."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from tocsin.domain.event import Event
from tocsin.streams.envelope import encode
from tocsin.streams.kafka.partitions import place_of
from tocsin.streams.kafka.reader import Message
from tocsin.streams.topics import TOPIC_OF

Rows = dict[str, bytes]


class CrashedError(Exception):
    """The process is gone."""


class Cluster:
    """What the brokers hold: the events of every topic, and the changelog of one group."""

    def __init__(self, partitions: int = 1) -> None:
        self.partitions = partitions
        self.topics: dict[tuple[str, int], list[Message]] = {}
        self.changelog: list[tuple[int, dict[str, bytes | None]]] = []

    def put(self, event: Event) -> Message:
        """Append an event to its topic."""
        place = TOPIC_OF[type(event)], place_of(event, self.partitions)
        messages = self.topics.setdefault(place, [])
        messages.append(Message(*place, len(messages), event.time, event.subject.encode(), encode(event)))
        return messages[-1]

    def values(self, topic: str) -> list[bytes | None]:
        """Return all messages of a topic, partition by partition."""
        return [each.value for (name, _), messages in self.topics.items() if name == topic for each in messages]

    def recovered(self) -> dict[int, Rows]:
        """Return the tables as another worker would recover them."""
        tables: dict[int, Rows] = {}
        for partition, rows in self.changelog:
            table = tables.setdefault(partition, {})
            for key, row in rows.items():
                table.pop(key, None)
                if row is not None:
                    table[key] = row
        return tables


class Process:
    """One life of a worker: it publishes, appends and writes, and crashes before the step that `crashes` picks.

    `crashes` is asked before every step, with what is about to happen: `publish`, `append`, or `write`.
    """

    changelog = "tocsin-test-state-changelog"

    def __init__(self, cluster: Cluster, crashes: Callable[[str], bool] = lambda _: False) -> None:
        self._cluster = cluster
        self._crashes = crashes
        self.disk = cluster.recovered()

    async def publish(self, events: Iterable[Event]) -> None:
        for event in events:
            self._step("publish")
            self._cluster.put(event)

    async def append(self, changelog: str, partition: int, rows: Mapping[str, bytes | None]) -> int:
        self._step("append")
        self._cluster.changelog.append((partition, dict(rows)))
        return len(self._cluster.changelog) - 1

    def of(self, partition: int) -> "Disk":
        return Disk(self.disk.setdefault(partition, {}))

    def write(self, partition: int, rows: Mapping[str, bytes | None], offset: int) -> None:
        self._step("write")
        self.disk = self._cluster.recovered()

    def _step(self, what: str) -> None:
        if self._crashes(what):
            raise CrashedError(what)


class Disk:
    """The rows of one partition."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def get(self, key: str) -> bytes | None:
        return self._rows.get(key)

    def items(self) -> Iterator[tuple[str, bytes]]:
        yield from self._rows.items()
