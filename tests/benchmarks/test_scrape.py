"""How long a scrape takes with 200 watches and as much in them as is shown, and the look before it. Prints."""

import json
import time
from pathlib import Path
from statistics import median

import aiohttp
import pytest
from prometheus_client import CollectorRegistry, generate_latest

from tests import crowd
from tests.builders import NOON
from tocsin.domain.lane import Waiting
from tocsin.metrics import measuring
from tocsin.streams.log import SqliteLog
from tocsin.streams.outlook import Outlook
from tocsin.streams.read_model import ReadModel
from tocsin.workers.scope import Scope
from tocsin.workers.status import Progress, serving

ROUNDS = 21
WATCHES = 200
DEADLINES = 40
"""Of each watch pending, and as many that have ended."""


async def test_scrape(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    registry = CollectorRegistry()
    observers = measuring(registry, lambda: NOON, tmp_path)
    outlook, looks = look(tmp_path)
    began = time.perf_counter()
    for observer in observers:
        observer.outlook(outlook)
        observer.waiting({"desk": Waiting(1, NOON)})
    shown = time.perf_counter() - began
    scrapes, size = await scraped(registry)
    used = time.process_time()
    generate_latest(registry)
    used = time.process_time() - used
    told = {
        "watches": WATCHES,
        "series": sum(len(family.samples) for family in registry.collect()),
        "bytes": size,
        "scrape, median ms": milliseconds(median(scrapes)),
        "scrape, slowest ms": milliseconds(max(scrapes)),
        "scrape, ms of CPU": milliseconds(used),
        "look at the read model, median ms": milliseconds(median(looks)),
        "show what was seen, ms": milliseconds(shown),
    }
    with capsys.disabled():
        print(f"\nscrape: {json.dumps(told)}")


def look(directory: Path) -> tuple[Outlook, list[float]]:
    """Fill a read model, look at it some times, and return what was seen, with the seconds of each look."""
    watches, looks = crowd.watches(WATCHES), []
    with SqliteLog.open(directory) as log:
        model = ReadModel(log.connection)
        model.create()
        with log.transaction():
            crowd.fill(model, watches, DEADLINES)
        pairs = Scope.of(watches, []).pairs
        for _ in range(ROUNDS):
            began = time.perf_counter()
            outlook = model.outlook(pairs, NOON)
            looks.append(time.perf_counter() - began)
    return outlook, looks


async def scraped(registry: CollectorRegistry) -> tuple[list[float], int]:
    """Ask for the metrics over HTTP some times, and return the seconds of each, and how many bytes came."""
    seconds = []
    async with (
        serving("127.0.0.1", 0, registry, Progress(lambda: NOON)) as address,
        aiohttp.ClientSession() as session,
    ):
        for _ in range(ROUNDS):
            began = time.perf_counter()
            async with session.get(f"{address}/metrics") as response:
                body = await response.read()
            seconds.append(time.perf_counter() - began)
    return seconds, len(body)


def milliseconds(seconds: float) -> float:
    return round(seconds * 1e3, 1)
