"""A real Alertmanager for the tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.listening import listening


@asynccontextmanager
async def alertmanager(directory: Path, receiver: str) -> AsyncIterator[str]:
    """Run one that keeps its state in `directory` and tells the webhook `receiver` at once; gives its address."""
    configuration = directory / "alertmanager.yml"
    configuration.write_text(
        "route: {receiver: desk, group_by: [watch], group_wait: 0s, group_interval: 50ms}\n"
        f"receivers: [{{name: desk, webhook_configs: [{{url: '{receiver}', send_resolved: true}}]}}]\n"
    )
    async with configured(configuration) as address:
        yield address


@asynccontextmanager
async def configured(configuration: Path) -> AsyncIterator[str]:
    """Run one with this configuration, which keeps its state beside it; gives its address."""
    async with listening(
        "prometheus-alertmanager",
        f"--config.file={configuration}",
        f"--storage.path={configuration.with_name('alertmanager')}",
        "--web.listen-address=127.0.0.1:0",
        "--cluster.listen-address=",
    ) as address:
        yield address
