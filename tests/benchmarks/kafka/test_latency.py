"""From an article that is published to the webhook that is received, on one machine. Prints, and asserts no timing."""

import asyncio
import json
import sys
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from statistics import quantiles
from time import monotonic

import aiohttp
import pytest
from pydantic import SecretStr

from tests.benchmarks.kafka import wire
from tests.benchmarks.kafka.cluster import PARTITIONS, Cluster
from tests.benchmarks.kafka.process import Process, started
from tests.kafka import Broker
from tests.strait import SECRET
from tocsin.notify.receiver import Received, receiving
from tocsin.workers.kafka.groups import GROUPS

WARM_UP = 1_000
ARTICLES = 6_000
PER_SECOND = 100
PATIENCE = 180.0
PAUSE = 0.1
ALERTS = (WARM_UP + ARTICLES) // wire.TELLING


class Arrivals:
    """When each alert arrived for the first time, in milliseconds after its article was published."""

    def __init__(self) -> None:
        self.milliseconds: list[float] = []
        self.all_there = asyncio.Event()

    def note(self, message: Received) -> None:
        (evidence,) = message.data["evidence"]
        published = datetime.fromisoformat(evidence["recorded_at"])
        if not message.repeat:
            self.milliseconds.append((datetime.now(UTC) - published).total_seconds() * 1000)
        if len(self.milliseconds) == ALERTS:
            self.all_there.set()


async def test_from_article_to_webhook(broker: Broker, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arrivals = Arrivals()
    async with receiving([SecretStr(SECRET)], arrivals.note, wall_clock=lambda: datetime.now(UTC)) as address:
        cluster = await asyncio.to_thread(Cluster, broker, tmp_path, [wire.watch()], channel=address)
        with cluster.worker(*GROUPS) as worker:
            await _ready(worker)
            used, began = worker.used(), monotonic()
            with publishing(cluster):
                await asyncio.wait_for(arrivals.all_there.wait(), PATIENCE)
            share = (worker.used() - used) / (monotonic() - began)
    measured = sorted(arrivals.milliseconds[WARM_UP // wire.TELLING :])
    at = quantiles(measured, n=100, method="inclusive")
    figures = {f"p{each}, ms": round(at[each - 1], 1) for each in (50, 95, 99)}
    figures |= {"most, ms": round(measured[-1], 1), "alerts": len(measured), "worker, cores": round(share, 2)}
    with capsys.disabled():
        print(f"\narticle published to webhook received at {PER_SECOND} articles/s: {json.dumps(figures)}")


async def _ready(worker: Process) -> None:
    """Wait until the worker has its partitions."""
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        while (started_at := worker.said("service.started")) is None:
            await asyncio.sleep(PAUSE)
        page = json.loads(started_at)["about"].partition("/metrics")[0]
        while (await session.get(f"{page}/readyz")).status != HTTPStatus.OK:
            await asyncio.sleep(PAUSE)


def publishing(cluster: Cluster) -> AbstractContextManager[Process]:
    arguments = (cluster.broker.address, WARM_UP + ARTICLES, PER_SECOND, PARTITIONS)
    return started(sys.executable, "-m", wire.__name__, *arguments, log=cluster.directory / "wire.log")
