"""A worker: Faust apps that carry groups of stages, with ticks and deliveries beside them, in one process."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from aiokafka.errors import KafkaError

from tocsin.workers.kafka.app import StageApp
from tocsin.workers.kafka.liveness import GroupProgress, Liveness, Pulse
from tocsin.workers.observer import Observer

_LOOK = 1.0
_ASK = timedelta(seconds=5)
_GRACE = timedelta(seconds=20)


class CrashedError(Exception):
    """Faust gave up; says of which group, and why."""


class Beside(Protocol):
    """What runs beside the folds until the end: ticks, deliveries."""

    async def run(self) -> None:
        """Run until cancelled."""
        ...


@dataclass(frozen=True, slots=True)
class Carrying:
    """One group that a worker carries."""

    app: StageApp
    progress: GroupProgress
    beside: Sequence[Beside]


class Worker:
    """Runs groups of stages until it is told to stop, or until one of them cannot go on."""

    def __init__(
        self, carried: Sequence[Carrying], liveness: Liveness, pulse: Pulse, observers: Sequence[Observer]
    ) -> None:
        self._carried = carried
        self._liveness = liveness
        self._pulse = pulse
        self._observers = observers

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set, then finish the work in hand.

        Raises what ends a worker: GapError, TooManyFailures, StaleError, StalledError, CrashedError, or what the
        brokers say. Whoever gets it should end the process at once, and start it anew.
        """
        beside = [asyncio.create_task(one.run()) for each in self._carried for one in each.beside]
        starting = [asyncio.create_task(each.app.start()) for each in self._carried]
        watch = asyncio.create_task(self._watch())
        stopped = asyncio.create_task(stop.wait())
        try:
            ends: list[asyncio.Future[Any]] = [stopped, watch, *beside, *(each.app.failed for each in self._carried)]
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            for end in done:
                end.result()
            await self._finish(beside)
        finally:
            for task in (*beside, *starting, watch, stopped):
                task.cancel()

    async def _finish(self, beside: Sequence["asyncio.Task[None]"]) -> None:
        """Give what is in the air a moment, then leave the groups."""
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        with suppress(TimeoutError):
            async with asyncio.timeout(_GRACE.total_seconds()):
                await asyncio.gather(*(each.app.carrier.idle() for each in self._carried))
                await asyncio.gather(*(each.app.stop() for each in self._carried))

    async def _watch(self) -> None:
        """Look after every group's progress; raises StalledError or CrashedError."""
        while True:
            self._pulse.looped()
            for each in self._carried:
                if each.app.crashed:
                    raise CrashedError(f"{each.app.group.id}: {each.app.crash_reason!r}")
                await _measure(each)
            for observer in self._observers:
                observer.looped(self._liveness.lag)
            self._liveness.check()
            await asyncio.sleep(_LOOK)


async def _measure(carrying: Carrying) -> None:
    """Note how far a group is; while the brokers are away nothing is noted, for nothing is known."""
    app, progress = carrying.app, carrying.progress
    if app.in_recovery:
        progress.recovering(app.remaining)
    elif not app.carrier.partitions:
        progress.starting()
    else:
        with suppress(TimeoutError, KafkaError):
            async with asyncio.timeout(_ASK.total_seconds()):
                progress.folding(app.carrier.positions(), await app.ends())
