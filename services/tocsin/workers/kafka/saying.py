"""What people say through the pages of a worker, published to the partition of the watch."""

from collections.abc import Callable, Sequence

from tocsin.domain.event import Event
from tocsin.domain.thread import Standing, standing
from tocsin.streams.kafka.partitions import partition_of
from tocsin.workers.kafka.carrier import Carrier, Publishes


class Saying:
    """The outboxes that this worker carries; `sent` is told of what was published."""

    def __init__(
        self, carrier: Carrier, publisher: Publishes, partitions: int, sent: Callable[[Sequence[Event]], None]
    ) -> None:
        self._carrier = carrier
        self._publisher = publisher
        self._partitions = partitions
        self._sent = sent

    async def standing(self, watch: str, alert_id: str) -> Standing | None:
        """Return how far an alert is, or None where another worker has its partition."""
        number = partition_of(watch, self._partitions)
        if number not in self._carrier.partitions:
            return None
        return standing(self._carrier.state(number), watch, alert_id)

    async def say(self, events: Sequence[Event]) -> None:
        """Publish `events`; raises what the brokers say."""
        await self._publisher.publish(events)
        self._sent(events)
