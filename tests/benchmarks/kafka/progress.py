"""How far programs have come, as the broker sees it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep

from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import KafkaError

from tests.benchmarks.kafka.cluster import PARTITIONS
from tests.benchmarks.kafka.process import Process
from tocsin.streams.kafka.connection import Connection

WARM_UP = 0.1
"""The share of the work that is left out of a rate, for a program to get into its stride."""

_LOOK = 0.05
_PATIENCE = 1800.0


@dataclass(frozen=True, slots=True)
class Sighting:
    """So many messages were `done`, all partitions together, when that was first seen.

    That was `at` some seconds, when the program had `used` so many seconds of the processors.
    """

    at: float
    used: float
    done: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Messages per second, and per second of the processors, which leaves out what other programs took."""

    per_second: float
    of_cpu: float

    def __str__(self) -> str:
        return f"{self.per_second:.0f} ({self.of_cpu:.0f} of CPU)"

    def share_of(self, other: "Rate") -> str:
        return f"{self.per_second / other.per_second:.2f} ({self.of_cpu / other.of_cpu:.2f} of CPU)"


class Sight:
    """Sees what groups have committed, and what topics hold."""

    def __init__(self, admin: KafkaAdminClient) -> None:
        self._admin = admin

    def committed(self, group: str, topic: str) -> int:
        """Return how many messages of `topic` the group has done with."""
        try:
            places = self._admin.list_group_offsets([group])[group]
        except (KafkaError, KeyError):
            return 0  # it has committed nothing yet
        return sum(max(0, found.offset) for place, found in places.items() if place.topic == topic)

    def written(self, topic: str) -> int:
        """Return how many messages `topic` holds, or has held."""
        latest = {TopicPartition(topic, number): OffsetSpec.LATEST for number in range(PARTITIONS)}
        return sum(found.offset for found in self._admin.list_partition_offsets(latest).values())


@contextmanager
def sight(connection: Connection) -> Iterator[Sight]:
    """Connect."""
    admin = KafkaAdminClient(**connection.options())
    try:
        yield Sight(admin)
    finally:
        admin.close()


def follow(done: Callable[[], int], end: int, process: Process) -> list[Sighting]:
    """Return every step of `process` that is seen until `end` messages are done."""
    seen = [Sighting(monotonic(), process.used(), done())]
    deadline = monotonic() + _PATIENCE
    while seen[-1].done < end:
        process.require_running()
        if monotonic() > deadline:
            raise TimeoutError(f"{seen[-1].done} of {end} after {_PATIENCE:.0f} s")
        sleep(_LOOK)
        if (now := done()) != seen[-1].done:
            seen.append(Sighting(monotonic(), process.used(), now))
    return seen


def rate(seen: Sequence[Sighting]) -> Rate:
    """Return the rate from the first step after the warm-up to the last one amid the work.

    The very last step is left out: where it is a commit, it comes when its time is up, not when the work is done.
    """
    start, end = seen[0].done, seen[-1].done
    amid = [each for each in seen[1:-1] if each.done >= start + WARM_UP * (end - start)]
    first, last = amid[0], amid[-1]
    done = last.done - first.done
    return Rate(done / (last.at - first.at), done / (last.used - first.used))
