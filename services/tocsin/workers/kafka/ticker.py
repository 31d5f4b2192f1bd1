"""Lets time pass for the partitions that this worker owns: a tick at each instant at which something is to happen."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from time import monotonic

from tocsin.clock import Clock
from tocsin.domain.tick import ClockTicked, instant_to_tell
from tocsin.workers.kafka.carrier import Carrier, Publishes

_LOOK = 0.2
_AGAIN = 1.0
"""Seconds after which a tick that changed nothing is repeated, as long as something is due."""


class Ticker:
    """Publishes ticks for the partitions of a carrier; they come back to it, and to others, through their topic."""

    def __init__(
        self, carrier: Carrier, publisher: Publishes, clock: Clock, elapsed: Callable[[], float] = monotonic
    ) -> None:
        self._carrier = carrier
        self._publisher = publisher
        self._clock = clock
        self._elapsed = elapsed
        self._told: dict[int, tuple[datetime, float]] = {}

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            await self._publisher.publish(self.due(self._clock.now()))
            await asyncio.sleep(_LOOK)

    def due(self, now: datetime) -> list[ClockTicked]:
        """Return the ticks to publish at `now`; each is told once, and again only if it has led to nothing."""
        ticks = []
        for partition in self._carrier.partitions:
            wake = self._carrier.state(partition).next_wake()
            if wake is None or wake > now:
                continue
            instant = instant_to_tell(wake, now)
            told = self._told.get(partition)
            if told is None or instant > told[0] or self._elapsed() - told[1] >= _AGAIN:
                self._told[partition] = (instant, self._elapsed())
                ticks.append(ClockTicked.at(instant, str(partition)))
        return ticks
