"""The embedded runtime: one process that reads, folds, raises and delivers, over one SQLite file."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from tocsin.clock import Clock
from tocsin.domain.article import ArticlePublished
from tocsin.domain.delivery import Attempt, Delivery, DeliveryAttempted, open_deliveries
from tocsin.domain.event import Event
from tocsin.domain.tick import SourcePolled, SourceReading
from tocsin.ingest.source import Arrived, Item, Source
from tocsin.streams.log import Entry
from tocsin.streams.read_model import Situation
from tocsin.workers.observer import Observer
from tocsin.workers.pipeline import Pipeline, dead

SHOWN = 12
"""How many deadlines, stances and alerts a situation holds."""

_LOOP = 0.5
_NEVER = datetime.min.replace(tzinfo=UTC)
_PULSE = timedelta(seconds=1)
_CONTINUOUS = timedelta(minutes=1)
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
    ) -> None:
        self._pipeline = pipeline
        self._sources = sources
        self._clock = clock
        self._observers = observers
        # SQLite and the folds live in one thread of their own, so that a long batch does not hold up the network.
        self._thread = ThreadPoolExecutor(1, "log")
        self._ticked_at: datetime | None = None
        self._pulsed_at = _NEVER
        self._looked_at = float("-inf")
        self._swept_at = clock.now()
        self._changed = asyncio.Event()

    async def run(self, sender: Sender, stop: asyncio.Event) -> None:
        """Read, fold and deliver until `stop` is set, then finish the work in hand.

        Raises LogError where the log cannot be used any more.
        """
        self._tell(await self._call(self._pipeline.pump))
        readers = [asyncio.create_task(self._read(source), name=source.name) for source in self._sources]
        try:
            while not stop.is_set():
                await self._loop(sender)
                await self._woken_or(stop, readers)
        finally:
            for reader in readers:
                reader.cancel()
            await asyncio.gather(*readers, return_exceptions=True)
            await sender.close(_GRACE)
            self._thread.shutdown()

    async def report(self, attempt: Attempt) -> None:
        """Commit what came of an attempt at a delivery."""
        await self._commit([DeliveryAttempted.of(attempt)])

    async def _read(self, source: Source) -> None:
        state = await self._call(self._pipeline.source_state, source.name)
        async for batch in source.batches(state):
            now = self._clock.now()
            events = [_event(item, now) for item in batch.items]
            articles = [event.data for event in events if isinstance(event, ArticlePublished)]
            last = max((article.fetched_at for article in articles), default=None)
            polled = SourcePolled.of(SourceReading(source=source.name, read_at=now, last_article_at=last))
            new = await self._commit([*events, polled], source.name, batch.state)
            for observer in self._observers:
                observer.read(batch, new, now)

    async def _commit(self, events: Sequence[Event], source: str | None = None, state: bytes | None = None) -> int:
        """Commit events and all that follows from them; return how many articles were new."""
        taken, sent = await self._call(self._take, events, source, state)
        self._tell([*taken, *sent])
        self._changed.set()
        return sum(isinstance(entry.event, ArticlePublished) for entry in taken)

    def _take(
        self, events: Sequence[Event], source: str | None, state: bytes | None
    ) -> tuple[list[Entry], list[Entry]]:
        # Time first: what was to happen before these events must not look as if it had happened after them.
        ticked = self._tick()
        taken = self._pipeline.take(events, source=source, source_state=state)
        return taken, [*ticked, *self._pipeline.pump()]

    async def _loop(self, sender: Sender) -> None:
        self._tell(await self._call(self._tick))
        sender.dispatch(await self._call(self._due))
        if (looked_at := asyncio.get_running_loop().time()) - self._looked_at < _LOOP:
            return
        self._looked_at = looked_at
        lag, situation = await self._call(self._look)
        for observer in self._observers:
            observer.looped(self._clock.now(), lag)
            observer.situation(situation)

    def _tick(self) -> list[Entry]:
        """Tick at each instant at which something was to happen; after a gap, once, at the time that it is now."""
        now, last = self._clock.now(), self._ticked_at
        sent: list[Entry] = []
        if last is not None and now - last < _CONTINUOUS * self._clock.speed:
            while (wake := self._pipeline.next_wake(last)) is not None and wake <= now:
                sent += self._pipeline.tick(wake)
                last = wake
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
            observer.sent(entries)

    async def _call(self, function: Callable[..., T], *args: object) -> T:
        """Call `function` in the thread that owns the log."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *args)


def _event(item: Item, now: datetime) -> Event:
    if isinstance(item, Arrived):
        return ArticlePublished.of(item.article)
    return dead(item.raw, item.origin, item.reason, now)
