"""Ten thousand alerts at once to five channels, one of them dead: `python -m tests.benchmarks.burst DIRECTORY ALERTS`.

The alerts are in the log when the service starts. Prints when each channel had all of its messages,
how many seconds of the processors the service took, and its memory.
"""

import asyncio
import gc
import json
import resource
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
from pydantic import SecretStr

from tests.outbox import alert, raised
from tests.strait import SECRET, SECRET_NAME
from tocsin.cli.app import COLLECT_EVERY
from tocsin.clock import SystemClock
from tocsin.domain.watch import Watch
from tocsin.notify.receiver import Received, receiving
from tocsin.notify.webhook import WebhookSettings
from tocsin.settings.configuration import Configuration, Http
from tocsin.streams.log import SqliteLog
from tocsin.workers.bootstrap import World, service

GOOD = ("one", "two", "three", "four")
DEAD = "dead"
NOBODY = "http://127.0.0.1:9/"
MEGABYTE = 1_048_576


def written(data: Path, alerts: int) -> None:
    """Put the alerts into a new log."""
    now = datetime.now(UTC)
    told = (alert(*GOOD, DEAD, name=f"a{number:05}") for number in range(alerts))
    with SqliteLog.open(data) as log, log.transaction():
        log.append(raised(each, now) for each in told)


def receive(alerts: int, tell: Connection) -> None:
    """Receive in a process of its own: tell the addresses, and for each channel when it has all of its messages."""
    asyncio.run(_receive(alerts, tell))


async def _receive(alerts: int, tell: Connection) -> None:
    arrived, done = Counter[str](), asyncio.Event()

    def received(channel: str, message: Received) -> None:
        arrived[channel] += not message.repeat
        if arrived[channel] == alerts and not message.repeat:
            tell.send((channel, time.time()))
        if min(arrived[name] for name in GOOD) == alerts:
            done.set()

    async with AsyncExitStack() as stack:
        urls = {}
        for name in GOOD:
            taking = receiving([SecretStr(SECRET)], partial(received, name), wall_clock=SystemClock().now)
            urls[name] = await stack.enter_async_context(taking)
        tell.send(urls)
        await done.wait()


async def run(directory: Path, urls: dict[str, str], heard: Connection) -> dict[str, object]:
    configuration = Configuration(
        data=directory / "data",
        watches=(directory / "watch.yaml",),
        channels=channels(urls),
        http=Http(port=0),
        internal_hosts=("127.0.0.1",),
    )
    stop, finished = asyncio.Event(), dict[str, float]()
    async with AsyncExitStack() as stack:
        world = World(SystemClock(), {SECRET_NAME: SECRET}, Path.read_text, BytesIO())
        watch = Watch(id="harbour", title="The harbour")
        running = await stack.enter_async_context(service(configuration, [watch], world, []))
        began, used = time.time(), time.process_time()

        def hear() -> None:
            channel, at = heard.recv()
            finished[channel] = round(at - began, 1)
            if len(finished) == len(GOOD):
                stop.set()

        asyncio.get_running_loop().add_reader(heard.fileno(), hear)
        await running.run(stop)
        asyncio.get_running_loop().remove_reader(heard.fileno())
    return {
        "seconds until all had arrived": finished,
        "seconds of the processors": round(time.process_time() - used, 1),
        "resident MB": round(psutil.Process().memory_info().rss / MEGABYTE),
        "most resident MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def measured(directory: Path, alerts: int) -> dict[str, object]:
    written(directory / "data", alerts)
    heard, told = Pipe(duplex=False)
    receiver = Process(target=receive, args=(alerts, told))
    receiver.start()
    try:
        return asyncio.run(run(directory, {**heard.recv(), DEAD: NOBODY}, heard))
    finally:
        receiver.terminate()
        receiver.join()


def channels(urls: dict[str, str]) -> dict[str, WebhookSettings]:
    return {name: WebhookSettings(webhook=url, secret_env=SECRET_NAME, allow_http=True) for name, url in urls.items()}


if __name__ == "__main__":
    gc.set_threshold(COLLECT_EVERY)  # as the command does
    print(json.dumps(measured(Path(sys.argv[1]), int(sys.argv[2]))))
