"""The real command in a process of its own; whoever waits for it waits with a deadline, and never sleeps."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

TOCSIN = Path(sys.executable).with_name("tocsin")
PATIENCE = 60.0
"""Seconds after which a test gives up waiting: far more than anything takes, for the machine may be busy."""

_LONGEST_LINE = 1_048_576


def spawned(
    *arguments: object, stdin: str | bytes = "", cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end in a process of its own."""
    done = subprocess.run(
        [TOCSIN, *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(env),
        timeout=PATIENCE,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which nothing is coloured, and lines are wide."""
    return os.environ | {"COLUMNS": "160", "NO_COLOR": "1", "TERM": "dumb"} | (more or {})


class Running:
    """A service that runs, and the lines that it has written so far, each a JSON object."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.lines: list[dict[str, Any]] = []

    @classmethod
    async def start(
        cls,
        *arguments: object,
        cwd: Path,
        env: Mapping[str, str] | None = None,
        stdin: int = subprocess.DEVNULL,
        prepare: Callable[[], None] | None = None,
    ) -> Self:
        """Start the command; `prepare` is called in the child before it becomes the command."""
        process = await asyncio.create_subprocess_exec(
            TOCSIN,
            *map(str, arguments),
            cwd=cwd,
            env=environment(env),
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            limit=_LONGEST_LINE,
            preexec_fn=prepare,
        )
        return cls(process)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def address(self) -> str:
        """Where the status port answers."""
        (started,) = self.told("service.started")
        return str(started["about"]).split("/metrics")[0]

    def told(self, event: str) -> list[dict[str, Any]]:
        """Return what has been told of `event` so far."""
        return [line for line in self.lines if line["event"] == event]

    async def write(self, text: str) -> None:
        """Write to its standard input."""
        stdin = self._process.stdin
        assert stdin is not None
        stdin.write(text.encode())
        await stdin.drain()

    async def line(self, event: str, **fields: object) -> dict[str, Any]:
        """Wait for the next line about `event` that holds `fields`, and return it."""
        async with asyncio.timeout(PATIENCE):
            async for line in self._lines():
                if line["event"] == event and fields.items() <= line.items():
                    return line
        errors = await self.errors()
        raise AssertionError(f"it ended before it told of {event}; {self.lines}; {errors}")

    async def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, and return the status with which it ends."""
        self._process.send_signal(number)
        return await self.status()

    async def status(self) -> int:
        """Return the status with which it ends, once it has."""
        async with asyncio.timeout(PATIENCE):
            async for _ in self._lines():
                pass
            return await self._process.wait()

    async def errors(self) -> str:
        """Return what it has written on standard error, once it has ended."""
        stderr = self._process.stderr
        assert stderr is not None
        async with asyncio.timeout(PATIENCE):
            return (await stderr.read()).decode()

    def kill(self) -> None:
        """End it by force if it still runs."""
        if self._process.returncode is None:
            self._process.kill()

    async def _lines(self) -> AsyncIterator[dict[str, Any]]:
        stdout = self._process.stdout
        assert stdout is not None
        while raw := await stdout.readline():
            self.lines.append(json.loads(raw))
            yield self.lines[-1]


@asynccontextmanager
async def running(*arguments: object, cwd: Path, **how: Any) -> AsyncIterator[Running]:
    """Run a service that has started, and let nothing of it outlive the context."""
    service = await Running.start(*arguments, cwd=cwd, **how)
    try:
        await service.line("service.started")
        yield service
    finally:
        service.kill()
        await service.status()
