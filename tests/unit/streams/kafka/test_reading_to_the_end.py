"""Reading partitions side by side, from any place to where they end."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from kafka import TopicPartition

from tocsin.streams.kafka.reader import Message, Reading, events, in_order

TOPICS = ("first", "second")
ONE, TWO = TopicPartition("first", 0), TopicPartition("second", 1)


class Record(NamedTuple):
    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None = None
    value: bytes | None = None


class Consumer:
    """A consumer whose brokers give at most `at_once` records of each partition, and know of the offsets in `logs`."""

    def __init__(self, logs: Mapping[TopicPartition, Iterable[int]], ends: Mapping[TopicPartition, int], at_once: int):
        self.logs = {place: sorted(offsets) for place, offsets in logs.items()}
        self.ends = ends
        self.at_once = at_once
        self.positions: dict[TopicPartition, int] = {}
        self.paused: set[TopicPartition] = set()
        self.asked = 0

    def assign(self, places: Sequence[TopicPartition]) -> None:
        self.positions = dict.fromkeys(places, 0)

    def seek(self, place: TopicPartition, offset: int) -> None:
        self.positions[place] = offset

    def position(self, place: TopicPartition) -> int:
        return self.positions[place]

    def pause(self, place: TopicPartition) -> None:
        self.paused.add(place)

    def resume(self, place: TopicPartition) -> None:
        self.paused.discard(place)

    def end_offsets(self, places: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        self.asked += 1
        return {place: self.ends[place] for place in places}

    def poll(self, timeout_ms: int, max_records: int) -> dict[TopicPartition, list[Record]]:
        found = {place: self._next(place) for place in self.positions if place not in self.paused}
        return {place: records for place, records in found.items() if records}

    def _next(self, place: TopicPartition) -> list[Record]:
        offsets = [each for each in self.logs[place] if each >= self.positions[place]][: self.at_once]
        if offsets:
            self.positions[place] = offsets[-1] + 1
        return [Record(*place, offset, timestamp=offset * 1000) for offset in offsets]


def message(topic: str, partition: int, offset: int, at: int, value: bytes | None = b"") -> Message:
    return Message(topic, partition, offset, datetime.fromtimestamp(at, UTC), None, value)


def read(consumer: Consumer, starts: Mapping[TopicPartition, int]) -> list[tuple[str, int]]:
    reading = Reading(consumer, starts, consumer.ends)
    told = in_order(TOPICS, [reading.messages(place) for place in consumer.ends])
    return [(each.topic, each.offset) for each in told]


def partitions(times: Iterable[Sequence[int]]) -> list[list[Message]]:
    """Return partitions 0 and 1 of each topic, with messages at these times."""
    places = [(topic, partition) for topic in TOPICS for partition in range(2)]
    return [
        [message(*place, offset, at) for offset, at in enumerate(each)]
        for place, each in zip(places, times, strict=True)
    ]


TIMES = st.tuples(*[st.lists(st.integers(0, 5), max_size=8)] * 4)


@given(TIMES)
def test_every_message_comes_once_and_those_of_a_partition_in_their_order(times: tuple[list[int], ...]) -> None:
    parts = partitions(times)
    told = list(in_order(TOPICS, parts))
    assert len(told) == sum(map(len, parts))
    for part in filter(None, parts):
        place = (part[0].topic, part[0].partition)
        assert [each for each in told if (each.topic, each.partition) == place] == part


@given(TIMES)
def test_where_times_rise_in_every_partition_they_rise_in_the_whole(times: tuple[list[int], ...]) -> None:
    told = list(in_order(TOPICS, partitions(map(sorted, times))))
    assert told == sorted(told, key=lambda each: (each.at, TOPICS.index(each.topic), each.partition, each.offset))


def test_at_the_same_time_the_topic_that_is_named_first_comes_first() -> None:
    told = in_order(("second", "first"), [[message("first", 0, 7, 5)], [message("second", 3, 9, 5)]])
    assert [each.topic for each in told] == ["second", "first"]


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)), st.integers(0, 45), st.integers(1, 10))
def test_all_that_is_left_before_the_end_is_read(one: set[int], two: set[int], start: int, at_once: int) -> None:
    consumer = Consumer({ONE: one | {50}, TWO: two | {50, 60}}, {ONE: 51, TWO: 51}, at_once)
    told = read(consumer, {ONE: start, TWO: 0})
    assert [offset for topic, offset in told if topic == ONE.topic] == [*sorted(one - set(range(start))), 50]
    assert [offset for topic, offset in told if topic == TWO.topic] == [*sorted(two), 50]


def test_what_comes_after_the_end_is_not_read() -> None:
    consumer = Consumer({ONE: range(10)}, {ONE: 4}, at_once=10)
    assert [offset for _, offset in read(consumer, {ONE: 2})] == [2, 3]


def test_last_offsets_that_compaction_took_away_are_not_waited_for_for_ever() -> None:
    consumer = Consumer({ONE: [1, 2]}, {ONE: 9}, at_once=10)
    assert [offset for _, offset in read(consumer, {ONE: 0})] == [1, 2]
    assert consumer.asked == 1


def test_of_a_partition_that_is_ahead_no_more_is_fetched_than_one_poll_gives() -> None:
    consumer = Consumer({ONE: range(1000), TWO: range(1000, 1100)}, {ONE: 1000, TWO: 1100}, at_once=10)
    reading = Reading(consumer, {ONE: 0, TWO: 1000}, consumer.ends)
    assert sum(1 for _ in reading.messages(TWO)) == 100
    assert consumer.positions[ONE] == 10


def test_tombstones_are_no_events_and_what_cannot_be_read_is_told() -> None:
    told: list[tuple[int, str]] = []
    found = events(
        [message("first", 0, 1, 5, None), message("first", 0, 2, 5, b"{")],
        lambda each, reason: told.append((each.offset, reason.partition(":")[0])),
    )
    assert (list(found), told) == ([], [(2, "not JSON")])
