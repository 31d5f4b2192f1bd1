"""Everything that docker-compose.yml starts, but for Grafana, as processes of this machine: tocsin over a real broker,
and a real Prometheus and Alertmanager that watch over it with the shipped rules.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.alertmanager import configured
from tests.kafka import Broker
from tests.prometheus import DEPLOY, Prometheus, prometheus
from tests.running import PATIENCE, Running, running
from tests.stand_ins import serving
from tocsin.settings.configuration import load_configuration
from tocsin.streams.kafka.admin import Topics


class Duty:
    """Who is told by Alertmanager."""

    def __init__(self) -> None:
        self._told: list[dict[str, Any]] = []
        self._more = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        self._told += (await request.json())["alerts"]
        self._more.set()
        return web.Response()

    async def hears(self, name: str, **labels: str) -> dict[str, Any]:
        """Wait until an alert of this name has fired with these labels."""
        wanted = {"alertname": name, **labels}.items()
        async with asyncio.timeout(PATIENCE):
            while True:
                for alert in self._told:
                    if alert["status"] == "firing" and wanted <= alert["labels"].items():
                        return alert
                self._more.clear()
                await self._more.wait()


class Site:
    """What runs, and who is told."""

    def __init__(self, broker: Broker, processes: Mapping[str, Running], prometheus: Prometheus, duty: Duty) -> None:
        self.broker = broker
        self.processes = processes
        self.prometheus = prometheus
        self.duty = duty

    def instance(self, process: str) -> str:
        """Return by which name Prometheus knows a process."""
        return self.processes[process].address.removeprefix("http://")


@asynccontextmanager
async def site_of(
    configuration: Path, environment: Mapping[str, str], workers: Sequence[str] = ("one",)
) -> AsyncIterator[Site]:
    """Run the desk of a configuration that says nothing of a broker, beside which all that it writes is put."""
    directory, duty = configuration.parent, Duty()
    async with AsyncExitStack() as stack:
        broker = stack.enter_context(Broker(directory / "broker"))
        with configuration.open("a") as file:
            file.write(f"\nkafka: {{brokers: ['{broker.address}'], partitions: 2, replication: 1}}\n")
        await asyncio.to_thread(_create_topics, broker, configuration)

        async def started(command: str, *arguments: str) -> Running:
            line = (command, "--config", configuration, *arguments, "--port", "0")
            return await stack.enter_async_context(running(*line, cwd=directory, env=environment))

        commands = {"ingest": ("ingest",), "exporter": ("exporter",)}
        commands |= {name: ("worker", "--name", name) for name in workers}
        every = await asyncio.gather(*(started(*command) for command in commands.values()))
        processes = dict(zip(commands, every, strict=True))
        receiver = await stack.enter_async_context(serving(duty.take))
        alertmanager = await stack.enter_async_context(configured(_told_at_once(directory, receiver)))
        addresses = [process.address for process in processes.values()]
        asked = await stack.enter_async_context(prometheus(directory, alertmanager, addresses))
        yield Site(broker, processes, asked, duty)


def _create_topics(broker: Broker, configuration: Path) -> None:
    kafka = load_configuration(configuration).kafka
    assert kafka is not None
    with Topics.on(broker.connection, kafka) as topics:
        topics.create()


def _told_at_once(directory: Path, receiver: str) -> Path:
    """Return the shipped configuration of Alertmanager, with a receiver and without its waits."""
    text = (DEPLOY / "alertmanager" / "alertmanager.yml").read_text()
    text = re.sub(r"group_(wait|interval): \w+", r"group_\1: 1s", text)
    configuration = directory / "alertmanager.yml"
    named = "  - name: desk\n"
    assert named in text
    configuration.write_text(text.replace(named, f"{named}    webhook_configs: [{{url: '{receiver}'}}]\n"))
    return configuration
