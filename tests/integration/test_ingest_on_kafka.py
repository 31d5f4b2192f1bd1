"""`tocsin ingest` as a process, before a real broker: what its sources give gets there, whatever dies on the way."""

import asyncio
import json
import random
import signal
import string
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource

from tests.kafka import Broker
from tests.running import PATIENCE, Running, running, spawned
from tests.strait import article, desk, drop
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.domain.tick import SourcePolled
from tocsin.ingest.source import RAW_KEPT
from tocsin.streams.envelope import decode
from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.partitions import partition_of
from tocsin.streams.kafka.reader import Message, read_to_end
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.workers.kafka.ingest import AT_ONCE

NOW = datetime.now(UTC)
SMALLEST_SPOOL = 1_000_000


class Cluster:
    """A broker, and a desk whose inbox is read and published to it."""

    def __init__(self, broker: Broker, directory: Path, partitions: int = 1) -> None:
        self.broker, self.directory = broker, directory
        self.settings = KafkaSettings(
            brokers=(broker.address,), partitions=partitions, replication=1, spool=SMALLEST_SPOOL
        )
        self.configuration = desk(directory)
        with self.configuration.open("a") as file:
            file.write(f"kafka: {self.settings.model_dump_json(exclude_defaults=True)}\n")

    def create_topics(self) -> None:
        with Topics.on(self.broker.connection, self.settings) as topics:
            topics.create()

    def ingest(self) -> AbstractAsyncContextManager[Running]:
        return running("ingest", "--config", self.configuration, cwd=self.directory)

    def drop(self, name: str, *articles: str, text: str = "The sea was calm.") -> None:
        lines = [json.dumps(article("Calm", NOW) | {"id": each, "text": text}) for each in articles]
        drop(self.directory, f"{name}.jsonl", "".join(f"{line}\n" for line in lines))

    async def messages(self, *topics: str) -> list[Message]:
        return await asyncio.to_thread(lambda: list(read_to_end(self.broker.connection, topics)))

    async def events(self, topic: str) -> list[Event]:
        return [event_in(message) for message in await self.messages(topic)]

    async def articles(self) -> list[str]:
        """The ids of the articles that have been published, in the order of the topic."""
        return [event.data.id for event in await self.events("tocsin.articles")]

    async def published(self, articles: Iterable[str]) -> list[str]:
        """Wait until all of these articles are published, and return the ids of all that are."""
        expected, found = set(articles), list[str]()
        async with asyncio.timeout(PATIENCE):
            while not expected <= set(found):
                found = await self.articles()
        return found


def event_in(message: Message) -> Event:
    return decode(message.value or b"")


@pytest.fixture
def cluster(broker: Broker, tmp_path: Path) -> Cluster:
    made = Cluster(broker, tmp_path)
    made.create_topics()
    return made


@pytest.fixture
def wide_cluster(broker: Broker, tmp_path: Path) -> Cluster:
    made = Cluster(broker, tmp_path, partitions=3)
    made.create_topics()
    return made


def administer(broker: Broker, work: Callable[[KafkaAdminClient], object]) -> None:
    client = KafkaAdminClient(**broker.connection.options())
    try:
        work(client)
    finally:
        client.close()


def names(prefix: str, count: int) -> list[str]:
    return [f"{prefix}-{number}" for number in range(count)]


async def health(service: Running, path: str) -> tuple[int, str | None]:
    async with aiohttp.ClientSession() as session, session.get(f"{service.address}/{path}") as response:
        return response.status, (await response.json())["reason"]


async def told(service: Running, event: str, times: int = 1) -> list[dict[str, Any]]:
    """Wait until it has told of `event` so often, and return what it told."""
    while len(service.told(event)) < times:
        await service.line(event)
    return service.told(event)


async def read(service: Running, count: int) -> None:
    """Wait until so many new articles have been read."""
    while sum(line["new"] for line in service.told("articles.read")) < count:
        await service.line("articles.read")


async def test_articles_in_a_folder_arrive_once_each(cluster: Cluster) -> None:
    async with cluster.ingest() as service:
        await service.line("brokers.reached")
        cluster.drop("1", *names("a", 300))
        await read(service, 300)
        cluster.drop("2", *names("a", 20), *names("b", 20))
        await read(service, 320)
        assert await cluster.published(names("b", 20)) == [*names("a", 300), *names("b", 20)]
        assert [await health(service, path) for path in ("healthz", "readyz")] == [(200, None), (200, None)]
        assert await service.end() == 0
        assert await service.errors() == ""


async def test_an_article_goes_to_the_partition_of_its_id_and_every_partition_hears_of_the_reading(
    wide_cluster: Cluster,
) -> None:
    cluster = wide_cluster
    async with cluster.ingest() as service:
        cluster.drop("1", *names("a", 30))
        await read(service, 30)
        assert await service.end() == 0
    polled = [event for event in await cluster.events("tocsin.ticks") if isinstance(event, SourcePolled)]
    assert {event.partitionkey for event in polled} == {"0", "1", "2"}
    articles, ticks = await cluster.messages("tocsin.articles"), await cluster.messages("tocsin.ticks")
    assert all(message.partition == partition_of(event_in(message).subject, 3) for message in articles)
    assert all(message.partition == int(event_in(message).partitionkey) for message in ticks)
    assert all(message.key == event_in(message).subject.encode() for message in (*articles, *ticks))


async def test_a_broker_that_is_killed_costs_nothing_but_time(cluster: Cluster) -> None:
    async with cluster.ingest() as service:
        await told(service, "brokers.reached")
        cluster.drop("1", *names("a", 600))
        await read(service, 1)
        cluster.broker.kill()
        cluster.drop("2", *names("b", 600))
        await read(service, 1200)
        (away,) = await told(service, "brokers.away")
        assert away["waiting"] > 0
        assert (await health(service, "healthz"))[0] == 200
        assert (await health(service, "readyz"))[0] == 503
        cluster.broker.start()
        await told(service, "brokers.reached", times=2)
        cluster.drop("3", *names("c", 10))
        await cluster.published(names("c", 10))
        assert len(service.told("brokers.away")) == 1
        assert await service.end() == 0
        assert await service.errors() == ""
    published = await cluster.articles()
    assert list(dict.fromkeys(published)) == [*names("a", 600), *names("b", 600), *names("c", 10)]
    assert len(published) - 1210 <= AT_ONCE


async def test_killed_and_started_again_it_goes_on_where_it_was(cluster: Cluster) -> None:
    kills = 4
    for life in range(kills):
        async with cluster.ingest() as service:
            cluster.drop(f"{life}", *names(f"life-{life}", 700))
            await service.line("articles.read")
            await service.end(signal.SIGKILL)
    async with cluster.ingest() as service:
        cluster.drop("last", "last")
        await cluster.published(["last"])
        assert await service.end() == 0
    published = await cluster.articles()
    given = [name for life in range(kills) for name in names(f"life-{life}", 700)]
    assert list(dict.fromkeys(published)) == [*given, "last"]
    assert len(published) - len(given) - 1 <= kills * AT_ONCE


async def test_a_full_spool_holds_up_the_sources_until_the_broker_is_back(cluster: Cluster) -> None:
    cluster.broker.kill()
    async with cluster.ingest() as service:
        await service.line("brokers.away")
        cluster.drop("1", *names("a", 600), text="The sea was calm. " * 300)
        full = await service.line("spool.full")
        assert full["limit"] == SMALLEST_SPOOL
        assert sum(line["new"] for line in service.told("articles.read")) < 600
        cluster.broker.start()
        await service.line("spool.drained")
        assert await cluster.published(names("a", 600)) == names("a", 600)


async def test_articles_wait_for_the_broker_from_one_start_to_the_next(cluster: Cluster) -> None:
    cluster.broker.kill()
    async with cluster.ingest() as service:
        cluster.drop("1", *names("a", 10))
        await read(service, 10)
        await told(service, "brokers.away")
        assert await service.end() == 0
    cluster.broker.start()
    async with cluster.ingest() as service:
        assert await cluster.published(names("a", 10)) == names("a", 10)


async def test_an_article_that_is_too_large_is_put_aside_and_the_rest_goes_on(cluster: Cluster) -> None:
    change = ConfigResource("TOPIC", "tocsin.articles", {"max.message.bytes": "50000"})
    administer(cluster.broker, lambda client: client.alter_configs([change]))
    noise = random.Random(1).choices(string.ascii_letters + string.digits, k=200_000)
    async with cluster.ingest() as service:
        cluster.drop("1", "before")
        cluster.drop("2", "huge", text="".join(noise))
        cluster.drop("2-more", *names("a", 30))
        await service.line("letter.dead")
        cluster.drop("3", "after")
        await cluster.published(["before", "after", *names("a", 30)])
        assert await service.end() == 0
    assert "huge" not in await cluster.articles()
    (letter,) = [event.data for event in await cluster.events("tocsin.dead-letters") if isinstance(event, LetterDead)]
    assert letter.origin.startswith("tocsin.articles ")
    assert letter.reason.startswith("refused: MESSAGE_SIZE_TOO_LARGE, ")
    assert len(letter.raw) == RAW_KEPT


def test_without_topics_it_says_how_to_make_them(broker: Broker, tmp_path: Path) -> None:
    refused = spawned("ingest", "--config", Cluster(broker, tmp_path).configuration)
    assert refused.returncode == 1
    assert "run `tocsin topics create" in refused.stderr
    assert refused.stderr.count("\n") == 1


async def test_a_second_one_of_the_same_name_is_turned_away(cluster: Cluster) -> None:
    async with cluster.ingest() as service:
        second = spawned("ingest", "--config", cluster.configuration)
        assert second.returncode == 1
        assert f"in use by another tocsin (process {service.pid})" in second.stderr
        other = running("ingest", "--config", cluster.configuration, "--name", "other", cwd=cluster.directory)
        async with other as beside:
            await beside.line("brokers.reached")


def test_without_a_cluster_there_is_nothing_to_do(tmp_path: Path) -> None:
    refused = spawned("ingest", "--config", desk(tmp_path))
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "has no section kafka" in refused.stderr
