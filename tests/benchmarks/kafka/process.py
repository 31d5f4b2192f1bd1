"""Programs to measure: each dies with the process that started it, however that ends."""

import os
import signal
import subprocess
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import psutil

from tests.running import PATIENCE, environment

ROOT = Path(__file__).parents[3]
_PAUSE = 0.02
_LAST_WORDS = 10


class Process:
    """A program that runs, and writes all that it says to a file."""

    def __init__(self, command: list[str], log: Path, cores: Collection[int], env: Mapping[str, str]) -> None:
        self.log = log
        with log.open("ab") as output, bound_to(cores):
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *command],
                cwd=ROOT,
                env=environment(env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def used(self) -> float:
        """Return how many seconds of the processors it has used."""
        times = psutil.Process(self.pid).cpu_times()
        return times.user + times.system

    def kill(self) -> None:
        """End it at once, and return when it is gone."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Ask it to end, and return when it has."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(PATIENCE)

    def said(self, words: str) -> str | None:
        """Return the first line that holds `words`, or None as long as there is none."""
        with self.log.open(errors="replace") as lines:
            return next((line for line in lines if words in line), None)

    def require_running(self) -> None:
        """Raise AssertionError where it has ended by itself."""
        if self._process.poll() is not None:
            last = "\n".join(self.log.read_text(errors="replace").splitlines()[-_LAST_WORDS:])
            raise AssertionError(f"{self.log.name} ended with status {self._process.returncode}:\n{last}")


@contextmanager
def started(*command: object, log: Path, cores: Collection[int] = (), env: Mapping[str, str] = {}) -> Iterator[Process]:
    """Run a program on these `cores`, or on any, until the context ends."""
    process = Process([str(part) for part in command], log, cores, env)
    try:
        yield process
    finally:
        process.kill()


@contextmanager
def bound_to(cores: Collection[int]) -> Iterator[None]:
    """Let what is started meanwhile run on these `cores` alone; on any where there are none."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores or before)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def wait_until(done: Callable[[], bool], patience: float = PATIENCE, pause: float = _PAUSE) -> None:
    """Wait until `done()`; raises TimeoutError after `patience` seconds."""
    deadline = monotonic() + patience
    while not done():
        if monotonic() > deadline:
            raise TimeoutError(f"waited for {patience:.0f} s")
        sleep(pause)


def bind(pid: int, cores: Collection[int]) -> None:
    """Keep a process that runs, with all its threads, to these `cores`."""
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), cores)
