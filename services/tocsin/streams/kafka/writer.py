"""Writing to Kafka while no worker runs: everything is there for good, or an error says why not."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from kafka import KafkaProducer
from kafka.errors import KafkaError

from tocsin.domain.event import Event
from tocsin.streams.kafka.connection import BrokerError, Connection
from tocsin.streams.kafka.messages import messages_for
from tocsin.streams.topics import MIB

_IN_FLIGHT = 2_000
_PATIENCE_SECONDS = 60


class Writer:
    """Sends on and on, and holds at most 2,000 messages that the brokers have not acknowledged. Raises BrokerError."""

    def __init__(self, producer: KafkaProducer, partitions: int) -> None:
        self._producer = producer
        self._partitions = partitions
        self._waiting: deque[Any] = deque()

    def publish(self, events: Iterable[Event]) -> None:
        """Send `events` to their topics."""
        for event in events:
            for message in messages_for(event, self._partitions):
                self._send(message)

    def append(self, topic: str, partition: int, rows: Mapping[str, bytes | None]) -> None:
        """Send `rows`, by their keys, to one partition of a compacted topic; None deletes a key."""
        for key, value in rows.items():
            self._send({"topic": topic, "key": key.encode(), "value": value, "partition": partition})

    def flush(self) -> None:
        """Return once the brokers have acknowledged everything."""
        while self._waiting:
            self._acknowledged()

    def _send(self, message: Mapping[str, object]) -> None:
        if len(self._waiting) >= _IN_FLIGHT:
            self._acknowledged()
        self._waiting.append(self._producer.send(**message))

    def _acknowledged(self) -> None:
        self._waiting.popleft().get(timeout=_PATIENCE_SECONDS)


@contextmanager
def writing(connection: Connection, partitions: int) -> Iterator[Writer]:
    """Connect, and wait at the end for what was sent. Raises BrokerError."""
    try:
        producer = KafkaProducer(
            **connection.options(),
            acks="all",
            compression_type="zstd",
            linger_ms=10,
            max_request_size=8 * MIB,
        )
        try:
            writer = Writer(producer, partitions)
            yield writer
            writer.flush()
        finally:
            producer.close(timeout=_PATIENCE_SECONDS)
    except KafkaError as error:
        raise BrokerError(f"{', '.join(connection.brokers)}: {error}") from error
