"""What dashboards and rules ask for, asked of a real Prometheus over the bundled example on a real broker.

The recording is read, and then it goes on live as `make run` does: of what is dropped into the inbox one deadline has
run out, another one runs, and an actor changes sides. A feed is read beside it, messages arrive, and nothing is amiss.
"""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import web
from pydantic import SecretStr

from tests.compose import ROOT
from tests.dashboards import INTERVAL, marked, panels
from tests.prometheus import compared, rules
from tests.site import Site, site_of
from tests.stand_ins import serving
from tests.strait import SECRET, articles, drop
from tocsin.notify.receiver import receiving

NO_HEARTBEAT, ALL_DELIVERED = "no heartbeat is configured", "all has been delivered"
RIGHTLY_EMPTY = {
    ("deliveries: Heartbeat ago", "A"): NO_HEARTBEAT,
    ("pipeline: Processes", "heartbeat"): NO_HEARTBEAT,
    ("deliveries: Longest wait", "A"): ALL_DELIVERED,
    ("deliveries: Channels", "waited"): ALL_DELIVERED,
    ("alert TocsinOutboxOld", "time() - min by (channel) (tocsin_deliveries_oldest_open_timestamp_seconds)"): (
        ALL_DELIVERED
    ),
}
"""Which queries of which panels and rules find nothing in this run, and why.

The alerts themselves all find nothing, for nothing is amiss; what each holds against its threshold is there.
"""

OF_THE_MACHINE = "TocsinDiskFilling"
"""Whether this one fires is up to the disk on which the tests run."""

RUNNING = "Niger's junta gave the French ambassador 48 hours to leave the country."
OVER = "Ecowas gave Mali 48 hours to release the soldiers."
TURNING = "Niger's junta rejected talks with envoys of Ecowas."
NO_NEWS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title></channel></rss>'


async def no_news(request: web.Request) -> web.Response:
    return web.Response(text=NO_NEWS, content_type="application/rss+xml")


def example_in(directory: Path, channel: str, feed: str) -> Path:
    """Return the configuration of the example with a feed, an inbox, and a receiver in the place of its own."""
    shutil.copytree(ROOT / "examples" / "niger-2023", directory, dirs_exist_ok=True)
    (directory / "inbox").mkdir()
    configuration = directory / "tocsin.yaml"
    written = yaml.safe_load(configuration.read_text())
    written["data"] = "data"
    written["sources"] += [{"name": "feed", "feed": feed}, {"name": "inbox", "folder": "inbox"}]
    written["channels"]["desk"]["webhook"] = channel
    configuration.write_text(yaml.safe_dump(written))
    return configuration


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with (
        receiving([SecretStr(SECRET)], lambda _: None, wall_clock=lambda: datetime.now(UTC)) as channel,
        serving(no_news) as feed,
        site_of(example_in(tmp_path, channel, feed), {"TOCSIN_DESK_SECRET": SECRET}) as site,
    ):
        await site.prometheus.series('count(up{job="tocsin"} == 1) == 3')
        yield site


async def test_every_query_of_dashboards_and_rules_finds_what_it_should(site: Site, tmp_path: Path) -> None:
    drop(tmp_path, "over.jsonl", articles(OVER, ending=datetime.now(UTC) - timedelta(hours=60)))
    drop(tmp_path, "now.jsonl", articles(RUNNING))
    await site.prometheus.series('tocsin_stance{actor="junta", target="talks"} == 1')
    drop(tmp_path, "turning.jsonl", articles(TURNING))
    (flip,) = await site.prometheus.series(marked()["Flips"].replace(f"offset {INTERVAL}", "offset 5s"))
    assert flip["metric"] == {"watch": "niger-2023", "actor": "junta", "target": "talks"}
    assert {each["metric"]["kind"] for each in await site.prometheus.series(marked()["Alerts"])} >= {"deadline.set"}

    asked = asked_by_panels() | asked_by_rules()
    for query in asked.keys() - RIGHTLY_EMPTY.keys():
        await site.prometheus.series(asked[query])
    for query, why in RIGHTLY_EMPTY.items():
        assert not await site.prometheus.ask(asked[query]), why
    for alert in alerts():
        firing = await site.prometheus.ask(alert["expr"])
        assert not firing or alert["alert"] == OF_THE_MACHINE, f"{firing}, though nothing is amiss"
    (left,) = await site.prometheus.ask(asked["situation: Deadlines that run", "left"])
    assert 0 < float(left["value"][1]) < timedelta(hours=48).total_seconds()


def asked_by_panels() -> dict[tuple[str, str], str]:
    return {(str(panel), name): each for panel in panels() for name, each in panel.expressions.items()}


def asked_by_rules() -> dict[tuple[str, str], str]:
    """Return what rules ask for: those that record all of it, those that alert what they hold against a threshold."""
    recorded = {(f"record {rule['record']}", "expr"): rule["expr"] for rule in rules() if "record" in rule}
    held = [(alert["alert"], each) for alert in alerts() for each in compared(alert["expr"])]
    return recorded | {(f"alert {name}", each): each for name, each in held}


def alerts() -> list[dict[str, Any]]:
    return [rule for rule in rules() if "alert" in rule]
