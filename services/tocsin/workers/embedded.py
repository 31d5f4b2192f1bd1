"""The embedded runtime: one process that reads, folds, raises and delivers, over one SQLite file."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from tocsin.clock import Clock
from tocsin.domain.article import ArticlePublished
from tocsin.domain.delivery import Attempt, Delivery, DeliveryAttempted
from tocsin.domain.event import Event
from tocsin.domain.lane import Waiting
from tocsin.domain.outbox import open_deliveries
from tocsin.domain.stage import State
from tocsin.domain.thread import Standing, standing
from tocsin.domain.tick import instant_to_tell
from tocsin.ingest.source import Batch, Source
from tocsin.streams.log import Entry
from tocsin.streams.outlook import Outlook
from tocsin.streams.read_model import Situation
from tocsin.workers.group_commit import GroupCommit
from tocsin.workers.intake import event_of
from tocsin.workers.observer import Observer
from tocsin.workers.pipeline import Pipeline
from tocsin.workers.scope import Scope

SHOWN = 12
"""How many deadlines, stances and alerts a situation holds."""

_LOOP = 0.5
_BREATH = 0.05
"""Seconds that a round takes at least while much happens: what is due is looked up once for all of it."""

_COUNT = 5.0
_NOTHING = Scope()
_NEVER = datetime.min.replace(tzinfo=UTC)
_PULSE = timedelta(seconds=1)
_HOUSEKEEPING = timedelta(minutes=10)
_GRACE = timedelta(seconds=10)

T = TypeVar("T")


class Sender(Protocol):
    """What sends messages beside the loop and reports each attempt."""

    def dispatch(self, due: Iterable[Delivery]) -> None:
        """Take on all deliveries that are due now and not in hand already; raises what a report raised."""
        ...

    async def close(self, grace: timedelta) -> None:
        """Wait up to `grace` for what is in the air, and drop the rest."""
        ...


class Embedded:
    """Runs a pipeline until it is told to stop."""

    def __init__(
        self,
        pipeline: Pipeline,
        sources: Sequence[Source],
        clock: Clock,
        observers: Sequence[Observer] = (),
        scope: Scope = _NOTHING,
    ) -> None:
        self._pipeline = pipeline
        self._scope = scope
        self._sources = sources
        self._clock = clock
        self._observers = observers
        # SQLite and the folds live in one thread of their own, so that a long batch does not hold up the network.
        self._thread = ThreadPoolExecutor(1, "log")
        self._ticked_at = _NEVER
        self._pulsed_at = _NEVER
        self._looked_at = float("-inf")
        self._went_round_at = float("-inf")
        self._counted_at = float("-inf")
        self._swept_at = clock.now()
        self._changed = asyncio.Event()
        self._reports = GroupCommit(self._commit_attempts)

    async def run(self, sender: Sender, stop: asyncio.Event) -> None:
        """Read, fold and deliver until `stop` is set, then finish the work in hand.

        Raises LogError where the log cannot be used any more, and TooManyFailures.
        """
        self._tell(await self._call(self._pipeline.pump))
        readers = [asyncio.create_task(self._read(source), name=source.name) for source in self._sources]
        try:
            while not stop.is_set():
                await self._loop(sender)
                await self._woken_or(stop, readers)
                await asyncio.sleep(self._rest())
        finally:
            for reader in readers:
                reader.cancel()
            await asyncio.gather(*readers, return_exceptions=True)
            try:
                await sender.close(_GRACE)
            finally:
                await self._reports.settle()
                self._thread.shutdown()

    def _rest(self) -> float:
        """Return how long to wait for more to happen, in seconds: nothing after a quiet moment."""
        now = asyncio.get_running_loop().time()
        rest, self._went_round_at = max(0.0, self._went_round_at + _BREATH - now), now
        return rest

    async def report(self, attempt: Attempt) -> None:
        """Commit what came of an attempt at a delivery; those that end during one commit share the next."""
        await self._reports.put(attempt)

    async def _commit_attempts(self, ended: Sequence[Attempt]) -> None:
        await self._commit(lambda: self._pipeline.take(DeliveryAttempted.of(each) for each in ended))

    async def outbox(self, look: Callable[[State, datetime], T]) -> T:
        """Return what `look` finds in what is still to be delivered, as it is now."""
        return await self._call(lambda: look(self._pipeline.state("notify"), self._clock.now()))

    async def standing(self, watch: str, alert_id: str) -> Standing:
        """Return how far an alert is."""
        return await self.outbox(lambda state, _: standing(state, watch, alert_id))

    async def say(self, events: Sequence[Event]) -> None:
        """Commit what a person says."""
        await self._commit(lambda: self._pipeline.take(events))

    async def _read(self, source: Source) -> None:
        state = await self._call(self._pipeline.source_state, source.name)
        last = await self._call(self._pipeline.last_article, source.name, self._clock.now())
        for observer in self._observers:
            observer.began(source.name, last)
        async for batch in source.batches(state):
            await self._take_in(batch)

    async def _take_in(self, batch: Batch) -> None:
        now = self._clock.now()
        events = [event_of(item, now) for item in batch.items]
        taken = await self._commit(lambda: self._pipeline.take_from(batch.source, events, batch.state, now))
        new = sum(isinstance(entry.event, ArticlePublished) for entry in taken)
        for observer in self._observers:
            observer.read(batch, new, now)

    async def _commit(self, take: Callable[[], list[Entry]]) -> list[Entry]:
        """Commit what `take` takes in, and all that follows from it; return what was new."""
        ticked, taken, sent = await self._call(self._take, take)
        self._tell([*ticked, *taken, *sent])
        self._changed.set()
        return taken

    def _take(self, take: Callable[[], list[Entry]]) -> tuple[list[Entry], list[Entry], list[Entry]]:
        # Time first: what was to happen before these events must not look as if it had happened after them.
        return self._tick(), take(), self._pipeline.pump()

    async def _loop(self, sender: Sender) -> None:
        self._tell(await self._call(self._advance))
        sender.dispatch(await self._call(self._due))
        if (looked_at := asyncio.get_running_loop().time()) - self._looked_at < _LOOP:
            return
        self._looked_at = looked_at
        lag, situation = await self._call(self._look)
        for observer in self._observers:
            observer.looped(lag)
            observer.situation(situation)
        if looked_at - self._counted_at >= _COUNT:
            self._counted_at = looked_at
            await self._count()

    async def _count(self) -> None:
        outlook, waiting = await self._call(self._counted)
        for observer in self._observers:
            observer.outlook(outlook)
            observer.waiting(waiting)

    def _advance(self) -> list[Entry]:
        """Let time pass, and take in what another process has appended, such as a retraction."""
        return [*self._tick(), *self._pipeline.pump()]

    def _tick(self) -> list[Entry]:
        """Tick at each instant at which something was to happen; after a gap, once, at the time that it is now."""
        now, last = self._clock.now(), self._ticked_at
        sent: list[Entry] = []
        while (wake := self._pipeline.next_wake(last)) is not None and wake <= now:
            last = instant_to_tell(wake, now, self._clock.speed)
            sent += self._pipeline.tick(last)
        if now - self._pulsed_at >= _PULSE * self._clock.speed:
            sent += self._pipeline.tick(now)
            self._pulsed_at = now
        self._ticked_at = now
        if now - self._swept_at > _HOUSEKEEPING:
            self._swept_at = now
            self._pipeline.drop_ticks()
        return sent

    def _due(self) -> list[Delivery]:
        return open_deliveries(self._pipeline.state("notify"), self._clock.now())

    def _look(self) -> tuple[int, Situation]:
        return self._pipeline.lag(), self._pipeline.situation(SHOWN)

    def _counted(self) -> tuple[Outlook, dict[str, Waiting]]:
        return self._pipeline.outlook(self._scope.pairs), self._scope.waiting([self._pipeline.state("notify")])

    async def _woken_or(self, stop: asyncio.Event, readers: Iterable[asyncio.Task[None]]) -> None:
        """Wait for a change, for `stop`, or for a moment; a reader that failed ends the run with its error."""
        for reader in readers:
            if reader.done():
                reader.result()
        waits = [asyncio.create_task(event.wait()) for event in (stop, self._changed)]
        await asyncio.wait(waits, timeout=_LOOP, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        self._changed.clear()

    def _tell(self, entries: Sequence[Entry]) -> None:
        for observer in self._observers:
            observer.sent([entry.event for entry in entries])

    async def _call(self, function: Callable[..., T], *args: object) -> T:
        """Call `function` in the thread that owns the log."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *args)
