"""What the dashboards ask for, asked of a real Prometheus over real processes on a real broker.

A feed and a folder are read, messages arrive, one deadline has run out, another one runs, and an actor changes sides.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr

from tests.dashboards import INTERVAL, marked, panels
from tests.integration.test_alerts_about_tocsin import Site, site_in
from tests.stand_ins import serving
from tests.strait import SECRET, ULTIMATUM, articles, desk, drop
from tocsin.notify.receiver import receiving

RIGHTLY_EMPTY = {
    ("deliveries: Heartbeat ago", "A"): "no heartbeat is configured",
    ("pipeline: Processes", "heartbeat"): "no heartbeat is configured",
    ("deliveries: Longest wait", "A"): "all has been delivered",
    ("deliveries: Channels", "waited"): "all has been delivered",
}
"""Which queries of which panels find nothing in this run, and why."""

FOR = "Veld Ferries supports the toll on the strait."
AGAINST = "Veld Ferries opposes the toll on the strait."
OVER = "Spain gave Veld Ferries 48 hours to leave the harbour."
NO_NEWS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title></channel></rss>'


async def no_news(request: web.Request) -> web.Response:
    return web.Response(text=NO_NEWS, content_type="application/rss+xml")


def with_a_feed(configuration: Path, feed: str) -> Path:
    text = configuration.read_text()
    assert "sources: [" in text
    configuration.write_text(text.replace("sources: [", f"sources: [{{name: feed, feed: '{feed}'}}, "))
    return configuration


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with (
        receiving([SecretStr(SECRET)], lambda _: None, wall_clock=lambda: datetime.now(UTC)) as channel,
        serving(no_news) as feed,
        site_in(tmp_path, with_a_feed(desk(tmp_path, channel), feed)) as site,
    ):
        await site.prometheus.series('count(up{job="tocsin"} == 1) == 3')
        yield site


async def test_every_panel_and_every_mark_has_something_to_show(site: Site) -> None:
    drop(site.directory, "over.jsonl", articles(OVER, ending=datetime.now(UTC) - timedelta(hours=60)))
    drop(site.directory, "now.jsonl", articles(FOR, ULTIMATUM))
    await site.prometheus.series("tocsin_stance == 1")
    drop(site.directory, "turning.jsonl", articles(AGAINST))
    (flip,) = await site.prometheus.series(marked()["Flips"].replace(f"offset {INTERVAL}", "offset 5s"))
    assert flip["metric"] == {"watch": "strait", "actor": "ferries", "target": "toll"}
    assert {each["metric"]["kind"] for each in await site.prometheus.series(marked()["Alerts"])} >= {"deadline.set"}

    asked = {(str(panel), name): each for panel in panels() for name, each in panel.expressions.items()}
    for query in asked.keys() - RIGHTLY_EMPTY.keys():
        assert await site.prometheus.series(asked[query]), query
    for query, why in RIGHTLY_EMPTY.items():
        assert not await site.prometheus.ask(asked[query]), why
    (left,) = await site.prometheus.ask(asked["situation: Deadlines that run", "left"])
    assert 0 < float(left["value"][1]) < timedelta(hours=48).total_seconds()
