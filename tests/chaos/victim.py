"""A tocsin that is killed again and again: `python -m tests.chaos.victim DIRECTORY KILLS SEED`.

DIRECTORY holds `tocsin.yaml`, `watch.yaml` and `articles.jsonl`. In each life a few more of the articles are put into
the inbox, so that there is always work in hand. It prints one JSON object: the kills, the lives, and every webhook as
it was received. The process imports everything once and forks, so that a kill hits the work and not the start of an
interpreter; with KILLS 0 there is one undisturbed life.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
import traceback
from base64 import b64encode
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from pydantic import SecretStr

from tests.fakes.clock import JumpingClock
from tocsin.domain.alert import AlertRaised, AlertResolved
from tocsin.domain.article import ArticlePublished
from tocsin.domain.delivery import DeliveryAbandoned, DeliverySucceeded
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.notify.receiver import Received, receiving
from tocsin.notify.webhook import WebhookSettings
from tocsin.settings.configuration import Configuration, load_configuration, load_watches
from tocsin.streams.log import FILE_NAME, LogError, SqliteLog
from tocsin.workers.bootstrap import World, service, stages_for

NOW = datetime(2031, 5, 6, 12, tzinfo=UTC)
SECRET = "whsec_" + b64encode(b"no secret outside of this test").decode()
SECRET_NAME = "TOCSIN_TEST_SECRET"
SHORTEST_LIFE, LONGEST_LIFE = 0.02, 0.5


def forked(work: Callable[[], None]) -> int:
    """Run `work` in a child process and return its id."""
    child = os.fork()
    if child == 0:
        _end_with(work)
    return child


def _end_with(work: Callable[[], None]) -> NoReturn:
    status = 1
    try:
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


async def live(configuration: Configuration, watches: tuple[Watch, ...], articles: int) -> None:
    """Run the service until `articles` are read, everything has followed from them, and every alert is delivered."""
    clock, stop = JumpingClock(NOW), asyncio.Event()
    with ExitStack() as stack:
        stdin = stack.enter_context(Path(os.devnull).open("rb"))
        world = World(clock, {SECRET_NAME: SECRET}, Path.read_text, stdin)
        async with service(configuration, watches, world, []) as running:
            done = asyncio.create_task(_stop_when_done(configuration, articles, stop))
            await running.run(stop)
            await done


async def _stop_when_done(configuration: Configuration, articles: int, stop: asyncio.Event) -> None:
    while not _is_done(configuration, articles):
        await asyncio.sleep(0.05)
    stop.set()


def _is_done(configuration: Configuration, articles: int) -> bool:
    try:
        with SqliteLog.open(configuration.data, read_only=True) as log:
            return (
                log.count([ArticlePublished]) == articles
                and log.end() == log.position("read-model")
                and log.count([AlertRaised, AlertResolved]) == log.count([DeliverySucceeded, DeliveryAbandoned])
            )
    except LogError:
        return False


def receive(directory: Path, port_to: int) -> None:
    """Receive webhooks until killed, and write each down as a line before it is answered."""

    async def forever() -> None:
        with (directory / "received.jsonl").open("a") as lines:

            def write(message: Received) -> None:
                print(json.dumps({"id": message.id, "type": message.type}), file=lines, flush=True)

            secrets = [SecretStr(SECRET)]
            async with receiving(secrets, write, wall_clock=lambda: datetime.now(UTC)) as address:
                os.write(port_to, address.encode())
                os.close(port_to)
                await asyncio.Event().wait()

    asyncio.run(forever())


def main(directory: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    address_from, address_to = os.pipe()
    receiver = forked(lambda: receive(directory, address_to))
    os.close(address_to)
    address = os.read(address_from, 200).decode()
    try:
        kept = survive(directory, address, kills, chance)
    finally:
        os.kill(receiver, signal.SIGKILL)
        os.waitpid(receiver, 0)
    received = received_in(directory)
    again = sum(message["id"] in done for came, done in kept for message in received[came:])
    print(json.dumps({"kills": kills, "lives": len(kept) + 1, "received": received, "sent after a success": again}))


def received_in(directory: Path) -> list[dict[str, str]]:
    """Return what has been received so far."""
    return [json.loads(line) for line in (directory / "received.jsonl").read_text().splitlines()]


def succeeded(data: Path) -> set[str]:
    """Return the ids of the deliveries whose success is in the log."""
    with SqliteLog.open(data, read_only=True) as log:
        return {entry.event.data.delivery_id for entry in log.entries(0, [DeliverySucceeded])}


def survive(directory: Path, address: str, kills: int, chance: random.Random) -> list[tuple[int, set[str]]]:
    """Live and be killed until there were enough kills, then live to the end.

    Returns for each kill how many messages had come by then, and which of them the log knew to have arrived.
    """
    kept: list[tuple[int, set[str]]] = []
    written = load_configuration(directory / "tocsin.yaml")
    channel = WebhookSettings(webhook=address, secret_env=SECRET_NAME, allow_http=True)
    configuration = written.model_copy(update={"channels": {"desk": channel}, "internal_hosts": ("127.0.0.1",)})
    watches = load_watches(configuration, built_in_names())
    stages_for(watches)  # loads every lexicon before the first fork
    lines = (directory / "articles.jsonl").read_text().splitlines(keepends=True)
    with (directory / "inbox" / "news.jsonl").open("a") as inbox:
        for life in range(kills + 1):
            last = life == kills
            start, end = (len(lines) * each // (kills + 1) for each in (life, life + 1))
            inbox.writelines(lines[start:end])
            inbox.flush()
            child = forked(lambda: asyncio.run(live(configuration, watches, len(lines))))
            if not last:
                time.sleep(chance.uniform(SHORTEST_LIFE, LONGEST_LIFE))
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            ended_well = last and os.waitstatus_to_exitcode(status) == 0
            killed = not last and os.waitstatus_to_exitcode(status) == -signal.SIGKILL
            if not (ended_well or killed):
                sys.exit(f"life {life} ended by itself with status {status}")
            if killed and (configuration.data / FILE_NAME).exists():
                done = succeeded(configuration.data)
                kept.append((len(received_in(directory)), done))
    return kept


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
