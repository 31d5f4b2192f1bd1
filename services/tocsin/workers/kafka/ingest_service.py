"""The composition root of an ingest worker: everything that touches the world is made here and handed in."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
from prometheus_client import CollectorRegistry

from tocsin.clock import SystemClock
from tocsin.metrics import measuring
from tocsin.notify.secrets import Vault
from tocsin.settings.configuration import Configuration
from tocsin.streams.kafka.connection import connection
from tocsin.streams.kafka.publisher import Publisher
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.spool import Spool
from tocsin.streams.log import DirectoryLock, SqliteLog
from tocsin.workers.bootstrap import World, open_source
from tocsin.workers.heartbeat import Reading, Wrong, beating
from tocsin.workers.kafka.ingest import Ingest
from tocsin.workers.observer import Observer, Publishing
from tocsin.workers.status import Progress, serving

STUCK_AFTER = timedelta(seconds=90)
"""How long brokers that answer may acknowledge nothing before the worker should be started anew."""


@dataclass(frozen=True, slots=True)
class IngestService:
    """An ingest worker that is ready to run, and the address at which it tells how it does."""

    runtime: Ingest
    address: str

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set; raises LogError where the spool cannot be used any more, and BrokerError."""
        await self.runtime.run(stop)


@asynccontextmanager
async def ingest_service(
    configuration: Configuration,
    kafka: KafkaSettings,
    world: World,
    observers: Sequence[Observer],
    *,
    name: str,
    port: int,
) -> AsyncIterator[IngestService]:
    """Open everything that reading and publishing need, and close it at the end; `port` is that of the status page.

    The worker's spool is in the data directory, under its name. Raises BrokerError, LogError, SecretError or
    StatusPortError.
    """
    # The client writes a line for each of its tries; what is worth knowing of them, the observers are told.
    logging.getLogger("kafka").addHandler(logging.NullHandler())
    wall_clock, registry = SystemClock().now, CollectorRegistry()
    progress = PublishingProgress(wall_clock)
    publisher = Publisher(connection(kafka, world.environment, world.read), kafka, f"tocsin-ingest-{name}")
    directory = configuration.data / "ingest" / name
    async with AsyncExitStack() as stack:
        log = stack.enter_context(SqliteLog.open(directory))
        stack.callback(DirectoryLock(directory).release)
        session = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()))
        sources = [open_source(each, world, session) for each in configuration.sources]
        address = await stack.enter_async_context(serving(configuration.http.host, port, registry, progress))
        reading = Reading(configuration.sources, world.clock.now)
        everyone = (*measuring(registry, wall_clock, directory), progress, reading, *observers)
        runtime = Ingest(Spool(log, kafka.spool, kafka.partitions), publisher, sources, world.clock, everyone)
        vault = Vault(world.environment, world.read)
        await stack.enter_async_context(beating(configuration, vault, wall_clock, _wrong(reading, progress), everyone))
        with log.explained():
            yield IngestService(runtime, address)


def _wrong(reading: Reading, progress: "PublishingProgress") -> Wrong:
    async def wrong() -> str | None:
        return reading.wrong() or progress.ready()

    return wrong


@dataclass
class PublishingProgress(Progress):
    """Whether the loop goes round, and whether what waits gets to brokers that answer."""

    last: Publishing | None = None
    stuck_since: datetime | None = None

    def publishing(self, publishing: Publishing) -> None:
        """Note how publishing gets on."""
        before, self.last = self.last, publishing
        gets_on = before is None or publishing.acknowledged > before.acknowledged
        if gets_on or not publishing.waiting or not publishing.answering:
            self.stuck_since = None
        elif self.stuck_since is None:
            self.stuck_since = self.wall_clock()

    def alive(self) -> str | None:
        """Return what stands still, or None; that no broker answers is nothing that a new start would mend."""
        return super().alive() or self._stuck()

    def ready(self) -> str | None:
        """Return what keeps articles from the brokers, or None."""
        return self.alive() or (self.last.trouble if self.last else "starting")

    def _stuck(self) -> str | None:
        if self.stuck_since is None or (still := self.wall_clock() - self.stuck_since) <= STUCK_AFTER:
            return None
        return f"the brokers answer, but have acknowledged nothing for {still.total_seconds():.0f} s"
