"""Delivers what is due in the outboxes of the partitions that this worker owns."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from tocsin.clock import Clock
from tocsin.domain.delivery import Attempt, Delivery, DeliveryAttempted
from tocsin.domain.event import Event
from tocsin.domain.outbox import open_deliveries
from tocsin.notify.dispatch import Dispatcher, Outlet
from tocsin.workers.kafka.carrier import Carrier, Publishes

_LOOK = 0.5
_GRACE = timedelta(seconds=10)


class Delivering:
    """Sends messages beside the folds; every attempt goes to its topic, from where the outbox takes it.

    `sent` is told of every attempt that was published.
    """

    def __init__(
        self,
        carrier: Carrier,
        publisher: Publishes,
        channels: Mapping[str, Outlet],
        clock: Clock,
        sent: Callable[[Sequence[Event]], None],
    ) -> None:
        self._carrier = carrier
        self._publisher = publisher
        self._clock = clock
        self._dispatcher = Dispatcher(channels, self._report, clock.now)
        self._sent = sent

    async def run(self) -> None:
        """Deliver until cancelled, then give what is in the air a moment; raises what the brokers say."""
        try:
            while True:
                self._dispatcher.dispatch(self._due())
                await self._next_look()
        finally:
            await self._dispatcher.close(_GRACE)

    def _due(self) -> list[Delivery]:
        """Return what is due; nothing before every attempt that a former owner made has been taken in."""
        if not self._carrier.caught_up():
            return []
        now = self._clock.now()
        return [
            delivery
            for number in self._carrier.partitions
            for delivery in open_deliveries(self._carrier.state(number), now)
        ]

    async def _report(self, attempt: Attempt) -> None:
        event = DeliveryAttempted.of(attempt)
        await self._publisher.publish([event])
        self._sent([event])

    async def _next_look(self) -> None:
        """Wait until something may have become due: by a message, or by time."""
        self._carrier.folded.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK):
                await self._carrier.folded.wait()
