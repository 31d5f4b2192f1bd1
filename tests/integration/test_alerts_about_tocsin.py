"""The shipped rules, in a real Prometheus before a real Alertmanager, over real processes on a real broker.

What must fire is made so: the channel is a port where nobody listens, the source says one thing and then nothing, and a
worker is cut off from the broker in the middle of its work.
"""

import asyncio
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.alertmanager import configured
from tests.command import tocsin
from tests.kafka import Broker
from tests.prometheus import DEPLOY, Prometheus, metrics_in, prometheus, rules
from tests.running import PATIENCE, Running, running
from tests.stand_ins import serving
from tests.strait import BACKING, ENVIRONMENT, ULTIMATUM, articles, desk, drop

MANY = 40_000
RIGHTLY_EMPTY = {
    "stage:tocsin_stage_seconds:p99_5m": "there is no rate before the second sample",
    "job:tocsin_published_to_known_seconds:p95_1h": "nothing has become known between two samples",
    "channel:tocsin_published_to_delivered_seconds:p95_1h": "nothing arrives in a dead channel",
    "tocsin_published_to_delivered_seconds_bucket": "nothing arrives in a dead channel",
    "tocsin_source_next_poll_timestamp_seconds": "a folder is not polled",
}
"""What rules ask for and this site does not have in its first seconds, and why."""


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
    """Everything that docker-compose.yml starts, but for Grafana."""

    def __init__(self, directory: Path, broker: Broker, duty: Duty) -> None:
        self.directory, self.broker, self.duty = directory, broker, duty
        self.processes: dict[str, Running] = {}
        self.prometheus: Prometheus

    def instance(self, process: str) -> str:
        return self.processes[process].address.removeprefix("http://")


@asynccontextmanager
async def site_in(directory: Path, configuration: Path) -> AsyncIterator[Site]:
    """Run a desk of `directory`, whose configuration says nothing of a broker, with all that watches over it."""
    duty = Duty()
    async with AsyncExitStack() as stack:
        broker = stack.enter_context(Broker(directory / "broker"))
        with configuration.open("a") as file:
            file.write(f"kafka: {{brokers: ['{broker.address}'], partitions: 2, replication: 1}}\n")
        assert tocsin("topics", "create", "--config", configuration).returncode == 0
        site = Site(directory, broker, duty)
        for name, *arguments in (["ingest"], ["worker", "--name", "one"], ["exporter"]):
            command = running(
                name, "--config", configuration, *arguments, "--port", "0", cwd=directory, env=ENVIRONMENT
            )
            site.processes[name] = await stack.enter_async_context(command)
        receiver = await stack.enter_async_context(serving(duty.take))
        alertmanager = await stack.enter_async_context(configured(told_at_once(directory, receiver)))
        addresses = [process.address for process in site.processes.values()]
        site.prometheus = await stack.enter_async_context(prometheus(directory, alertmanager, addresses))
        yield site


def told_at_once(directory: Path, receiver: str) -> Path:
    """Return the shipped configuration of Alertmanager, with a receiver and without its waits."""
    text = (DEPLOY / "alertmanager" / "alertmanager.yml").read_text()
    text = re.sub(r"group_(wait|interval): \w+", r"group_\1: 1s", text)
    configuration = directory / "alertmanager.yml"
    named = "  - name: desk\n"
    assert named in text
    configuration.write_text(text.replace(named, f"{named}    webhook_configs: [{{url: '{receiver}'}}]\n"))
    return configuration


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with site_in(tmp_path, desk(tmp_path)) as site:
        yield site


async def test_a_dead_channel_a_silent_source_and_a_worker_that_stalls_wake_somebody(site: Site) -> None:
    drop(site.directory, "first.jsonl", articles(BACKING, ULTIMATUM))
    silent = await site.duty.hears("TocsinSourceSilent", source="wire")
    assert silent["annotations"]["runbook_url"] == "docs/runbooks/TocsinSourceSilent.md"
    await site.duty.hears("TocsinDeliveriesFail", channel="desk")
    await site.duty.hears("TocsinOutboxOld", channel="desk")
    await everything_is_scraped(site)

    drop(site.directory, "many.jsonl", many_articles())
    (lag,) = await site.prometheus.series(f'tocsin_log_lag_events{{instance="{site.instance("worker")}"}} > 5000')
    os.kill(site.broker.pid, signal.SIGSTOP)
    try:
        await site.duty.hears("TocsinStalled", instance=site.instance("worker"))
    finally:
        os.kill(site.broker.pid, signal.SIGCONT)
    assert lag["metric"]["job"] == "tocsin"


async def everything_is_scraped(site: Site) -> None:
    for process in site.processes:
        await site.prometheus.series(f'up{{job="tocsin", instance="{site.instance(process)}"}} == 1')
    asked = {name for rule in rules() for name in (*metrics_in(rule["expr"]), *metrics_in(rule.get("record", "")))}
    for name in asked - RIGHTLY_EMPTY.keys():
        await site.prometheus.series(name)
    (due,) = await site.prometheus.series("tocsin_deadline_due_timestamp_seconds")
    assert due["metric"]["addressee"] == "ferries"
    assert await site.prometheus.series('tocsin_alerts_open{watch="strait", state="open"}')


def many_articles() -> str:
    """Return enough to keep a worker at work for a minute, of no importance to anybody."""
    began = datetime.now(UTC) - timedelta(days=30)
    return articles(*(f"Portugal supports the toll on the strait, said number {n}." for n in range(MANY)), ending=began)


def test_prometheus_is_there() -> None:
    assert shutil.which("prometheus"), "make tools installs it"
