"""Which partition an event belongs to."""

from kafka.partitioner.default import murmur2

from tocsin.domain.event import Event
from tocsin.domain.tick import ClockTicked, SourcePolled

_POSITIVE = 0x7FFFFFFF


def partition_of(key: str, count: int) -> int:
    """Return the partition out of `count` for events with this partition key, as every Kafka client computes it."""
    return int(murmur2(key.encode()) & _POSITIVE) % count


def place_of(event: Event, count: int) -> int:
    """Return the partition out of `count` for `event`; a tick names its partition itself."""
    if isinstance(event, ClockTicked | SourcePolled):
        return int(event.partitionkey)
    return partition_of(event.partitionkey, count)
