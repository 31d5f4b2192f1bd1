"""Keeps the processes of a Kafka runtime running, and kills them."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Protocol

from tests.kafka import Broker
from tests.running import PATIENCE

ROOT = Path(__file__).parents[2]
_LOOK = 0.05
_LAST_WORDS = 3


class Mortal(Protocol):
    """A process that can be killed, and started again."""

    name: str

    def start(self) -> None: ...

    def kill(self) -> None: ...

    def last_words(self) -> str | None:
        """What it said at the end, if it has ended without being killed; None while it runs."""


class Victim:
    """A process of tocsin; it dies with the thread that started it, if that comes first."""

    def __init__(self, name: str, role: str, directory: Path) -> None:
        self.name = name
        self.log = directory / f"{name}.log"
        self._command = _bound("tests.chaos.kafka_victim", role, directory, name)
        self._said_before = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._said_before = log.tell()
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Ask it to end, and return its status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(PATIENCE)

    def last_words(self) -> str | None:
        assert self._process is not None
        if self._process.poll() is None:
            return None
        said = self.log.read_bytes()[self._said_before :].decode(errors="replace").splitlines()
        return "\n".join([f"{self.name} ended by itself with status {self._process.returncode}:", *said[-_LAST_WORDS:]])


class MortalBroker:
    """A broker that runs already; it is started again by one thread, with which it dies, and nobody waits for that."""

    name = "broker"

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._thread = ThreadPoolExecutor(1, "broker")
        self._started: Future[None] | None = None

    def start(self) -> None:
        self._started = self._thread.submit(self._broker.start)

    def kill(self) -> None:
        self.wait()
        self._broker.kill()

    def wait(self) -> None:
        """Wait until it answers."""
        if self._started is not None:
            self._started.result()

    def last_words(self) -> str | None:
        return None


class Supervisor:
    """Starts again whoever has ended, and `feeds` those that run all the while."""

    def __init__(self, mortals: Sequence[Mortal], feed: Callable[[], None]) -> None:
        self._mortals = mortals
        self._feed = feed
        self.kills: Counter[str] = Counter()
        self.ended: list[str] = []
        """The last words of those that ended by themselves."""

    def kill_some(self, kills: int, chance: Random, pause: tuple[float, float]) -> None:
        """Kill one after another, each after a pause between two numbers of seconds, and start it again at once."""
        for _ in range(kills):
            self.look_after(chance.uniform(*pause))
            victim = chance.choice(self._mortals)
            victim.kill()
            victim.start()
            self.kills[victim.name] += 1

    def look_after(self, seconds: float) -> None:
        """Keep all of them running for so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._feed()
            for each in self._mortals:
                if (words := each.last_words()) is not None:
                    self.ended.append(words)
                    each.start()
            time.sleep(_LOOK)


def receiver(directory: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a receiver of webhooks, and return it with its address."""
    process = subprocess.Popen(
        _bound("tests.chaos.kafka_victim", "receiver", directory), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def _bound(module: str, *arguments: object) -> list[str]:
    return ["setpriv", "--pdeathsig", "KILL", sys.executable, "-m", module, *map(str, arguments)]
