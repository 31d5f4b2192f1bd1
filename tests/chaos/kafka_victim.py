"""A process of the Kafka runtime, to be killed: `python -m tests.chaos.kafka_victim ingest|worker DIRECTORY NAME`.

It is what `tocsin ingest` and `tocsin worker` are, but for the time, which stands still at the instant that DIRECTORY
holds in its file `clock`, so that whatever is killed when, the same things happen at the same time.
`python -m tests.chaos.kafka_victim receiver DIRECTORY` receives webhooks; it writes its address on standard output, and
each message to `received.jsonl` before it is answered.
"""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from tests.strait import ENVIRONMENT, SECRET
from tocsin.cli.run import stopped_by_signals
from tocsin.extraction.built_in import built_in_names
from tocsin.notify.receiver import Received, receiving
from tocsin.settings.configuration import Configuration, load_configuration, load_watches
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.workers.bootstrap import World
from tocsin.workers.kafka.groups import GROUPS
from tocsin.workers.kafka.ingest_service import ingest_service
from tocsin.workers.kafka.service import worker_service


class WrittenClock:
    """A clock that stands still until somebody writes another instant to its file."""

    speed = 1.0

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        return datetime.fromisoformat(self._file.read_text())

    async def sleep_until(self, instant: datetime) -> None:
        while self.now() < instant:
            await asyncio.sleep(0.1)

    def set(self, instant: datetime) -> None:
        """Let it be `instant` for everyone who looks at the file."""
        written = self._file.with_suffix(".new")
        written.write_text(instant.isoformat())
        written.rename(self._file)


async def ingest(configuration: Configuration, kafka: KafkaSettings, world: World, name: str) -> None:
    stop = stopped_by_signals()
    async with ingest_service(configuration, kafka, world, [], name=name, port=0) as service:
        await service.run(stop)


async def worker(configuration: Configuration, kafka: KafkaSettings, world: World, name: str) -> None:
    stop = stopped_by_signals()
    watches = load_watches(configuration, built_in_names())
    async with worker_service(
        configuration, kafka, watches, world, [], name=name, groups=GROUPS, port=0
    ) as service:  # fmt: skip
        try:
            await service.worker.run(stop)
        except Exception as error:
            print(f"{name} ends: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)


async def receive(directory: Path) -> None:
    with (directory / "received.jsonl").open("a") as lines:

        def write(message: Received) -> None:
            about = {"id": message.id, "type": message.type, "alert": message.data["id"], "kind": message.data["kind"]}
            print(json.dumps(about), file=lines, flush=True)

        async with receiving([SecretStr(SECRET)], write, wall_clock=lambda: datetime.now(UTC)) as address:
            print(address, flush=True)
            await asyncio.Event().wait()


async def live(
    run: Callable[[Configuration, KafkaSettings, World, str], Awaitable[None]], directory: Path, name: str
) -> None:
    configuration = load_configuration(directory / "tocsin.yaml")
    assert configuration.kafka is not None
    world = World(WrittenClock(directory / "clock"), ENVIRONMENT, Path.read_text, sys.stdin.buffer)
    try:
        await run(configuration, configuration.kafka, world, name)
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)


if __name__ == "__main__":
    role, where, *names = sys.argv[1:]
    roles = {"ingest": ingest, "worker": worker}
    asyncio.run(receive(Path(where)) if role == "receiver" else live(roles[role], Path(where), *names))
