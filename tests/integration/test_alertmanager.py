"""The `alertmanager` channel against a real Alertmanager."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests import alerts
from tests.alertmanager import alertmanager
from tests.running import PATIENCE
from tests.services import opened
from tests.stand_ins import serving
from tocsin.notify.channel import Answer, Channel

BEGAN = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)


class Desk:
    """An Alertmanager, the channel to it, and what it passes on."""

    def __init__(self, address: str, channel: Channel, passed_on: "asyncio.Queue[dict[str, Any]]") -> None:
        self._api = f"{address}/api/v2"
        self._channel = channel
        self._passed_on = passed_on

    async def tell(self, *items, kind="raised") -> Answer:
        return await self._channel.send(alerts.message(*items, kind=kind))

    async def alerts(self) -> list[dict[str, Any]]:
        """Return what it holds for firing."""
        async with aiohttp.ClientSession() as session, session.get(f"{self._api}/alerts") as response:
            return sorted(await response.json(), key=lambda alert: alert["labels"]["fingerprint"])

    async def silence(self, **labels: str) -> None:
        matchers = [{"name": name, "value": value, "isRegex": False} for name, value in labels.items()]
        now = datetime.now(UTC)
        body = {
            "matchers": matchers, "createdBy": "duty", "comment": "known",
            "startsAt": now.isoformat(), "endsAt": (now + timedelta(hours=1)).isoformat(),
        }  # fmt: skip
        async with aiohttp.ClientSession() as session, session.post(f"{self._api}/silences", json=body) as response:
            assert response.status == 200, await response.text()

    async def passed_on(self) -> dict[str, Any]:
        """Wait for the next notification that it sends."""
        async with asyncio.timeout(PATIENCE):
            return await self._passed_on.get()


@pytest.fixture
async def desk(tmp_path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as desk:
        yield desk


@asynccontextmanager
async def desk_in(directory) -> AsyncIterator[Desk]:
    passed_on: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def keep(request: web.Request) -> web.Response:
        passed_on.put_nowait(await request.json())
        return web.Response()

    async with (
        serving(keep) as receiver,
        alertmanager(directory, receiver) as address,
        opened(alertmanager=address, allow_http=True, allow_private=True) as channel,
    ):
        yield Desk(address, channel, passed_on)


def item(kind="raised", at=BEGAN, **parts):
    return alerts.item(kind, at=BEGAN, **parts).model_copy(update={"at": at})


async def test_a_raised_alert_fires_for_a_day_and_is_passed_on(desk: Desk) -> None:
    assert await desk.tell(item()) == Answer("delivered", 200)
    (firing,) = await desk.alerts()
    assert firing["labels"] == {
        "alertname": "deadline.set", "source": "tocsin", "watch": "harbour", "severity": "critical",
        "fingerprint": "f1",
    }  # fmt: skip
    assert firing["annotations"]["title"] == "Dockers give the port until Friday"
    assert firing["annotations"]["url"] == alerts.ARTICLE_URL
    assert firing["status"]["state"] in {"active", "unprocessed"}
    assert datetime.fromisoformat(firing["startsAt"]) == BEGAN
    assert timedelta(hours=23) < datetime.fromisoformat(firing["endsAt"]) - datetime.now(UTC) < timedelta(hours=25)
    assert (await desk.passed_on())["status"] == "firing"


async def test_what_is_told_again_goes_on_firing_for_longer_as_the_same_alert(desk: Desk) -> None:
    await desk.tell(item())
    (before,) = await desk.alerts()
    assert await desk.tell(item(), kind="firing") == Answer("delivered", 200)
    (after,) = await desk.alerts()
    assert (after["fingerprint"], after["startsAt"]) == (before["fingerprint"], before["startsAt"])
    assert after["endsAt"] > before["endsAt"]


async def test_all_that_is_open_is_told_again_in_one_message(desk: Desk) -> None:
    await desk.tell(item(), item(fingerprint="f2"), kind="firing")
    assert [each["labels"]["fingerprint"] for each in await desk.alerts()] == ["f1", "f2"]


async def test_a_resolved_alert_fires_no_more_and_its_end_is_passed_on(desk: Desk) -> None:
    ended = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    await desk.tell(item())
    assert (await desk.passed_on())["status"] == "firing"
    over = item("resolved", at=ended, reason="the deadline was met")
    assert await desk.tell(over, kind="resolved") == Answer("delivered", 200)
    told = await desk.passed_on()
    assert told["status"] == "resolved"
    assert datetime.fromisoformat(told["alerts"][0]["endsAt"]) == ended
    assert told["alerts"][0]["annotations"]["reason"] == "the deadline was met"
    assert await desk.alerts() == []


async def test_an_alert_of_a_clock_that_is_ahead_is_over_all_the_same(desk: Desk) -> None:
    ahead = datetime.now(UTC) + timedelta(days=3)
    await desk.tell(alerts.item(at=ahead))
    assert len(await desk.alerts()) == 1
    over = alerts.item("resolved", at=ahead).model_copy(update={"at": ahead})
    assert (await desk.tell(over, kind="resolved")).outcome == "delivered"
    assert (await desk.passed_on())["status"] == "firing"
    assert (await desk.passed_on())["status"] == "resolved"


async def test_a_silence_there_holds_and_telling_again_does_not_end_it(desk: Desk) -> None:
    await desk.silence(watch="harbour")
    await desk.tell(item())
    await desk.tell(item(), kind="firing")
    await desk.tell(item(fingerprint="f2", watch="strait"))
    told = await desk.passed_on()
    assert [each["labels"]["watch"] for each in told["alerts"]] == ["strait"]
    (silenced, active) = await desk.alerts()
    assert (silenced["status"]["state"], active["status"]["state"]) == ("suppressed", "active")


def test_alertmanager_is_there() -> None:
    assert shutil.which("prometheus-alertmanager"), "make tools installs it"
