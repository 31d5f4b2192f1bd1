"""What a worker writes to Kafka: events to their topics, and rows to the changelog of a table."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

from aiokafka import AIOKafkaProducer

from tocsin.domain.event import Event
from tocsin.streams.kafka.connection import Connection
from tocsin.streams.kafka.messages import messages_for
from tocsin.streams.topics import MIB

PATIENCE = timedelta(minutes=2)
"""How long the brokers may be away before a worker that has something to write ends, to start anew."""

_EVENTS_BYTES = MIB // 2
"""A topic refuses a batch that is larger than the largest message that it takes, and most take 1 MiB."""

_ROWS_BYTES = 4 * MIB
"""As much as can be: rows in one batch are there as a whole or not at all."""


@asynccontextmanager
async def open_output(connection: Connection, partitions: int) -> AsyncIterator["Output"]:
    """Connect, and send what is left at the end; raises KafkaError where the brokers cannot be had."""
    async with AsyncExitStack() as stack:
        events, rows = [
            await stack.enter_async_context(_producer(connection, batch)) for batch in (_EVENTS_BYTES, _ROWS_BYTES)
        ]
        yield Output(events, rows, partitions)


class Output:
    """Writes, and returns once the brokers have it for good; raises KafkaError after `PATIENCE` without an answer."""

    def __init__(self, events: AIOKafkaProducer, rows: AIOKafkaProducer, partitions: int) -> None:
        self._events = events
        self._rows = rows
        self._partitions = partitions

    async def publish(self, events: Iterable[Event]) -> None:
        """Publish `events`, those of one partition in their order."""
        messages = (message for event in events for message in messages_for(event, self._partitions))
        sent = [await self._events.send(**message) for message in messages]
        await asyncio.gather(*sent)

    async def append(self, changelog: str, partition: int, rows: Mapping[str, bytes | None]) -> int:
        """Append `rows` to a changelog as one record batch, and return the offset of the last of them.

        The brokers append a record batch as a whole or not at all, so that a table never holds half of what an event
        changed. Rows beyond a batch's size (4 MiB) go in further batches, in their order.
        """
        last = -1
        waiting = list(rows.items())
        while waiting:
            batch = self._rows.create_batch()
            count = _fill(batch, waiting)
            batch.close()
            sent = await self._rows.send_batch(batch, changelog, partition=partition)
            last = int((await sent).offset) + count - 1
            del waiting[:count]
        return last


def _producer(connection: Connection, batch: int) -> AIOKafkaProducer:
    return AIOKafkaProducer(
        **connection.options(),
        acks="all",
        enable_idempotence=True,
        compression_type="zstd",
        max_batch_size=batch,
        max_request_size=8 * MIB,
        request_timeout_ms=int(PATIENCE.total_seconds() * 1000),
    )


def _fill(batch: Any, rows: Iterable[tuple[str, bytes | None]]) -> int:
    """Put rows into `batch` until it is full; return how many."""
    count = 0
    for key, row in rows:
        if batch.append(key=key.encode(), value=row, timestamp=None) is None:
            break
        count += 1
    return count
