"""Sends what is due beside the fold: many channels at once, none of them waiting for another."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from tocsin.domain.delivery import Attempt, Delivery, Outcome
from tocsin.notify.channel import Answer, Channel, attempt_at

AT_ONCE = 4
"""Attempts in the air at one time, for each channel."""


@dataclass(slots=True)
class _Lane:
    """One channel's deliveries: a few in the air, the rest in the order in which they came."""

    waiting: deque[Delivery] = field(default_factory=deque)
    workers: set[asyncio.Task[None]] = field(default_factory=set)


class Dispatcher:
    """Tries the deliveries that it is given, and reports each attempt.

    `report` puts an attempt into the log, from where the fold takes it. Once it has failed nothing more is sent, and
    `dispatch` and `close` raise what it raised: what cannot be written down must not be done. `now` tells the time of
    the attempts (UTC). An attempt that was made but not reported, as in a crash, is made again with the same id.
    """

    def __init__(
        self,
        channels: Mapping[str, Channel],
        report: Callable[[Attempt], Awaitable[None]],
        now: Callable[[], datetime],
        at_once: int = AT_ONCE,
    ) -> None:
        self._channels = channels
        self._report = report
        self._now = now
        self._at_once = at_once
        self._lanes: defaultdict[str, _Lane] = defaultdict(_Lane)
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
        lane = self._lanes[delivery.channel]
        lane.waiting.append(delivery)
        if len(lane.workers) < self._at_once:
            lane.workers.add(asyncio.create_task(self._work(lane)))

    async def _work(self, lane: _Lane) -> None:
        try:
            while lane.waiting and self._failure is None:
                delivery = lane.waiting.popleft()
                if await self._outcome(delivery) == "gone":
                    self._done.update(each.id for each in lane.waiting)
                    lane.waiting.clear()
        except Exception as error:  # noqa: BLE001 - raised by the next dispatch
            self._failure = error
        finally:
            # Not in a callback, which runs later: a delivery queued in between would find no free worker, nor get one.
            lane.workers.discard(cast("asyncio.Task[None]", asyncio.current_task()))

    async def _outcome(self, delivery: Delivery) -> Outcome:
        """Try `delivery`, report the attempt, and return what came of it."""
        now = self._now()
        answer = await self._answer(delivery)
        await self._report(attempt_at(delivery, answer, now))
        self._done.add(delivery.id)
        return answer.outcome

    async def _answer(self, delivery: Delivery) -> Answer:
        channel = self._channels.get(delivery.channel)
        if channel is None:
            return Answer("refused", detail=f"no channel {delivery.channel!r} is configured")
        try:
            return await channel.send(delivery)
        except Exception as error:  # noqa: BLE001 - a channel that breaks must not take the others with it
            # The type alone: what it says may hold a secret.
            return Answer("failed", detail=f"channel broke: {type(error).__name__}")

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure
