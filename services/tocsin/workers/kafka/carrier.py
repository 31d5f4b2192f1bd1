"""Carries a group of stages over the partitions that this worker owns.

What a batch of messages leads to becomes true in this order: its events are published, what it changed and how far it
went are appended to the changelog in one piece, and then the table on disk follows. A crash anywhere in between leaves
a table that says exactly which message to fold next; what had been published is published again under the same ids.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from time import monotonic
from typing import Protocol

from tocsin.domain.event import Event
from tocsin.streams.kafka.reader import Message, Place
from tocsin.workers.failures import Failures
from tocsin.workers.kafka.folding import PartitionFold
from tocsin.workers.kafka.groups import Group
from tocsin.workers.kafka.rows import Rows
from tocsin.workers.kafka.state import PartitionState, Table

_BREATH = 0.02
"""Seconds of folding after which the rest of the process gets its turn."""


class StaleError(Exception):
    """The process was suspended for so long that its partitions may be another worker's by now."""


class Publishes(Protocol):
    """Writes to Kafka, and returns once it is there for good."""

    async def publish(self, events: Iterable[Event]) -> None:
        """Publish `events`, those of one partition in their order."""
        ...

    async def append(self, changelog: str, partition: int, rows: Mapping[str, bytes | None]) -> int:
        """Append `rows` to a changelog as a whole, and return the offset of the last of them."""
        ...


class Tables(Protocol):
    """The tables on this machine's disk, one for each partition."""

    @property
    def changelog(self) -> str:
        """The topic that holds all their rows."""
        ...

    def of(self, partition: int) -> Table:
        """Return the table of one partition."""
        ...

    def write(self, partition: int, rows: Mapping[str, bytes | None], offset: int) -> None:
        """Write `rows`, the last of which is at `offset` of the changelog."""
        ...


class Carrier:
    """Folds the messages of the partitions that it owns; `sent` is told of what was published.

    `suspended` says whether the process has stood still for so long that the brokers may have given it up.
    """

    def __init__(
        self,
        group: Group,
        tables: Tables,
        publisher: Publishes,
        failures: Failures,
        sent: Callable[[Sequence[Event]], None],
        suspended: Callable[[], bool],
    ) -> None:
        self.group = group
        self._tables = tables
        self._publisher = publisher
        self._failures = failures
        self._sent = sent
        self._suspended = suspended
        self._folds: dict[int, PartitionFold] = {}
        self._ends: Mapping[Place, int] = {}
        self._busy = asyncio.Lock()
        self.folded = asyncio.Event()
        """Set whenever messages have been folded; whoever waits for it clears it."""

    @property
    def partitions(self) -> Sequence[int]:
        """The partitions that it owns."""
        return sorted(self._folds)

    def state(self, partition: int) -> PartitionState:
        """Return what is remembered of a partition; raises KeyError where it is not ours."""
        return self._folds[partition].state

    def positions(self) -> dict[Place, int]:
        """Return the offset of the next message to fold, of every topic and partition that it owns."""
        return {
            (topic, number): self.state(number).position(topic) or 0
            for number in self.partitions
            for topic in self.group.topics
        }

    def own(self, partitions: Iterable[int], ends: Mapping[Place, int]) -> None:
        """Carry these partitions, and no others, from what their tables say; `ends` is where their topics end now."""
        self._folds = {number: self._fold_of(number) for number in partitions}
        self._ends = ends

    def caught_up(self) -> bool:
        """Whether everything is folded that was there when the partitions were taken over."""
        positions = self.positions()
        return bool(positions) and all(positions.get(place, 0) >= end for place, end in self._ends.items())

    async def idle(self) -> None:
        """Return once the batch in hand, if there is one, is done."""
        async with self._busy:
            return

    async def take(self, messages: Sequence[Message]) -> None:
        """Fold `messages`, and return once all that follows from them is written down.

        Raises GapError, TooManyFailures, StaleError, or what the brokers say; the worker must end then.
        """
        async with self._busy:
            parts = defaultdict(list)
            for message in messages:
                parts[message.partition].append(message)
            await asyncio.gather(*(self._take(number, part) for number, part in parts.items() if number in self._folds))

    async def _take(self, partition: int, messages: Sequence[Message]) -> None:
        fold = self._folds[partition]
        events = await _folded(fold, messages)
        await self._publisher.publish(events)
        rows = fold.state.changed()
        if not rows:
            return
        if self._suspended():
            raise StaleError(f"{self.group.id}: this process was suspended; partition {partition} may be another's now")
        offset = await self._publisher.append(self._tables.changelog, partition, rows)
        self._tables.write(partition, rows, offset)
        fold.state.written()
        self.folded.set()
        self._sent(events)

    def _fold_of(self, partition: int) -> PartitionFold:
        stages = self.group.stages(partition)
        state = PartitionState(self._tables.of(partition), Rows(stages))
        return PartitionFold(stages, state, self._failures)


async def _folded(fold: PartitionFold, messages: Sequence[Message]) -> list[Event]:
    """Fold `messages`, giving way to the rest of the process now and then."""
    events, since = list[Event](), monotonic()
    for message in messages:
        events += fold.take(message)
        if monotonic() - since > _BREATH:
            await asyncio.sleep(0)
            since = monotonic()
    return events
