"""Sends what is due beside the fold: many channels at once, none of them waiting for another."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, cast

from tocsin.domain.delivery import Attempt, Delivery, Outcome
from tocsin.notify.channel import Answer, attempt_at

_LONGEST_BREAK = timedelta(minutes=5)
"""However long a channel asks to be left alone, others of its messages are tried again after this."""


class Outlet(Protocol):
    """A channel that is ready to send."""

    @property
    def rate(self) -> float | None:
        """How many messages a second it takes at most."""
        ...

    @property
    def at_once(self) -> int:
        """How many messages may be in the air at one time."""
        ...

    async def send(self, delivery: Delivery) -> Answer:
        """Try `delivery` once; what goes wrong outside is in the answer, not raised."""
        ...


@dataclass(slots=True)
class _Lane:
    """One channel's deliveries: a few in the air, the rest in the order in which they came.

    `free_at` is when the next may go out, in seconds of the event loop's clock.
    """

    outlet: Outlet | None
    waiting: deque[Delivery] = field(default_factory=deque)
    workers: set[asyncio.Task[None]] = field(default_factory=set)
    free_at: float = 0.0

    @property
    def full(self) -> bool:
        """Whether as much is in the air as may be."""
        return len(self.workers) >= (self.outlet.at_once if self.outlet else 1)

    def seconds_to_wait(self) -> float:
        """Return how long the next message has to wait."""
        return self.free_at - asyncio.get_running_loop().time()

    def take_turn(self) -> None:
        """Let the next message wait for as long as the channel's rate asks."""
        if self.outlet and self.outlet.rate:
            self.free_at = asyncio.get_running_loop().time() + 1 / self.outlet.rate

    def pause(self, pause: timedelta) -> None:
        """Send nothing for a while: the channel has asked for that."""
        self.free_at = max(self.free_at, asyncio.get_running_loop().time() + pause.total_seconds())


class Dispatcher:
    """Tries the deliveries that it is given, and reports each attempt.

    `report` puts an attempt into the log, from where the fold takes it. Once it has failed nothing more is sent, and
    `dispatch` and `close` raise what it raised: what cannot be written down must not be done. `now` tells the time of
    the attempts (UTC). An attempt that was made but not reported, as in a crash, is made again with the same id.
    """

    def __init__(
        self,
        channels: Mapping[str, Outlet],
        report: Callable[[Attempt], Awaitable[None]],
        now: Callable[[], datetime],
    ) -> None:
        self._channels = channels
        self._report = report
        self._now = now
        self._lanes: dict[str, _Lane] = {}
        self._closing = asyncio.Event()
        self._taken: dict[str, int] = {}
        self._done: set[str] = set()
        self._failure: Exception | None = None

    def dispatch(self, due: Iterable[Delivery]) -> None:
        """Take on the deliveries among `due`, all that are due now, that are not in hand already; returns at once.

        What was tried and reported stays in hand until `due` shows that the fold knows of it. What waits and is not due
        any more is dropped: somebody else delivers it, or nobody should.
        """
        self._raise_failure()
        deliveries = list(due)
        self._forget({each.id for each in deliveries})
        for delivery in deliveries:
            if self._taken.get(delivery.id, 0) <= delivery.attempts:
                self._taken[delivery.id] = delivery.attempts + 1
                self._done.discard(delivery.id)
                self._queue(delivery)

    async def close(self, grace: timedelta) -> None:
        """Begin nothing more, wait up to `grace` for what is in the air, and drop the rest unreported."""
        self._closing.set()
        for lane in self._lanes.values():
            lane.waiting.clear()
        flying = {worker for lane in self._lanes.values() for worker in lane.workers}
        if flying:
            _, late = await asyncio.wait(flying, timeout=grace.total_seconds())
            for worker in late:
                worker.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._raise_failure()

    def _forget(self, still_due: set[str]) -> None:
        for lane in self._lanes.values():
            self._done.update(each.id for each in lane.waiting if each.id not in still_due)
            lane.waiting = deque(each for each in lane.waiting if each.id in still_due)
        for known in self._done - still_due:
            del self._taken[known]
        self._done &= still_due

    def _queue(self, delivery: Delivery) -> None:
        lane = self._lanes.setdefault(delivery.channel, _Lane(self._channels.get(delivery.channel)))
        lane.waiting.append(delivery)
        if not lane.full:
            lane.workers.add(asyncio.create_task(self._work(lane)))

    async def _work(self, lane: _Lane) -> None:
        try:
            while lane.waiting and self._failure is None:
                if (seconds := lane.seconds_to_wait()) > 0:
                    await self._pause(seconds)
                    continue
                lane.take_turn()
                if await self._outcome(lane, lane.waiting.popleft()) == "gone":
                    self._done.update(each.id for each in lane.waiting)
                    lane.waiting.clear()
        except Exception as error:  # noqa: BLE001 - raised by the next dispatch
            self._failure = error
        finally:
            # Not in a callback, which runs later: a delivery queued in between would find no free worker, nor get one.
            lane.workers.discard(cast("asyncio.Task[None]", asyncio.current_task()))

    async def _pause(self, seconds: float) -> None:
        """Wait for so long, or until nothing more is to be sent."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()

    async def _outcome(self, lane: _Lane, delivery: Delivery) -> Outcome:
        """Try `delivery`, report the attempt, and return what came of it."""
        now = self._now()
        answer = await self._answer(lane, delivery)
        if answer.pause is not None:
            lane.pause(min(answer.pause, _LONGEST_BREAK))
        await self._report(attempt_at(delivery, answer, now))
        self._done.add(delivery.id)
        return answer.outcome

    async def _answer(self, lane: _Lane, delivery: Delivery) -> Answer:
        if lane.outlet is None:
            return Answer("refused", detail=f"no channel {delivery.channel!r} is configured")
        try:
            return await lane.outlet.send(delivery)
        except Exception as error:  # noqa: BLE001 - a channel that breaks must not take the others with it
            # The type alone: what it says may hold a secret.
            return Answer("failed", detail=f"channel broke: {type(error).__name__}")

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure
