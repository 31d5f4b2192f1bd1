"""The composition root of the embedded runtime: everything that touches the world is made here and handed in."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import BinaryIO

import aiohttp
from prometheus_client import CollectorRegistry
from pydantic import TypeAdapter

from tocsin.clock import Clock, SystemClock
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.outbox import Notify
from tocsin.domain.policy import NO_POLICIES, Policies
from tocsin.domain.projection import Project
from tocsin.domain.stage import Stage
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_countries, built_in_names
from tocsin.extraction.rules import RuleExtractor
from tocsin.extraction.stage import Extract
from tocsin.ingest.feed import Feed
from tocsin.ingest.folder import Folder
from tocsin.ingest.replay import Replay
from tocsin.ingest.settings import FeedSettings, FolderSettings, ReplaySettings, SourceSettings
from tocsin.ingest.source import Source
from tocsin.ingest.standard_input import StandardInput, pieces_of
from tocsin.metrics import measuring
from tocsin.notify.channels import open_channels
from tocsin.notify.dispatch import Dispatcher
from tocsin.notify.secrets import Vault
from tocsin.settings.configuration import Configuration
from tocsin.streams.log import DirectoryLock, SqliteLog
from tocsin.workers.answering import Answering, open_links
from tocsin.workers.embedded import Embedded
from tocsin.workers.failures import Failures
from tocsin.workers.heartbeat import Reading, Wrong, beating, behind, outbox_wrong
from tocsin.workers.measured import measured, measured_outlets
from tocsin.workers.observer import Observer
from tocsin.workers.pipeline import Pipeline
from tocsin.workers.scope import Scope
from tocsin.workers.status import Progress, serving

WATCHES: TypeAdapter[tuple[Watch, ...]] = TypeAdapter(tuple[Watch, ...])
"""How the watches that a log was last written for are kept with it, under the name `watches`."""


@dataclass(frozen=True, slots=True)
class World:
    """What the service touches: the clock, the environment, files, and standard input."""

    clock: Clock
    environment: Mapping[str, str]
    read: Callable[[Path], str]
    stdin: BinaryIO


def stages_for(watches: Sequence[Watch], policies: Policies = NO_POLICIES) -> tuple[Stage, ...]:
    """Return the stages of the pipeline, in the order in which events pass them; `policies` are the channels'."""
    return (Extract(RuleExtractor(watches)), *behind_extraction(watches, policies))


def behind_extraction(
    watches: Sequence[Watch], policies: Policies = NO_POLICIES
) -> tuple[Project, RaiseAlerts, Notify]:
    """Return the stages that need no articles, in the order in which events pass them."""
    return *up_to_alerts(watches), Notify(policies, {watch.id: watch.timezone for watch in watches})


def up_to_alerts(watches: Sequence[Watch]) -> tuple[Project, RaiseAlerts]:
    """Return the stages that need neither articles nor the channels, in the order in which events pass them.

    Where the channels are not known, the outbox has to wait: whom to tell, and when, hangs on what they ask for.
    """
    return Project(watches, built_in_countries()), RaiseAlerts(watches, built_in_names())


@asynccontextmanager
async def service(
    configuration: Configuration,
    watches: Sequence[Watch],
    world: World,
    observers: Sequence[Observer],
    wrap: Callable[[Source], Source] = lambda source: source,
) -> AsyncIterator["Service"]:
    """Open everything that the configuration asks for, and close it at the end.

    Raises LogError, SecretError or StatusPortError, each saying what to do.
    """
    wall_clock = SystemClock().now
    progress, registry = Progress(wall_clock), CollectorRegistry()
    vault = Vault(world.environment, world.read)
    async with AsyncExitStack() as stack:
        log = stack.enter_context(SqliteLog.open(configuration.data))
        stack.callback(DirectoryLock(configuration.data).release)
        limit = configuration.dead_letters
        failures = partial(Failures, limit.share, limit.of)
        reading = Reading(configuration.sources, world.clock.now)
        everyone = (*measuring(registry, wall_clock, configuration.data), progress, reading, *observers)
        stages = measured(stages_for(watches, configuration.channels), everyone)
        pipeline = Pipeline(log, stages, world.clock.now, failures)
        with log.transaction():
            log.note("watches", WATCHES.dump_json(tuple(watches)).decode())
        vault = Vault(world.environment, world.read)
        links = open_links(configuration.http, vault, world.clock.now)
        channels = await stack.enter_async_context(
            open_channels(
                configuration.channels, vault, wall_clock, configuration.internal, links.address if links else None
            )
        )
        session = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()))
        sources = [wrap(open_source(each, world, session)) for each in configuration.sources]
        runtime = Embedded(pipeline, sources, world.clock, everyone, Scope.of(watches, configuration.channels))
        pages = Answering(links, runtime, world.clock.now).routes() if links else ()
        address = await stack.enter_async_context(
            serving(configuration.http.host, configuration.http.port, registry, progress, pages)
        )
        await stack.enter_async_context(
            beating(configuration, vault, wall_clock, _wrong(configuration, runtime, reading, progress), everyone)
        )
        outlets = measured_outlets(channels, everyone, world.clock.now)
        sender = Dispatcher(outlets, runtime.report, world.clock.now)
        with log.explained():
            yield Service(runtime, sender, address)


def _wrong(configuration: Configuration, runtime: Embedded, reading: Reading, progress: Progress) -> Wrong:
    async def wrong() -> str | None:
        found = reading.wrong() or progress.ready() or behind(progress.lag)
        return found or await runtime.outbox(partial(outbox_wrong, configuration))

    return wrong


@dataclass(frozen=True, slots=True)
class Service:
    """The embedded runtime, ready to run, and the address at which it tells how it does."""

    runtime: Embedded
    sender: Dispatcher
    address: str

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set; raises LogError where the log cannot be used any more, and TooManyFailures."""
        await self.runtime.run(self.sender, stop)


def open_source(settings: SourceSettings, world: World, session: aiohttp.ClientSession) -> Source:
    """Return the source that `settings` describe; feeds are read over `session`."""
    name, defaults = settings.name, settings.defaults
    match settings:
        case FolderSettings():
            return Folder(name, settings.folder, defaults, world.clock)
        case FeedSettings():
            return Feed(
                name,
                str(settings.feed),
                settings.every,
                defaults,
                session=session,
                clock=world.clock,
                random=Random(),  # noqa: S311 - spreads retries, hides nothing
            )
        case ReplaySettings():
            return Replay(name, settings.replay, defaults, world.clock)
    return StandardInput(name, pieces_of(world.stdin), defaults, world.clock)
