"""A real Prometheus or Chromium for the tests, or whatever else tells on standard error where it listens."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.running import PATIENCE

_LISTENS = re.compile(rb'(?:msg="Listening on" address=|DevTools listening on ws://)(\S+)')


class ServerFailedError(Exception):
    """It ended before it listened; the message is what it wrote."""


@asynccontextmanager
async def listening(*command: object) -> AsyncIterator[str]:
    """Run a server, and give its address; it dies with the thread that started it, however that ends."""
    process = await asyncio.create_subprocess_exec(
        *("setpriv", "--pdeathsig", "KILL"),
        *map(str, command),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            address = await _address(process)
        rest = asyncio.create_task(_read_on(process))
        yield address
        rest.cancel()
    finally:
        process.kill()
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    told = b""
    async for line in process.stderr:
        told += line
        if (match := _LISTENS.search(line)) is not None:
            return f"http://{match[1].decode()}"
    raise ServerFailedError(told.decode())


async def _read_on(process: asyncio.subprocess.Process) -> None:
    """Read what it writes later, or it would stand still once the pipe is full."""
    assert process.stderr is not None
    async for _ in process.stderr:
        pass
