"""What is written to a topic for an event, as the arguments of a producer's `send`, whichever client it belongs to."""

from collections.abc import Iterator
from typing import Any

from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.event import Event
from tocsin.streams.envelope import encode
from tocsin.streams.kafka.partitions import place_of
from tocsin.streams.topics import TOPIC_OF


def messages_for(event: Event, partitions: int) -> Iterator[dict[str, Any]]:
    """Give the messages for `event`, to be sent in this order.

    A deadline that got another id is no more under its old one. The event itself says so to whoever reads it, but
    compaction may take that away as soon as something newer is told under the new id; what is left under the old one
    then must be gone as well. A message without a value, right behind the event, sees to that.
    """
    message = message_for(event, encode(event), partitions)
    yield message
    if isinstance(event, DeadlineChanged) and event.former_subject is not None:
        yield message | {"key": event.former_subject.encode(), "value": None}


def message_for(event: Event, raw: bytes, partitions: int) -> dict[str, Any]:
    """Return the message for `event`, which is `raw` on the wire."""
    return {
        "topic": TOPIC_OF[type(event)],
        "key": event.subject.encode(),
        "value": raw,
        "partition": place_of(event, partitions),
        "timestamp_ms": int(event.time.timestamp() * 1000),
    }
