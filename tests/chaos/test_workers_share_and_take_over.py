"""Workers come and go while articles flow: the partitions move, and no instant at which something is due is missed."""

import asyncio
import json
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

import pytest
from kafka import KafkaAdminClient
from kafka.errors import KafkaError
from pydantic import SecretStr

from tests.chaos.newswire import WATCHES, article, watch_file
from tests.command import tocsin
from tests.kafka import Broker
from tests.running import PATIENCE, TOCSIN, environment
from tests.strait import ENVIRONMENT, SECRET, SECRET_NAME
from tocsin.notify.receiver import Received, receiving
from tocsin.workers.kafka.groups import GROUPS

PARTITIONS = 4
WATCHED = WATCHES[:PARTITIONS]
"""One watch in each partition."""

PACE = 0.05
"""Seconds between two articles."""

TAKEOVER = timedelta(seconds=3)
"""How long before the deadlines a worker is killed: nobody has its partitions again before they have run out."""

TIMES = timedelta(hours=48)


class Desk:
    """A desk on Kafka with an ingest worker, whose articles flow, and a receiver of its alerts."""

    def __init__(self, directory: Path, broker: Broker, address: str, received: list[Received]) -> None:
        self.directory = directory
        self.configuration = configured(directory, broker, address)
        self.broker = broker
        self.received = received
        self.flowed = 0

    @asynccontextmanager
    async def running(self, command: str, name: str) -> AsyncIterator[Process]:
        """Run an ingest worker or a worker of this name; what it says goes to a file."""
        with (self.directory / f"{name}.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                TOCSIN, command, "--config", self.configuration, "--name", name,
                cwd=self.directory, env=environment(ENVIRONMENT), stdin=DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def flow(self, stop: asyncio.Event) -> None:
        """Publish articles, each about a stance that nobody has heard of, until `stop` is set."""
        with (self.directory / "inbox" / "flow.jsonl").open("a") as inbox:
            while not stop.is_set():
                self.publish(inbox, article(10 * self.flowed + 1))
                self.flowed += 1
                await asyncio.sleep(PACE)

    def publish(self, inbox: TextIO, told: dict[str, Any], at: datetime | None = None) -> None:
        published_at = at or datetime.now(UTC)
        inbox.write(json.dumps(told | {"published_at": published_at.isoformat()}) + "\n")
        inbox.flush()

    def tell_of_deadlines(self, due: datetime) -> None:
        """Publish an ultimatum in every watch, all of which run out at `due`."""
        with (self.directory / "inbox" / "ultimatums.jsonl").open("a") as inbox:
            for watch in WATCHED:
                text = f"Portugal gave {watch.title()} Airways 48 hours to leave."
                told = article(0) | {"id": watch, "url": f"https://news.example/{watch}", "text": text}
                self.publish(inbox, told, due - TIMES)

    def told(self, kind: str) -> Counter[tuple[str, str]]:
        """Return how often alerts of a kind were received, by watch and id of the message."""
        mine = [each for each in self.received if each.type == "alert.raised" and each.data["kind"] == kind]
        return Counter((each.data["watch"], each.id) for each in mine)

    async def shares(self) -> dict[str, dict[str, int]]:
        """Return how many partitions each worker has, by group."""
        return await asyncio.to_thread(shares, self.broker)

    async def wait_for_shares_of(self, *workers: str) -> None:
        """Wait until every group is shared by exactly these workers."""
        async with asyncio.timeout(PATIENCE):
            while not all(shared_by(workers, share) for share in (await self.shares()).values()):
                await asyncio.sleep(0.1)

    async def wait_for(self, kind: str, count: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while len(self.told(kind)) < count:
                await asyncio.sleep(0.1)


def shared_by(workers: tuple[str, ...], share: dict[str, int]) -> bool:
    """Whether a group's partitions are with these workers, each having one at least."""
    return share.keys() == set(workers) and min(share.values()) > 0 and sum(share.values()) == PARTITIONS


def shares(broker: Broker) -> dict[str, dict[str, int]]:
    names = [f"tocsin-{group}" for group in GROUPS]
    try:
        with closing(KafkaAdminClient(**broker.connection.options())) as admin:
            described = admin.describe_groups(names)
    except KafkaError:  # a broker that is new keeps no account of groups before the first one comes
        return {name: {} for name in names}
    return {name: {worker_of(name, each): partitions_of(each) for each in described[name]["members"]} for name in names}


def worker_of(group: str, member: dict[str, Any]) -> str:
    return str(member["group_instance_id"]).removeprefix(f"{group}-")


def partitions_of(member: dict[str, Any]) -> int:
    """Return how many partitions a member has, counted once over all topics of its group."""
    assigned = member["member_assignment"] or {"assigned_partitions": []}
    return len({number for topic in assigned["assigned_partitions"] for number in topic["partitions"]})


def configured(directory: Path, broker: Broker, address: str) -> Path:
    (directory / "inbox").mkdir()
    for watch in WATCHED:
        (directory / f"{watch}.yaml").write_text(watch_file(watch))
    configuration = directory / "tocsin.yaml"
    configuration.write_text(f"""
data: data
watches: [{", ".join(f"{watch}.yaml" for watch in WATCHED)}]
sources: [{{name: inbox, folder: inbox}}]
channels: {{desk: {{webhook: "{address}", secret_env: {SECRET_NAME}, allow_http: true}}}}
kafka: {{brokers: ["{broker.address}"], partitions: {PARTITIONS}, replication: 1}}
internal_hosts: [127.0.0.1]
http: {{port: 0}}
""")
    made = tocsin("topics", "create", "--config", configuration)
    assert made.returncode == 0, made.stderr
    return configuration


@pytest.fixture
async def desk(tmp_path: Path, broker: Broker) -> AsyncIterator[Desk]:
    received: list[Received] = []
    async with receiving(
        [SecretStr(SECRET)], received.append, wall_clock=lambda: datetime.now(UTC)
    ) as address:  # fmt: skip
        yield Desk(tmp_path, broker, address, received)


async def test_a_deadline_that_runs_out_while_its_worker_is_dead_is_announced_once(desk: Desk) -> None:
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(desk.running("ingest", "main"))
        one = await stack.enter_async_context(desk.running("worker", "one"))
        await stack.enter_async_context(desk.running("worker", "two"))
        await desk.wait_for_shares_of("one", "two")
        flow = asyncio.create_task(desk.flow(stop))

        await stack.enter_async_context(desk.running("worker", "three"))
        await desk.wait_for_shares_of("one", "two", "three")

        due = next_minute(datetime.now(UTC) + timedelta(seconds=20))
        desk.tell_of_deadlines(due)
        await desk.wait_for("stance.new", 1)
        await until(due - TAKEOVER)
        assert len(desk.told("deadline.set")) == PARTITIONS
        one.kill()
        await until(due)
        assert "one" in (await desk.shares())["tocsin-project"]
        await desk.wait_for_shares_of("two", "three")

        await desk.wait_for("deadline.expired", PARTITIONS)
        stop.set()
        await flow
        await desk.wait_for("stance.new", desk.flowed)
    announced = desk.told("deadline.expired")
    assert sorted(watch for watch, _ in announced) == sorted(WATCHED)
    assert set(announced.values()) == {1}
    assert len(desk.told("stance.new")) == desk.flowed


def next_minute(instant: datetime) -> datetime:
    """Return the first full minute from `instant` on; no deadline is finer."""
    return instant.replace(second=0, microsecond=0) + timedelta(minutes=1)


async def until(instant: datetime) -> None:
    await asyncio.sleep(max(0.0, (instant - datetime.now(UTC)).total_seconds()))
