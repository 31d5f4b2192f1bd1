"""A desk whose log is on Kafka."""

import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Self

from tocsin.cli.failure import Failure
from tocsin.cli.plain import plain
from tocsin.cli.progress import progress
from tocsin.clock import SystemClock
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter
from tocsin.domain.outbox import Notify
from tocsin.domain.stage import MemoryState, kind_of
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.settings.configuration import Configuration, load_watches
from tocsin.streams.kafka.connection import connection
from tocsin.streams.kafka.dead_letters import KafkaReplayer, replayer
from tocsin.streams.kafka.read_model import Cluster, KafkaReadModel, topics_of
from tocsin.streams.kafka.reader import Message, events
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.writer import writing
from tocsin.streams.read_model import ReadModel
from tocsin.workers.kafka.changelog import tables_of
from tocsin.workers.kafka.rebuild import rebuild
from tocsin.workers.kafka.rows import Rows
from tocsin.workers.refold import Rebuilt


class KafkaDesk:
    """A cluster, and the read model in the data directory that is filled from it.

    Every method raises BrokerError, and LogError where the data directory cannot be used.
    """

    def __init__(self, configuration: Configuration, settings: KafkaSettings, stack: ExitStack) -> None:
        self._configuration = configuration
        self._settings = settings
        self._stack = stack
        self._connection = connection(settings, os.environ, Path.read_text)
        self._cluster = Cluster(self._connection)

    @classmethod
    @contextmanager
    def open(cls, configuration: Configuration, settings: KafkaSettings) -> Iterator[Self]:
        """Open the desk of a configuration, and close at the end what was used of it."""
        with ExitStack() as stack:
            yield cls(configuration, settings, stack)

    def model(self) -> ReadModel:
        """Return the read model, after it has taken in what came to the log meanwhile."""
        with progress("Taking in the log") as tell:
            self._tables.catch_up(_tell_unreadable, tell)
        return self._tables.model

    def outbox(self) -> MemoryState:
        """Return what the outboxes of all partitions remember, as another worker would find it."""
        rows, outbox = Rows([notify := Notify()]), MemoryState()
        for table in tables_of(self._connection, notify.name, self._settings.partitions):
            mine = {key: rows.decode(key, row) for key, row in table.items() if kind_of(key) in notify.records}
            outbox.apply(mine)
        return outbox

    def watches(self) -> tuple[Watch, ...]:
        """Return the watches of the configuration."""
        return load_watches(self._configuration, built_in_names())

    def events(self, kinds: Collection[type[Event]], after: int) -> Iterator[tuple[Mapping[str, str | int], Event]]:
        """Return the events of `kinds` in the order in which they came to the topics, each with its place there."""
        if after:
            raise Failure("log: --after counts the events of an embedded log; on Kafka use --type, --as-of and --limit")
        for message, event in events(self._cluster.messages(topics_of(kinds), {}), _tell_unreadable):
            if isinstance(event, tuple(kinds)):
                yield {"topic": message.topic, "partition": message.partition, "offset": message.offset}, event

    def say(self, event: Event) -> str:
        """Publish what a person says, and return once the brokers have it for good."""
        with writing(self._connection, self._settings.partitions) as writer:
            writer.publish([event])
        return "the workers take it in now"

    def rebuild(self, now: datetime) -> Rebuilt:
        """Fold the claims of all partitions anew, and tell of each that is done."""
        return rebuild(self._settings, self.watches(), self._connection, now, _tell_folded)

    def replay(self, letter: DeadLetter) -> None:
        """Publish the letter anew, for the workers to read."""
        self._replayer.replay(letter)

    @cached_property
    def _replayer(self) -> KafkaReplayer:
        return self._stack.enter_context(replayer(self._connection, self._settings, SystemClock().now))

    @cached_property
    def _tables(self) -> KafkaReadModel:
        return self._stack.enter_context(KafkaReadModel.open(self._configuration.data, self._cluster))


def _tell_unreadable(message: Message, reason: str) -> None:
    where = f"{message.topic}/{message.partition}#{message.offset}"
    print(f"tocsin: {where}: passed over, it is no event: {plain(reason)}", file=sys.stderr)


def _tell_folded(partition: int, part: Rebuilt) -> None:
    print(f"partition {partition}: {part.claims:,} claims folded", file=sys.stderr, flush=True)
