"""Brings tables on this machine's disk up to their changelog, as fast as it can be read.

Faust recovers a table message by message, through its stream machinery: minutes for what takes seconds in batches.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from tocsin.streams.kafka.connection import Connection
from tocsin.workers.kafka.carrier import Tables

_AT_ONCE = 5000
_WAIT_MS = 1000
_FETCH_BYTES = 8_000_000


async def refill(
    tables: Tables, offsets: Mapping[int, int | None], link: Connection, remaining: Callable[[int], None]
) -> None:
    """Write what the changelog holds behind `offsets`, the last one of each partition that is on disk (None: nothing).

    Returns once everything is on disk that was there at the call; `remaining` is told how many messages are left.
    Raises KafkaError where the brokers cannot be read.
    """
    consumer = AIOKafkaConsumer(
        **link.options(), auto_offset_reset="earliest", max_partition_fetch_bytes=_FETCH_BYTES, enable_auto_commit=False
    )
    await consumer.start()
    try:
        places = {number: TopicPartition(tables.changelog, number) for number in offsets}
        consumer.assign(list(places.values()))
        ends = await consumer.end_offsets(list(places.values()))
        for number, place in places.items():
            last = offsets[number]
            if last is not None:
                consumer.seek(place, last + 1)
        while left := await _left(consumer, ends):
            remaining(sum(left.values()))
            for place, messages in (await consumer.getmany(timeout_ms=_WAIT_MS, max_records=_AT_ONCE)).items():
                tables.write(place.partition, _rows(messages), messages[-1].offset)
    finally:
        await consumer.stop()


async def _left(consumer: AIOKafkaConsumer, ends: Mapping[TopicPartition, int]) -> dict[TopicPartition, int]:
    """Return how many messages each partition has before its end; those that compaction took away count as well."""
    left = {place: end - await consumer.position(place) for place, end in ends.items()}
    return {place: count for place, count in left.items() if count > 0}


def _rows(messages: Iterable[Any]) -> dict[str, bytes | None]:
    return {message.key.decode(): message.value for message in messages}
