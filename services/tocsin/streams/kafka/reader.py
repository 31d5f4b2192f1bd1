"""Reading topics from any place to their end, in the order in which things happened."""

import heapq
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import KafkaError

from tocsin.domain.event import Event
from tocsin.streams.envelope import UnreadableEventError, decode
from tocsin.streams.kafka.connection import BrokerError, Connection
from tocsin.streams.kafka.reach import reach

Place = tuple[str, int]
"""A topic, and the number of one of its partitions."""

_PATIENCE = 10
"""Seconds for which the brokers may be away or silent before we do more than wait."""

_AT_ONCE = 65_536
"""Bytes of one partition, compressed, that are held at a time; a single batch may be larger."""


@dataclass(frozen=True, slots=True)
class Message:
    """A record of a topic at its place; `at` is its timestamp (UTC), and a `value` of None marks a deleted key."""

    topic: str
    partition: int
    offset: int
    at: datetime
    key: bytes | None
    value: bytes | None


def read_to_end(connection: Connection, topics: Sequence[str], after: Mapping[Place, int] = {}) -> Iterator[Message]:
    """Return the messages of `topics` up to the ends as they are when the first is asked for, in bounded memory.

    Each partition is read in its order, from its next offset in `after` or else from its earliest; of the partitions'
    next messages, the one with the earliest timestamp comes first. Raises BrokerError.
    """
    with _consumer(connection) as consumer:
        places = _places(consumer, topics)
        starts = consumer.beginning_offsets(places) | {place: after[place] for place in places if place in after}
        ends = {place: end for place, end in consumer.end_offsets(places).items() if starts[place] < end}
        reading = Reading(consumer, starts, ends)
        yield from in_order(topics, [reading.messages(place) for place in ends])


def end_offsets(connection: Connection, topics: Sequence[str]) -> dict[Place, int]:
    """Return the offset that the next message of each partition of `topics` will get. Raises BrokerError."""
    with _consumer(connection) as consumer:
        ends = consumer.end_offsets(_places(consumer, topics))
        return {(place.topic, place.partition): int(end) for place, end in ends.items()}


def events(messages: Iterable[Message], unreadable: Callable[[Message, str], None]) -> Iterator[tuple[Message, Event]]:
    """Return the events that `messages` hold; `unreadable` is told of each one that holds none, and why."""
    for message in messages:
        if message.value is not None:
            try:
                event = decode(message.value)
            except UnreadableEventError as error:
                unreadable(message, str(error))
            else:
                yield message, event


def topic_ids(connection: Connection, topics: Sequence[str]) -> dict[str, str]:
    """Return the id of each topic; one that is deleted and made anew gets another. Raises BrokerError."""
    with _explained(connection):
        admin = KafkaAdminClient(**connection.options(), bootstrap_timeout_ms=_PATIENCE * 1000)
        try:
            found = {each["name"]: each["topic_id"] for each in admin.describe_topics(list(topics))}
        finally:
            admin.close()
    return {topic: found[topic] or _missing(topic) for topic in topics}


def in_order(topics: Sequence[str], partitions: Iterable[Iterable[Message]]) -> Iterator[Message]:
    """Return what is in `partitions`, each in its own order, the earliest of their next messages first.

    Of those with the same timestamp, the one of the topic named first in `topics` comes first.
    """
    rank = {topic: index for index, topic in enumerate(topics)}
    return heapq.merge(*partitions, key=lambda each: (each.at, rank[each.topic], each.partition, each.offset))


class Reading:
    """Reads partitions side by side with one consumer, and holds what was fetched until it is asked for."""

    def __init__(
        self, consumer: KafkaConsumer, starts: Mapping[TopicPartition, int], ends: Mapping[TopicPartition, int]
    ) -> None:
        self._consumer = consumer
        self._ends = ends
        self._held: dict[TopicPartition, deque[Message]] = {place: deque() for place in ends}
        consumer.assign(list(ends))
        for place in ends:
            consumer.seek(place, starts[place])

    def messages(self, place: TopicPartition) -> Iterator[Message]:
        """Return the messages of one partition up to its end; offsets that compaction took away are passed over."""
        held = self._held[place]
        while held or self._fetched(place):
            yield held.popleft()

    def _fetched(self, place: TopicPartition) -> bool:
        """Fetch until something of `place` is held; return False at its end."""
        self._consumer.resume(place)
        while not self._held[place] and not self._is_read(place):
            if not (self._got_on(place) or self._got_on_after_asking(place)):
                break
        if not self._held[place]:
            self._consumer.pause(place)
        return bool(self._held[place])

    def _is_read(self, place: TopicPartition) -> bool:
        position = self._consumer.position(place)
        return position is not None and bool(position >= self._ends[place])

    def _got_on_after_asking(self, place: TopicPartition) -> bool:
        """Make sure that the silence was no outage; return False where nothing is left before the end indeed."""
        self._consumer.end_offsets([place])
        return self._got_on(place)

    def _got_on(self, place: TopicPartition) -> bool:
        """Poll until something was fetched, or `place` is read; return False where neither comes about for long."""
        return any(self._poll() or self._is_read(place) for _ in range(_PATIENCE))

    def _poll(self) -> bool:
        """Hold what the brokers have for us next; return False where they have nothing within a second.

        A partition of which something is held is paused until that is used up. Each poll takes all that was fetched:
        what the consumer keeps back of a paused partition, it gives out late.
        """
        found = self._consumer.poll(timeout_ms=1000, max_records=sys.maxsize)
        for place, records in found.items():
            self._consumer.pause(place)
            self._held[place].extend(_message(record) for record in records if record.offset < self._ends[place])
        return bool(found)


@contextmanager
def _consumer(connection: Connection) -> Iterator[KafkaConsumer]:
    """Return a consumer that belongs to no group."""
    with _explained(connection):
        consumer = KafkaConsumer(
            **connection.options(),
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            allow_auto_create_topics=False,
            max_partition_fetch_bytes=_AT_ONCE,
            bootstrap_timeout_ms=_PATIENCE * 1000,
        )
        try:
            yield consumer
        finally:
            consumer.close(autocommit=False)


@contextmanager
def _explained(connection: Connection) -> Iterator[None]:
    """Make sure that the brokers let us in, and turn what they refuse later into BrokerError."""
    reach(connection, timedelta(seconds=_PATIENCE))
    try:
        yield
    except KafkaError as error:
        raise BrokerError(f"{', '.join(connection.brokers)}: {error}") from error


def _places(consumer: KafkaConsumer, topics: Sequence[str]) -> list[TopicPartition]:
    """Return all partitions of `topics`."""
    found = {topic: consumer.partitions_for_topic(topic) for topic in topics}
    return [TopicPartition(topic, number) for topic in topics for number in sorted(found[topic] or _missing(topic))]


def _missing(topic: str) -> NoReturn:
    raise BrokerError(f"topic {topic} is not there; run `tocsin topics create --config FILE`")


def _message(record: ConsumerRecord) -> Message:
    at = datetime.fromtimestamp(record.timestamp / 1000, UTC)
    return Message(record.topic, record.partition, record.offset, at, record.key, record.value)
