"""Counts what waits to be delivered in the partitions that this worker owns."""

import asyncio
from collections.abc import Sequence

from tocsin.workers.kafka.carrier import Carrier
from tocsin.workers.observer import Observer
from tocsin.workers.scope import Scope

_EVERY = 5.0


class Counting:
    """Tells the observers every few seconds what waits, of what `scope` names."""

    def __init__(self, carrier: Carrier, scope: Scope, observers: Sequence[Observer]) -> None:
        self._carrier = carrier
        self._scope = scope
        self._observers = observers

    async def run(self) -> None:
        """Count until cancelled."""
        while True:
            waiting = self._scope.waiting([self._carrier.state(number) for number in self._carrier.partitions])
            for observer in self._observers:
                observer.waiting(waiting)
            await asyncio.sleep(_EVERY)
