"""A consumer that keeps its place while partitions move: it goes back to where it is told, and commits at its time."""

from collections.abc import Mapping
from typing import ClassVar

from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer, Transport
from faust.types import TP


class CarefulThread(AIOKafkaConsumerThread):
    """Commits nothing while the worker is joining its group.

    The brokers answer a commit only once everybody has joined, and then refuse it, for it is of an earlier generation;
    because of that aiokafka joins anew, which makes everybody join once more, and so on for ever.
    """

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        joining: bool = self._ensure_consumer()._coordinator._performed_join_prepare  # there is no public word of it
        return False if joining else await super()._commit(offsets)


class CarefulConsumer(Consumer):
    """Seeks to what is committed, also where that is 0.

    As it is, aiokafka takes an offset of 0 for none at all and stays where it is: of a partition of which nothing had
    been folded yet, what was read and dropped while partitions moved would be passed over.
    """

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Go to where the group has committed, and return those offsets."""
        committed: Mapping[TP, int] = await super().seek_to_committed()
        beginnings = {place: 0 for place, offset in committed.items() if offset == 0}
        if beginnings:
            await self.seek_wait(beginnings)
        return committed

    def _new_consumer_thread(self) -> CarefulThread:
        return CarefulThread(self, loop=self.loop, beacon=self.beacon)


class CarefulTransport(Transport):
    """Faust's way to Kafka, with a careful consumer."""

    Consumer: ClassVar = CarefulConsumer
