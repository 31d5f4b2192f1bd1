"""The composition root of a worker over Kafka: everything that touches the world is made here and handed in."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from aiohttp import web
from prometheus_client import CollectorRegistry

from tocsin.clock import Clock, SystemClock
from tocsin.domain.event import Event
from tocsin.domain.tick import ClockTicked
from tocsin.domain.watch import Watch
from tocsin.metrics import measuring
from tocsin.notify.channels import open_channels
from tocsin.notify.dispatch import Outlet
from tocsin.notify.secrets import Vault
from tocsin.notify.signed_links import SignedLinks
from tocsin.settings.configuration import Configuration
from tocsin.streams.kafka.admin import require_topics
from tocsin.streams.kafka.connection import Connection, connection
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.log import DirectoryLock
from tocsin.streams.topics import TOPIC_OF
from tocsin.workers.answering import Answering, open_links
from tocsin.workers.bootstrap import World
from tocsin.workers.failures import Failures
from tocsin.workers.heartbeat import Wrong, beating, behind, outbox_wrong
from tocsin.workers.kafka.app import SESSION, StageApp
from tocsin.workers.kafka.carrier import Carrier, Tables
from tocsin.workers.kafka.counting import Counting
from tocsin.workers.kafka.delivering import Delivering
from tocsin.workers.kafka.groups import Group, groups_for
from tocsin.workers.kafka.liveness import GroupProgress, Liveness, Pulse
from tocsin.workers.kafka.output import Output, open_output
from tocsin.workers.kafka.saying import Saying
from tocsin.workers.kafka.ticker import Ticker
from tocsin.workers.kafka.worker import Beside, Carrying, Worker
from tocsin.workers.measured import measured, measured_outlets
from tocsin.workers.observer import Lost, Observer
from tocsin.workers.scope import Scope
from tocsin.workers.status import serving


@dataclass(frozen=True, slots=True)
class WorkerService:
    """A worker that is ready to run, and the address at which it tells how it does."""

    worker: Worker
    address: str


def default_name() -> str:
    """Return the name of this machine: a worker that is started again under its name has its partitions at once."""
    return socket.gethostname()


@asynccontextmanager
async def worker_service(
    configuration: Configuration,
    kafka: KafkaSettings,
    watches: Sequence[Watch],
    world: World,
    observers: Sequence[Observer],
    *,
    name: str,
    groups: Sequence[str],
    port: int,
) -> AsyncIterator[WorkerService]:
    """Open everything that the groups of these names need, and close it at the end; `port` is that of the status page.

    Raises BrokerError, LogError, SecretError or StatusPortError, each saying what to do.
    """
    wall_clock, registry = SystemClock().now, CollectorRegistry()
    link, vault = connection(kafka, world.environment, world.read), Vault(world.environment, world.read)
    await asyncio.to_thread(require_topics, link, kafka)
    data = configuration.data / "workers" / name
    async with AsyncExitStack() as stack:
        stack.callback(DirectoryLock(data).release)
        vault = Vault(world.environment, world.read)
        links = open_links(configuration.http, vault, world.clock.now)
        channels = await stack.enter_async_context(
            open_channels(
                configuration.channels, vault, wall_clock, configuration.internal, links.address if links else None
            )
        )
        output = await stack.enter_async_context(open_output(link, kafka.partitions))
        pulse = stack.enter_context(Pulse(SESSION))
        everyone = (*measuring(registry, wall_clock, data), *observers)
        scope = Scope.of(watches, configuration.channels)
        outlets = measured_outlets(channels, everyone, world.clock.now)
        make = _Making(kafka, link, name, data, output, outlets, world, everyone, pulse, configuration, scope)
        carried = [
            make.carrying(group) for group in groups_for(groups, watches, kafka.partitions, configuration.channels)
        ]
        liveness = Liveness(tuple(each.progress for each in carried))
        pages = [route for each in carried for route in make.pages(each.app, links)]
        address = await stack.enter_async_context(serving(configuration.http.host, port, registry, liveness, pages))
        await stack.enter_async_context(
            beating(configuration, vault, wall_clock, _wrong(configuration, carried, liveness, world.clock), everyone)
        )
        yield WorkerService(Worker(carried, liveness, pulse, everyone), address)


def _wrong(configuration: Configuration, carried: Sequence[Carrying], liveness: Liveness, clock: Clock) -> Wrong:
    outboxes = [each.app.carrier for each in carried if each.app.group.name == "notify"]

    async def wrong() -> str | None:
        states = (carrier.state(number) for carrier in outboxes for number in carrier.partitions)
        faults = (outbox_wrong(configuration, state, clock.now()) for state in states)
        return liveness.ready() or behind(liveness.lag) or next((each for each in faults if each is not None), None)

    return wrong


@dataclass(frozen=True, slots=True)
class _Making:
    """What all groups of a worker share."""

    kafka: KafkaSettings
    link: Connection
    name: str
    data: Path
    output: Output
    channels: Mapping[str, Outlet]
    world: World
    observers: Sequence[Observer]
    pulse: Pulse
    configuration: Configuration
    scope: Scope

    def carrying(self, group: Group) -> Carrying:
        """Return a group, ready to be carried."""
        counted = replace(group, stages=lambda partition: measured(group.stages(partition), self.observers))
        app = StageApp(
            counted,
            lambda tables: self._carrier(counted, tables),
            self._lost,
            lambda seconds: self._recovered(group, seconds),
            partitions=self.kafka.partitions,
            replication=self.kafka.replication,
            worker=self.name,
            data=self.data,
            link=self.link,
        )
        return Carrying(app, GroupProgress(group.name), self._beside(group, app.carrier))

    def pages(self, app: StageApp, links: SignedLinks | None) -> list[web.RouteDef]:
        """Return the pages that a group serves: that of the outboxes knows what can be acknowledged."""
        if links is None or app.group.name != "notify":
            return []
        desk = Saying(app.carrier, self.output, self.kafka.partitions, self._tell)
        return Answering(links, desk, self.world.clock.now).routes()

    def _carrier(self, group: Group, tables: Tables) -> Carrier:
        limits = self.configuration.dead_letters
        failures = Failures(limits.share, limits.of)
        return Carrier(group, tables, self.output, failures, self._tell, self.pulse.suspended)

    def _beside(self, group: Group, carrier: Carrier) -> list[Beside]:
        clock = self.world.clock
        beside: list[Beside] = []
        if group.ticks:
            beside.append(Ticker(carrier, self.output, clock))
        if group.name == "notify":
            beside.append(Delivering(carrier, self.output, self.channels, clock, self._tell))
            beside.append(Counting(carrier, self.scope, self.observers))
        return beside

    def _lost(self, lost: Lost) -> None:
        # A tick of long ago is not missed: what is due is due at the next one too.
        if lost.topic != TOPIC_OF[ClockTicked]:
            for observer in self.observers:
                observer.lost(lost)

    def _recovered(self, group: Group, seconds: float) -> None:
        for observer in self.observers:
            observer.recovered(group.name, seconds)

    def _tell(self, events: Sequence[Event]) -> None:
        for observer in self.observers:
            observer.sent(events)
