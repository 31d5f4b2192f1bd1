"""`tocsin worker` as a process, before a real broker: what is published is folded, raised and delivered, once."""

import asyncio
import json
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from tests.kafka import Broker, SecuredBroker
from tests.running import PATIENCE, Running, environment, running, spawned
from tests.strait import AGAINST, BACKING, ENVIRONMENT, SECRET, TURNING, ULTIMATUM, article, articles, desk, drop
from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.notify.receiver import Received, receiving
from tocsin.streams.envelope import decode
from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.partitions import partition_of
from tocsin.streams.kafka.reader import Message, read_to_end
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.writer import writing
from tocsin.workers.kafka.changelog import table_of

PARTITIONS = 2
HOME = partition_of("strait", PARTITIONS)


class Desk:
    """A broker with its topics, a desk that watches the strait, and what its channel has received."""

    def __init__(self, broker: Broker, directory: Path) -> None:
        self.broker, self.directory = broker, directory
        self.received: list[Received] = []
        self._more = asyncio.Event()
        self.settings = KafkaSettings(brokers=(broker.address,), partitions=PARTITIONS, replication=1)
        self.configuration = directory / "tocsin.yaml"

    def configure(self, channel: str) -> None:
        desk(self.directory, channel)
        with self.configuration.open("a") as file:
            file.write(f"kafka: {self.settings.model_dump_json(exclude_defaults=True)}\n")

    def create_topics(self) -> None:
        with Topics.on(self.broker.connection, self.settings) as topics:
            topics.create()

    def worker(self, *options: str, name: str = "one") -> AbstractAsyncContextManager[Running]:
        return running(
            "worker", "--config", self.configuration, "--name", name, *options, cwd=self.directory, env=ENVIRONMENT
        )

    def receive(self, message: Received) -> None:
        self.received.append(message)
        self._more.set()

    async def has_received(self, *kinds: str) -> list[str]:
        """Wait until the channel has had messages of all these kinds of alert, and return all that it has had."""
        async with asyncio.timeout(PATIENCE):
            while not set(kinds) <= set(self.kinds):
                self._more.clear()
                await self._more.wait()
        return self.kinds

    @property
    def kinds(self) -> list[str]:
        return [message.data["kind"] for message in self.received]

    async def publish(self, *texts: str, at: datetime | None = None) -> None:
        told = [article(text, at or datetime.now(UTC) - timedelta(seconds=1)) for text in texts]
        events = [ArticlePublished.of(Article(**each, fetched_at=datetime.now(UTC))) for each in told]
        await asyncio.to_thread(self._publish, events)

    def _publish(self, events: Iterable[Event]) -> None:
        with writing(self.broker.connection, PARTITIONS) as writer:
            writer.publish(events)

    async def messages(self, topic: str) -> list[Message]:
        return await asyncio.to_thread(lambda: list(read_to_end(self.broker.connection, [topic])))

    async def events(self, topic: str) -> list[Event]:
        return [decode(message.value or b"") for message in await self.messages(topic)]

    async def until(self, topic: str, so: Callable[[list[Event]], bool]) -> list[Event]:
        """Wait until what is on `topic` is so, and return it."""
        async with asyncio.timeout(PATIENCE):
            while not so(found := await self.events(topic)):
                continue
        return found

    async def row(self, group: str, key: str) -> bytes | None:
        """Return a row of the group's table, as another worker would recover it."""
        return (await asyncio.to_thread(table_of, self.broker.connection, group, HOME)).get(key)

    async def append(self, topic: str, *rows: tuple[str, bytes]) -> None:
        """Append messages to the partition of the watch."""
        await asyncio.to_thread(self._append, topic, rows)

    def _append(self, topic: str, rows: Iterable[tuple[str, bytes]]) -> None:
        with writing(self.broker.connection, PARTITIONS) as writer:
            for key, row in rows:
                writer.append(topic, HOME, {key: row})


@pytest.fixture
async def strait(broker: Broker, tmp_path: Path) -> AsyncIterator[Desk]:
    async with _receiving(broker, tmp_path) as made:
        await asyncio.to_thread(made.create_topics)
        yield made


@asynccontextmanager
async def _receiving(broker: Broker, directory: Path) -> AsyncIterator[Desk]:
    made = Desk(broker, directory)
    async with receiving([SecretStr(SECRET)], made.receive, wall_clock=lambda: datetime.now(UTC)) as address:
        made.configure(address)
        yield made


async def ready(service: Running) -> None:
    """Wait until the worker says that it is ready."""
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        while (await session.get(f"{service.address}/readyz")).status != 200:
            await asyncio.sleep(0.1)


async def test_an_article_becomes_an_alert_at_the_channel(strait: Desk) -> None:
    async with strait.worker() as worker:
        await strait.publish(BACKING, AGAINST, ULTIMATUM)
        await strait.until("tocsin.deliveries", lambda events: len(events) == 6)
        assert await worker.end() == 0
    assert sorted(strait.kinds) == ["deadline.set", "stance.new", "stance.new"]
    types = [event.type for event in await strait.events("tocsin.deliveries")]
    assert sorted(types) == ["tocsin.delivery.attempted"] * 3 + ["tocsin.delivery.succeeded"] * 3
    assert await strait.messages("tocsin.dead-letters") == []


async def test_killed_and_started_again_it_goes_on_and_tells_nothing_twice(strait: Desk) -> None:
    async with strait.worker() as worker:
        await strait.publish(BACKING)
        await strait.has_received("stance.new")
        await strait.until("tocsin.deliveries", lambda events: len(events) == 2)
        await worker.end(signal.SIGKILL)
    await strait.publish(TURNING)
    async with strait.worker():
        kinds = await strait.has_received("stance.flipped")
    assert kinds.count("stance.flipped") == 1
    assert kinds.count("stance.new") <= 2, "raised, and resolved when the actor changed sides"
    assert len({message.id for message in strait.received}) == len(strait.received)


async def test_a_worker_without_its_disk_finds_everything_in_the_changelog(strait: Desk) -> None:
    async with strait.worker() as worker:
        await strait.publish(BACKING)
        await strait.has_received("stance.new")
        assert await worker.end() == 0
    row = await strait.row("project", "stance/strait/PRT/toll")
    assert row is not None
    shutil.rmtree(strait.directory / "data" / "workers")
    async with strait.worker(name="another") as worker:
        await ready(worker)
        await strait.publish(TURNING)
        assert "stance.flipped" in await strait.has_received("stance.flipped")
    assert await strait.row("project", "stance/strait/PRT/toll") != row


async def test_what_nobody_can_read_is_put_aside_and_the_rest_goes_on(strait: Desk) -> None:
    async with strait.worker():
        await strait.append("tocsin.claims", ("strait", b'{"type": "tocsin.stance.claimed", "data": {}}'))
        await strait.publish(BACKING)
        await strait.has_received("stance.new")
        (letter,) = await strait.until("tocsin.dead-letters", lambda events: len(events) == 1)
    assert isinstance(letter, LetterDead)
    assert letter.data.origin == f"tocsin.claims[{HOME}]#0"
    assert letter.data.raw == b'{"type": "tocsin.stance.claimed", "data": {}}'
    assert "data.id" in letter.data.reason


async def test_when_too_much_fails_it_stops_instead(strait: Desk) -> None:
    await strait.append("tocsin.claims", *[("strait", b"not what a release should write")] * 300)
    async with strait.worker() as worker:
        assert await worker.status() == 1
        assert "TooManyFailures: 20 of the last 20 events failed" in await worker.errors()
    assert len(await strait.messages("tocsin.dead-letters")) < 20


async def test_a_topic_that_was_made_anew_is_told_of_and_not_guessed_about(strait: Desk) -> None:
    async with strait.worker() as worker:
        await strait.publish(BACKING)
        await strait.has_received("stance.new")
        assert await worker.end() == 0
    await strait.append("tocsin-project-state-changelog", ("position/tocsin.claims", b'\n{"next":1000}'))
    shutil.rmtree(strait.directory / "data" / "workers")
    async with strait.worker() as worker:
        assert await worker.status() == 1
        assert "tocsin.claims" in (errors := await worker.errors())
        assert "ends at 1" in errors


async def test_without_topics_it_says_how_to_make_them(broker: Broker, tmp_path: Path) -> None:
    made = Desk(broker, tmp_path)
    made.configure("http://127.0.0.1:9/")
    done = await asyncio.to_thread(
        spawned, "worker", "--config", made.configuration, cwd=tmp_path, env=environment(ENVIRONMENT)
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "tocsin topics create" in done.stderr


async def test_two_workers_of_one_name_cannot_share_a_directory(strait: Desk) -> None:
    async with strait.worker() as first:
        done = await asyncio.to_thread(
            spawned, "worker", "--config", strait.configuration, "--name", "one", cwd=strait.directory,
            env=environment(ENVIRONMENT),
        )  # fmt: skip
        assert done.returncode == 1
        assert f"in use by another tocsin (process {first.pid})" in done.stderr


async def test_the_whole_way_through_a_secured_cluster(secured_broker: SecuredBroker, tmp_path: Path) -> None:
    async with _receiving(secured_broker, tmp_path) as made:
        await asyncio.to_thread(made.create_topics)
        (tmp_path / "password").write_text(secured_broker.password)
        secured = {
            "brokers": [secured_broker.address], "partitions": PARTITIONS, "replication": 1,
            "tls": {"ca": str(secured_broker.ca)},
            "sasl": {"mechanism": "SCRAM-SHA-512", "user": secured_broker.user, "password_file": "password"},
        }  # fmt: skip
        lines = made.configuration.read_text().splitlines()
        made.configuration.write_text("\n".join([*lines[:-1], f"kafka: {json.dumps(secured)}\n"]))
        drop(tmp_path, "news.jsonl", articles(BACKING))
        async with running("ingest", "--config", made.configuration, cwd=tmp_path, env=ENVIRONMENT), made.worker():
            assert await made.has_received("stance.new") == ["stance.new"]
