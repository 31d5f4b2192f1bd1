"""A real Alertmanager for the tests."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.running import PATIENCE

_LISTENS = re.compile(rb'msg="Listening on" address=(\S+)')


class AlertmanagerFailedError(Exception):
    """It ended before it listened; the message is what it wrote."""


@asynccontextmanager
async def alertmanager(directory: Path, receiver: str) -> AsyncIterator[str]:
    """Run one that keeps its state in `directory` and tells the webhook `receiver` at once; gives its address.

    It dies with the thread that started it, however that ends.
    """
    configuration = directory / "alertmanager.yml"
    configuration.write_text(
        "route: {receiver: desk, group_by: [watch], group_wait: 0s, group_interval: 50ms}\n"
        f"receivers: [{{name: desk, webhook_configs: [{{url: '{receiver}', send_resolved: true}}]}}]\n"
    )
    process = await asyncio.create_subprocess_exec(
        *("setpriv", "--pdeathsig", "KILL"),
        "prometheus-alertmanager",
        f"--config.file={configuration}",
        f"--storage.path={directory / 'data'}",
        "--web.listen-address=127.0.0.1:0",
        "--cluster.listen-address=",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            address = await _listening(process)
        yield address
    finally:
        process.kill()
        await process.communicate()


async def _listening(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    told = b""
    async for line in process.stderr:
        told += line
        if (match := _LISTENS.search(line)) is not None:
            return f"http://{match[1].decode()}"
    raise AlertmanagerFailedError(told.decode())
