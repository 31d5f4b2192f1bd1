"""A desk over Kafka: two ingest workers, two workers that share the stages, and a broker of their own."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

from tests.chaos.ledger import Ledger
from tests.desks import AWAY, POST, WIRE, Desk, channel, configured
from tests.kafka import Broker
from tocsin.cli import desk as looking
from tocsin.cli.kafka_desk import KafkaDesk
from tocsin.domain.watch import Watch
from tocsin.notify.receiver import Received
from tocsin.settings.configuration import Configuration
from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.read_model import FILE_NAME
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.log import FILE_NAME as SPOOL
from tocsin.workers.kafka.groups import GROUPS
from tocsin.workers.kafka.ingest_service import ingest_service
from tocsin.workers.kafka.service import worker_service

PARTITIONS = 4
WORKERS = ("ada", "ben")
INGEST = {"main": (WIRE, POST), "other": (AWAY,)}
"""The ingest workers and what they read; neither knows what the other has read."""


class OverKafka(Desk):
    """A desk in several workers, over a broker."""

    def __init__(self, configuration: Configuration, kafka: KafkaSettings, broker: Broker, told: Sequence[Received]):
        super().__init__(configuration, told)
        self.kafka = kafka
        self._ledger = Ledger(broker.connection, kafka.partitions)

    def looking(self) -> AbstractContextManager[looking.Desk]:
        return KafkaDesk.open(self.configuration, self.kafka)

    def read_model(self) -> Path:
        with self.looking() as desk:
            desk.model()
        return self.configuration.data / FILE_NAME

    def records(self) -> Iterable[tuple[str, bytes]]:
        for (_, _, key), row in self._ledger.rows.items():
            yield key, row.partition(b"\n")[2]

    def in_hand(self) -> str | None:
        if waiting := {name: count for name in INGEST if (count := self._spooled(name))}:
            return f"{waiting} wait to be published"
        if self._ledger.settled(self.clock.now(), len(self.reading.articles)):
            return None
        return f"{self._ledger.behind()} are behind, {self._ledger.due(self.clock.now())} are due"

    def _spooled(self, name: str) -> int:
        with closing(sqlite3.connect(self.configuration.data / "ingest" / name / SPOOL)) as db:
            return int(db.execute("SELECT count(*) FROM events").fetchone()[0])


@asynccontextmanager
async def over_kafka(directory: Path, watches: Sequence[Watch], broker: Broker) -> AsyncIterator[Desk]:
    """Run a desk over a broker that nobody has used before."""
    kafka = KafkaSettings(brokers=(broker.address,), partitions=PARTITIONS, replication=1)
    async with AsyncExitStack() as stack:
        address, received = await stack.enter_async_context(channel())
        configuration = configured(directory, address, sources=[], kafka=kafka)
        desk = OverKafka(configuration, kafka, broker, received)
        await asyncio.to_thread(_create_topics, broker, kafka)
        runs = []
        for name, sources in INGEST.items():
            mine = configured(directory, address, sources=sources)
            ready = ingest_service(mine, kafka, desk.world, [desk.reading], name=name, port=0)
            runs.append((await stack.enter_async_context(ready)).run)
        for name in WORKERS:
            work = worker_service(configuration, kafka, watches, desk.world, [], name=name, groups=GROUPS, port=0)
            runs.append((await stack.enter_async_context(work)).worker.run)
        await stack.enter_async_context(desk.running(*runs))
        yield desk


def _create_topics(broker: Broker, kafka: KafkaSettings) -> None:
    with Topics.on(broker.connection, kafka) as topics:
        topics.create()
