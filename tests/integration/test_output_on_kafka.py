"""What a worker writes, before a real broker: all of it in one go, however much that is."""

import asyncio
from datetime import UTC, datetime
from random import Random

from tests.kafka import Broker
from tocsin.domain.letter import DeadLetter, LetterDead
from tocsin.domain.tick import ClockTicked
from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.reader import read_to_end
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.topics import TOPIC_OF, TOPICS, changelog_of
from tocsin.workers.kafka.output import open_output

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
CHANCE = Random(3)


def create_topics(broker: Broker) -> None:
    with Topics.on(broker.connection, KafkaSettings(brokers=(broker.address,), partitions=1, replication=1)) as topics:
        topics.create()


def noise(size: int) -> str:
    """Return text of so many characters that hardly gets smaller."""
    return CHANCE.randbytes(size // 2).hex()


async def test_more_events_than_a_topic_takes_in_one_batch_go_in_several(broker: Broker) -> None:
    await asyncio.to_thread(create_topics, broker)
    largest = next(topic.largest for topic in TOPICS if topic.name == TOPIC_OF[ClockTicked])
    ticks = [
        ClockTicked.at(NOW).model_copy(update={"id": str(number), "source": noise(6_000)})
        for number in range(3 * largest // 6_000)
    ]
    async with open_output(broker.connection, 1) as output:
        await output.publish(ticks)
    messages = await asyncio.to_thread(lambda: list(read_to_end(broker.connection, [TOPIC_OF[ClockTicked]])))
    assert len(messages) == len(ticks)


async def test_an_event_as_large_as_its_topic_takes_goes_alone(broker: Broker) -> None:
    await asyncio.to_thread(create_topics, broker)
    letter = DeadLetter.of_event(noise(3_000_000).encode(), "tocsin.articles", 0, 7, "extract: odd", NOW)
    async with open_output(broker.connection, 1) as output:
        await output.publish([LetterDead.of(letter)])
    (message,) = await asyncio.to_thread(lambda: list(read_to_end(broker.connection, [TOPIC_OF[LetterDead]])))
    assert message.key == letter.origin.encode()


async def test_rows_are_one_batch_as_far_as_they_fit_and_the_last_offset_is_told(broker: Broker) -> None:
    await asyncio.to_thread(create_topics, broker)
    changelog = changelog_of("project")
    async with open_output(broker.connection, 1) as output:
        assert await output.append(changelog, 0, {f"row/{number}": b"x" for number in range(1000)}) == 999
        large = {f"large/{number}": noise(1_000_000).encode() for number in range(6)}
        assert await output.append(changelog, 0, large) == 1005
    messages = await asyncio.to_thread(lambda: list(read_to_end(broker.connection, [changelog])))
    assert [message.offset for message in messages] == list(range(1006))
