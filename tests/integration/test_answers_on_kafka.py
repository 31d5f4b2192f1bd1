"""People answer while workers carry the stages: what they say reaches the outbox of the watch's partition."""

import asyncio
import json
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aiohttp
import pytest

from tests.command import tocsin
from tests.integration.test_worker_on_kafka import HOME, Desk, _receiving
from tests.kafka import Broker
from tests.running import PATIENCE, Running
from tests.strait import AGAINST, BACKING, links_of
from tocsin.domain.alert import AlertAcknowledged, AlertRaised
from tocsin.domain.event import Event
from tocsin.notify.signed_links import SignedLinks

BY = ("--by", "Ada Officer")


@pytest.fixture
async def strait(broker: Broker, tmp_path) -> AsyncIterator[Desk]:
    async with _receiving(broker, tmp_path) as made:
        await asyncio.to_thread(made.create_topics)
        yield made


async def said(strait: Desk, *arguments: object) -> str:
    done = await asyncio.to_thread(tocsin, *arguments, "--config", strait.configuration)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


async def heard(strait: Desk, kind: str, word: str) -> dict[str, object]:
    """Wait until the channel has had a message of this kind with this word in its title, and return its data."""
    async with asyncio.timeout(PATIENCE):
        while True:
            for message in strait.received:
                if message.type == f"alert.{kind}" and word in message.data["title"]:
                    return dict(message.data)
            await asyncio.sleep(0.05)


async def raised(strait: Desk, word: str) -> AlertRaised:
    """Wait until an alert is raised that has this word in its title, and return that."""

    def of(events: list[Event]) -> list[AlertRaised]:
        return [each for each in events if isinstance(each, AlertRaised) and word in each.data.title]

    (event,) = of(await strait.until("tocsin.alerts", lambda events: bool(of(events))))
    return event


async def held(strait: Desk, alert: AlertRaised) -> None:
    """Wait until the outbox, as another worker would find it, holds an alert back."""
    async with asyncio.timeout(PATIENCE):
        while b'"held":true' not in (await strait.row("notify", f"thread/strait/{alert.data.id}") or b""):
            continue


async def test_an_acknowledgement_reaches_the_outbox_and_the_channel(strait: Desk) -> None:
    async with strait.worker():
        await strait.publish(BACKING)
        alert = str((await heard(strait, "raised", "Portugal"))["id"])
        told = await said(strait, "ack", alert[:8], *BY, "--reason", "staff are told")
        assert told.startswith(f"Acknowledged {alert} (Portugal ")
        assert told.endswith("; the workers take it in now.\n")
        assert (await heard(strait, "acknowledged", "Portugal"))["reason"] == "by Ada Officer: staff are told"
        (message,) = [each for each in await strait.messages("tocsin.alerts") if b"acknowledged" in (each.value or b"")]
        assert (message.partition, message.key) == (HOME, alert.encode())
    (shown,) = json.loads(await said(strait, "alerts", "--json"))
    assert (shown["state"], shown["acknowledged"]["by"]) == ("acknowledged", "Ada Officer")
    again = await asyncio.to_thread(tocsin, "ack", alert, *BY, "--config", strait.configuration)
    assert (again.returncode, "Ada Officer had acknowledged" in again.stderr) == (1, True)


async def test_a_silence_reaches_the_outbox_also_when_it_was_asked_for_while_no_worker_ran(strait: Desk) -> None:
    told = await said(strait, "silence", "--watch", "strait", "--kind", "stance.new", "--for", "2h", *BY)
    silence = told.split()[1]
    async with strait.worker():
        await strait.publish(BACKING)
        await held(strait, await raised(strait, "Portugal"))
        (shown,) = json.loads(await said(strait, "alerts", "--json"))
        assert (shown["silenced"]["id"], strait.received) == (silence, [])
        (waits,) = json.loads(await said(strait, "deliveries", "--json"))
        assert (waits["alert"], waits["state"], waits["why"]) == (shown["id"], "waiting", "silence")
        assert waits["next_at"] == shown["silenced"]["until"]
        await said(strait, "unsilence", silence[:8], *BY)
        assert (await heard(strait, "raised", "Portugal"))["kind"] == "stance.new"
    assert json.loads(await said(strait, "silences", "--json")) == []


async def test_the_form_behind_a_link_is_taken_by_a_worker(strait: Desk) -> None:
    links = links_of(strait.configuration)
    async with strait.worker() as worker, aiohttp.ClientSession() as browser:
        await strait.publish(BACKING)
        await heard(strait, "raised", "Portugal")
        link = address(worker, links, await raised(strait, "Portugal"))
        async with browser.get(link) as page, browser.head(link) as preview:
            assert (page.status, preview.status) == (200, 200)
        assert not [each for each in await strait.events("tocsin.alerts") if isinstance(each, AlertAcknowledged)]
        form = {"name": "Ada Officer", "reason": "", "silence": "1h"}
        async with browser.post(link, data=form) as page:
            assert (page.status, "Ada Officer has taken it on" in await page.text()) == (200, True)
        assert (await heard(strait, "acknowledged", "Portugal"))["reason"] == "by Ada Officer"
        async with browser.get(link) as page:
            assert page.status == 409
        await strait.publish(AGAINST)
        assert (await heard(strait, "raised", "Spain"))["kind"] == "stance.new"
    (silence,) = json.loads(await said(strait, "silences", "--json"))
    assert (silence["by"], silence["kinds"]) == ("Ada Officer", ["stance.new"])


def address(worker: Running, links: SignedLinks, alert: AlertRaised) -> str:
    return worker.address + urlsplit(links.address(alert.data)).path
