"""How the tables of a Faust app are recovered after partitions have moved, without losing what comes next."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol, cast

from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery
from faust.types import TP
from faust.types.transports import ConsumerT


class Recovered(Protocol):
    """The app whose tables are recovered."""

    async def refill(self, changelogs: Iterable[TP]) -> None:
        """Bring the tables of these partitions of the changelog up to date."""
        ...

    async def recovered(self, generation: int) -> None:
        """Own the partitions whose tables are recovered, and commit where their tables stopped."""
        ...


class CarefulRecovery(Recovery):
    """Recovers tables without losing what comes next.

    As it is, Faust lets the consumer read on before it seeks to the committed offsets, drops what was read in between,
    and then takes the hole for one of compaction and commits over it
    (https://github.com/faust-streaming/faust/issues/216). So the flow is stopped first; and what is committed is put
    to what the table says, which alone knows what has been folded.
    """

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Own what was recovered, and let its messages come from where the tables stopped."""
        self.app.consumer.stop_flow()
        await cast(Recovered, self.app).recovered(generation_id)
        await super().on_recovery_completed(generation_id)

    async def _build_offsets(self, consumer: ConsumerT, tps: set[TP], destination: Counter[TP], title: str) -> None:
        """Bring the tables up to date before Faust looks how much of them is missing."""
        await cast(Recovered, self.app).refill(tps)
        for tp in tps:
            destination[tp] = cast(int, self.tp_to_table[tp].persisted_offset(tp))
        await super()._build_offsets(consumer, tps, destination, title)


class CarefulTables(TableManager):
    """Faust's tables, recovered with care."""

    @property
    def recovery(self) -> Recovery:
        """The recovery of all tables of the app."""
        if self._recovery is None:
            self._recovery = CarefulRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery
