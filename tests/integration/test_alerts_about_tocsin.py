"""The shipped rules, in a real Prometheus before a real Alertmanager, over real processes on a real broker.

What must fire is made so: the channel is a port where nobody listens, the feed says one thing and then nothing new, and
two workers on this machine are cut off from the broker in the middle of their work.
"""

import os
import shutil
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from tests.site import Site, site_of
from tests.stand_ins import serving
from tests.strait import ENVIRONMENT, ULTIMATUM, articles, desk, drop

MANY = 40_000
WORKERS = ("one", "two")


async def one_thing(request: web.Request) -> web.Response:
    """Answer as a feed does that goes on answering, but has stopped telling news."""
    entry = f"<item><guid>1</guid><title>The strait</title><description>{ULTIMATUM}</description></item>"
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Veld Gazette</title>{entry}</channel></rss>'
    return web.Response(text=text, content_type="application/rss+xml")


def with_an_inbox(configuration: Path) -> Path:
    text = configuration.read_text()
    assert "sources: [" in text
    configuration.write_text(text.replace("sources: [", "sources: [{name: inbox, folder: inbox}, "))
    return configuration


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with serving(one_thing) as feed:
        configuration = with_an_inbox(desk(tmp_path, source=f"feed: '{feed}'"))
        async with site_of(configuration, ENVIRONMENT, WORKERS) as site:
            yield site


async def test_a_dead_channel_a_silent_source_and_workers_that_stall_wake_somebody(site: Site, tmp_path: Path) -> None:
    assert await site.prometheus.series('tocsin_articles_total{source="wire", outcome="new"} == 1')
    silent = await site.duty.hears("TocsinSourceSilent", source="wire")
    assert silent["annotations"]["runbook_url"] == "docs/runbooks/TocsinSourceSilent.md"
    await site.duty.hears("TocsinDeliveriesFail", channel="desk")
    await site.duty.hears("TocsinOutboxOld", channel="desk")

    drop(tmp_path, "many.jsonl", many_articles())
    for worker in WORKERS:
        assert await site.prometheus.series(f"tocsin_log_lag_events{{{of(site, worker)}}} > 2500")
        assert await site.prometheus.series(f'tocsin_stage_seconds_count{{stage="extract", {of(site, worker)}}} > 100')
    os.kill(site.broker.pid, signal.SIGSTOP)
    try:
        for worker in WORKERS:
            await site.duty.hears("TocsinStalled", instance=site.instance(worker))
    finally:
        os.kill(site.broker.pid, signal.SIGCONT)


def of(site: Site, process: str) -> str:
    """Return the labels by which Prometheus has the metrics of one process, and of no other."""
    return f'job="tocsin", instance="{site.instance(process)}"'


def many_articles() -> str:
    """Return enough to keep two workers at work for half a minute, of no importance to anybody."""
    began = datetime.now(UTC) - timedelta(days=30)
    return articles(*(f"Portugal supports the toll on the strait, said number {n}." for n in range(MANY)), ending=began)


def test_prometheus_is_there() -> None:
    assert shutil.which("prometheus"), "make tools installs it"
