"""Tells how things stand on Kafka: follows the topics with a read model, and measures that."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry

from tocsin.clock import SystemClock
from tocsin.domain.watch import Watch
from tocsin.metrics import measuring
from tocsin.settings.configuration import Configuration
from tocsin.streams.kafka.connection import BrokerError, connection
from tocsin.streams.kafka.read_model import Cluster, KafkaReadModel, Origin
from tocsin.streams.kafka.reader import Message
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.outlook import Outlook, Pair, pairs_of
from tocsin.workers.bootstrap import World
from tocsin.workers.observer import Observer
from tocsin.workers.status import Progress, serving

_EVERY = 5.0


class Exporter:
    """Looks every few seconds at the read model in `directory`, after it has taken in what came meanwhile.

    `now` tells the time (UTC); `trouble` is told why the brokers cannot be read, once for each reason.
    """

    def __init__(
        self,
        directory: Path,
        origin: Origin,
        pairs: Sequence[Pair],
        now: Callable[[], datetime],
        observers: Sequence[Observer],
        trouble: Callable[[str], None],
    ) -> None:
        self._directory = directory
        self._origin = origin
        self._pairs = pairs
        self._now = now
        self._observers = observers
        self._tell_trouble = trouble
        self._trouble: str | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Look until `stop` is set; raises LogError where the read model cannot be used."""
        while not stop.is_set():
            await self._round()
            with suppress(TimeoutError):
                async with asyncio.timeout(_EVERY):
                    await stop.wait()

    async def _round(self) -> None:
        """Look once; while the brokers are away what was seen last stands, and there is no progress."""
        try:
            outlook = await asyncio.to_thread(self._look)
        except BrokerError as error:
            self._note(str(error))
            self._looped(lag=1)
            return
        self._note(None)
        for observer in self._observers:
            observer.outlook(outlook)
        self._looped(lag=0)

    def _look(self) -> Outlook:
        with KafkaReadModel.open(self._directory, self._origin) as tables:
            tables.catch_up(_pass_over, _say_nothing)
            return tables.model.outlook(self._pairs, self._now())

    def _looped(self, lag: int) -> None:
        for observer in self._observers:
            observer.looped(lag)

    def _note(self, trouble: str | None) -> None:
        if trouble is not None and trouble != self._trouble:
            self._tell_trouble(trouble)
        self._trouble = trouble


@dataclass(frozen=True, slots=True)
class ExporterService:
    """An exporter that is ready to run, and the address at which it tells how things stand."""

    exporter: Exporter
    address: str


@asynccontextmanager
async def exporter_service(
    configuration: Configuration,
    kafka: KafkaSettings,
    watches: Sequence[Watch],
    world: World,
    trouble: Callable[[str], None],
    *,
    port: int,
) -> AsyncIterator[ExporterService]:
    """Open what an exporter needs, and close it at the end; `port` is that of the status page.

    `trouble` is told why the brokers cannot be read. Raises StatusPortError.
    """
    wall_clock, registry = SystemClock().now, CollectorRegistry()
    configuration.data.mkdir(parents=True, exist_ok=True)
    progress = Progress(wall_clock)
    observers = (*measuring(registry, wall_clock, configuration.data), progress)
    cluster = Cluster(connection(kafka, world.environment, world.read))
    exporter = Exporter(configuration.data, cluster, pairs_of(watches), world.clock.now, observers, trouble)
    async with serving(configuration.http.host, port, registry, progress) as address:
        yield ExporterService(exporter, address)


def _pass_over(message: Message, reason: str) -> None:
    """Pass it over: what is no event is a dead letter of the worker that reads it."""


def _say_nothing(done: int, total: int) -> None:
    """Say nothing: nobody waits for it to be done."""
