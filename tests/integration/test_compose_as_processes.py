"""What docker-compose.yml starts over Kafka, started by this machine: the same commands and the same mounted files."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.compose import Compose, asked_by_prometheus
from tests.composed import Deployment
from tests.running import PATIENCE
from tests.strait import article

COMPOSE = Compose.read()
NOT_HERE = {"kafka", "grafana"}
"""Kafka is run from its jars, with the mounted settings; there is no Grafana to run."""

SERVICES = [service for service in COMPOSE.started_with("kafka") if service.name not in NOT_HERE]
NEWS = "The Pilots' Union gave Portugal 48 hours to drop the toll on the strait."
_PAUSE = 0.2


@pytest.fixture
async def deployment(tmp_path: Path) -> AsyncIterator[Deployment]:
    deployment = Deployment(COMPOSE, tmp_path)
    try:
        with deployment.broker():
            yield deployment
            await deployment.kill()
    finally:
        await deployment.kill()


async def got(address: str, **parameters: str) -> Any:
    async with aiohttp.ClientSession() as session, session.get(address, params=parameters) as response:
        assert response.status == 200, await response.text()
        return await response.json()


async def alert_in(alertmanager: str) -> dict[str, Any]:
    """Wait for the first alert in an Alertmanager that is tocsin's."""
    async with asyncio.timeout(PATIENCE):
        while not (alerts := await got(f"{alertmanager}/api/v2/alerts", filter='source="tocsin"')):
            await asyncio.sleep(_PAUSE)
    return alerts[0]


async def scraped(prometheus: str, names: int) -> dict[str, str]:
    """Wait until Prometheus has asked all instances of tocsin, and return which of them answered."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = (await got(f"{prometheus}/api/v1/query", query='up{job="tocsin"}'))["data"]["result"]
            if len(found) == names:
                return {each["metric"]["instance"]: each["value"][1] for each in found}
            await asyncio.sleep(_PAUSE)


async def test_what_compose_starts_is_healthy_tells_of_an_alert_and_ends_in_time(deployment: Deployment) -> None:
    for service in SERVICES:
        await deployment.start(service)
    assert "tocsin.articles: created" in deployment.log("topics")
    published = article(NEWS, datetime.now(UTC) - timedelta(minutes=1))
    deployment.sees("ingest", "/inbox/news.jsonl").write_text(json.dumps(published) + "\n")
    alert = await alert_in(f"http://127.0.0.1:{deployment.port('alertmanager', 9093)}")
    assert (alert["labels"]["alertname"], alert["labels"]["watch"]) == ("deadline.set", "strait")
    asked = {(name, port) for name, port in asked_by_prometheus() if COMPOSE.services[name].runs_tocsin}
    up = await scraped(f"http://127.0.0.1:{deployment.port('prometheus', 9090)}", len(asked))
    assert up == {f"127.0.0.1:{deployment.port(name, port)}": "1" for name, port in asked}
    for service in reversed(SERVICES):
        assert await deployment.stop(service) == 0, deployment.log(service.name)


async def test_what_compose_starts_embedded_is_healthy_and_ends_in_time(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("TOCSIN_DESK_SECRET", "whsec_YSBzZWNyZXQgb2YgdGhlc2UgdGVzdHMgYWxvbmU=")
    deployment, (service,) = Deployment(COMPOSE, tmp_path), COMPOSE.started_with("embedded")
    try:
        await deployment.start(service)
        assert await deployment.stop(service) == 0, deployment.log(service.name)
    finally:
        await deployment.kill()
