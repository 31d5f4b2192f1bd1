"""The ingest worker: what its sources give goes to a spool on disk, and from there to the brokers, oldest first."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from tocsin.clock import Clock
from tocsin.domain.article import ArticlePublished
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead, refusal_of
from tocsin.ingest.source import RAW_KEPT, Batch, Source
from tocsin.streams.kafka.connection import BrokerError
from tocsin.streams.kafka.publisher import Answers, OutOfReachError
from tocsin.streams.kafka.spool import Spool, Waiting
from tocsin.streams.topics import TOPIC_OF
from tocsin.workers.intake import event_of
from tocsin.workers.observer import Observer, Publishing

AT_ONCE = 500
"""How many events are in the air at most."""

_LOOP = 0.5
_SILENCE = 5.0
_SHORTEST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0
_GRACE = 10.0
_HOUSEKEEPING = timedelta(minutes=10)

T = TypeVar("T")


class Brokers(Protocol):
    """What publishes. It may block, and is called from a thread of its own; only `close` comes from another."""

    def connect(self) -> None:
        """Connect unless connected; raises OutOfReachError, and BrokerError where trying again does not help."""
        ...

    def publish(self, waiting: Sequence[Waiting]) -> Answers:
        """Publish, and wait for the answers."""
        ...

    def close(self) -> None:
        """Break off whatever is in the air."""
        ...


class Ingest:
    """Reads sources and publishes what they give until it is told to stop."""

    def __init__(
        self,
        spool: Spool,
        brokers: Brokers,
        sources: Sequence[Source],
        clock: Clock,
        observers: Sequence[Observer] = (),
    ) -> None:
        self._spool = spool
        self._brokers = brokers
        self._sources = sources
        self._clock = clock
        self._observers = observers
        # The spool's file and the brokers' client both block: each has a thread of its own.
        self._spool_thread = ThreadPoolExecutor(1, "spool")
        self._brokers_thread = ThreadPoolExecutor(1, "brokers")
        self._answering: bool | None = None
        self._trouble: str | None = "not connected to the brokers yet"
        self._acknowledged = 0
        self._swept_at = clock.now()
        self._stopping = False
        self._come = asyncio.Event()
        self._room = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Read and publish until `stop` is set, then publish what waits, as long as the brokers take it, for 10 s.

        Raises LogError where the spool cannot be used any more, and BrokerError where the brokers never will take it.
        """
        self._weigh()
        readers = [asyncio.create_task(self._read(source), name=source.name) for source in self._sources]
        publishing = asyncio.create_task(self._publish(), name="publishing")
        try:
            while not stop.is_set():
                await self._loop()
                await _stopped_or_failed(stop, [*readers, publishing])
        finally:
            for reader in readers:
                reader.cancel()
            await asyncio.gather(*readers, return_exceptions=True)
            await self._finish(publishing)

    async def _read(self, source: Source) -> None:
        state = await self._with_spool(self._spool.source_state, source.name)
        last = await self._with_spool(self._spool.last_article, source.name, self._clock.now())
        for observer in self._observers:
            observer.began(source.name, last)
        async for batch in source.batches(state):
            await self._room.wait()
            await self._take_in(batch)

    async def _take_in(self, batch: Batch) -> None:
        now = self._clock.now()
        events = [event_of(item, now) for item in batch.items]
        taken = await self._with_spool(self._spool.take, batch.source, events, batch.state, now)
        self._weigh()
        self._come.set()
        new = sum(isinstance(event, ArticlePublished) for event in taken)
        for observer in self._observers:
            observer.sent(taken)
            observer.read(batch, new, now)

    async def _publish(self) -> None:
        """Publish what waits, whenever something does; where nothing comes of it, try again after a pause."""
        pause = _SHORTEST_PAUSE
        while not self._finished():
            if await self._round():
                pause = _SHORTEST_PAUSE
                continue
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _finished(self) -> bool:
        return self._stopping and (self._given_up() or not self._spool.count)

    def _given_up(self) -> bool:
        """Whether the brokers took nothing when that was last tried."""
        return self._answering is not None and self._trouble is not None

    async def _round(self) -> bool:
        """Publish the oldest events that wait, or wait for some; return whether the brokers did their part."""
        try:
            await self._with_brokers(self._brokers.connect)
        except OutOfReachError as error:
            self._answering, self._trouble = False, str(error)
            return False
        self._come.clear()
        waiting = await self._with_spool(self._spool.oldest, AT_ONCE)
        if waiting:
            return await self._settled(waiting, await self._answers(waiting))
        self._answering, self._trouble = True, None
        if not self._stopping:
            await self._come.wait()
        return True

    async def _answers(self, waiting: Sequence[Waiting]) -> Answers:
        """Publish; where the answers take long, say so meanwhile."""
        answers = self._with_brokers(self._brokers.publish, waiting)
        await asyncio.wait([answers], timeout=_SILENCE)
        if not answers.done():
            self._answering, self._trouble = True, f"nothing has been acknowledged for {_SILENCE:g} s"
        return await answers

    async def _settled(self, waiting: Sequence[Waiting], answers: Answers) -> bool:
        """Drop from the spool what the brokers have, put aside what they refuse; return whether there was any."""
        now = self._clock.now()
        letters = [
            _refused(each, answers.refused[each.number], now) for each in waiting if each.number in answers.refused
        ]
        await self._with_spool(self._spool.settle, [*answers.acknowledged, *answers.refused], letters)
        self._weigh()
        self._acknowledged += len(answers.acknowledged)
        progress = bool(answers.acknowledged or answers.refused)
        self._answering, self._trouble = True, None if progress else answers.trouble
        for observer in self._observers:
            observer.sent(letters)
        return progress

    async def _loop(self) -> None:
        for observer in self._observers:
            observer.looped(self._spool.count)
            observer.publishing(self._publishing())
        if (now := self._clock.now()) - self._swept_at > _HOUSEKEEPING:
            self._swept_at = now
            await self._with_spool(self._spool.forget, now)

    def _publishing(self) -> Publishing:
        spool = self._spool
        return Publishing(spool.count, spool.size, spool.limit, self._acknowledged, self._answering, self._trouble)

    def _weigh(self) -> None:
        """Let the sources be read on, or have them wait."""
        if self._spool.full:
            self._room.clear()
        else:
            self._room.set()

    async def _finish(self, publishing: "asyncio.Task[None]") -> None:
        """Publish what waits, as long as the brokers take it; the rest stays in the spool."""
        self._stopping = True
        self._come.set()
        await asyncio.wait([publishing], timeout=0 if self._given_up() else _GRACE)
        publishing.cancel()
        await asyncio.gather(publishing, return_exceptions=True)
        await asyncio.to_thread(self._brokers.close)
        self._spool_thread.shutdown()
        self._brokers_thread.shutdown(wait=False)

    def _with_spool(self, function: Callable[..., T], *args: object) -> "asyncio.Future[T]":
        return asyncio.get_running_loop().run_in_executor(self._spool_thread, function, *args)

    def _with_brokers(self, function: Callable[..., T], *args: object) -> "asyncio.Future[T]":
        return asyncio.get_running_loop().run_in_executor(self._brokers_thread, function, *args)


async def _stopped_or_failed(stop: asyncio.Event, tasks: Iterable["asyncio.Task[None]"]) -> None:
    """Wait for `stop`, or for a moment; a task that failed ends the run with its error."""
    for task in tasks:
        if task.done():
            task.result()
    with suppress(TimeoutError):
        async with asyncio.timeout(_LOOP):
            await stop.wait()


def _refused(waiting: Waiting, reason: str, now: datetime) -> Event:
    """Return the dead letter of an event that the brokers will never take; raises BrokerError if it is one itself."""
    event, topic = waiting.event, TOPIC_OF[type(waiting.event)]
    if isinstance(event, LetterDead):
        raise BrokerError(f"{topic}: refuses a dead letter: {reason}; see `tocsin topics check`")
    return LetterDead.of(DeadLetter.of_item(waiting.raw[:RAW_KEPT], f"{topic} {event.id}", refusal_of(reason), now))
