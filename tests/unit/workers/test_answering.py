"""Following a link: what is shown, what is taken, and what is refused with which status."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp
import pytest
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from tests.builders import NOON, days, hours
from tests.fakes.clock import StandingClock
from tests.unit.notify.test_signed_links import alert
from tests.unit.workers.test_progress import Wall
from tocsin.domain.alert import AlertAcknowledged
from tocsin.domain.event import Event
from tocsin.domain.silence import SilenceStarted
from tocsin.domain.thread import Standing
from tocsin.notify.signed_links import PATH, SignedLinks
from tocsin.workers.answer_page import HEADERS
from tocsin.workers.answering import Answering
from tocsin.workers.status import LARGEST_BODY, Progress, serving

ALERT = alert("Avalia closes <the> strait")
FORM = {"name": "Ada Officer", "reason": "all are home", "silence": ""}


@dataclass
class Desk:
    """Knows one alert, and keeps what people say."""

    now: Standing | None = "open"
    broken: bool = False
    said: list[Event] = field(default_factory=list)

    async def standing(self, watch: str, alert_id: str) -> Standing | None:
        return self.now if (watch, alert_id) == (ALERT.watch, ALERT.id) else "unknown"

    async def say(self, events: Sequence[Event]) -> None:
        if self.broken:
            raise OSError("no room, and the password is open sesame")
        self.said += events


class Browser:
    """Somebody who follows links."""

    def __init__(self, address: str, desk: Desk, clock: StandingClock, links: SignedLinks) -> None:
        self.address, self.desk, self.clock, self.links = address, desk, clock, links
        self.link = address + urlsplit(links.address(ALERT)).path

    async def asks(self, method: str, link: str = "", **how: object) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.request(method, link or self.link, **how) as answer:
            if answer.content_type == "text/html":
                assert {name: answer.headers[name] for name in HEADERS} == HEADERS
            return answer.status, await answer.text()

    async def sends(self, **fields: str) -> tuple[int, str]:
        return await self.asks("POST", data=FORM | fields)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    clock, desk = StandingClock(NOON), Desk()
    links = SignedLinks("https://tocsin.example.org", [SecretStr("a secret of these tests")], clock.now)
    routes = Answering(links, desk, clock.now).routes()
    async with serving("127.0.0.1", 0, CollectorRegistry(), Progress(Wall()), routes) as address:
        yield Browser(address, desk, clock, links)


async def test_looking_at_the_page_acknowledges_nothing(browser: Browser) -> None:
    status, page = await browser.asks("GET")
    assert status == 200
    assert "Avalia closes &lt;the&gt; strait" in page
    assert "Acknowledge this alert?" in page
    assert await browser.asks("HEAD") == (200, "")
    for method in ("OPTIONS", "PUT", "DELETE", "PATCH"):
        assert (await browser.asks(method))[0] == 405
    assert browser.desk.said == []


async def test_sending_the_form_acknowledges_with_who_when_and_why(browser: Browser) -> None:
    status, page = await browser.sends(name="  Ada\n Officer ")
    assert status == 200
    assert "Ada Officer has taken it on (all are home)." in page
    (event,) = browser.desk.said
    assert isinstance(event, AlertAcknowledged)
    assert (event.data.alert_id, event.partitionkey) == (ALERT.id, "strait")
    assert (event.data.by, event.data.reason, event.data.at) == ("Ada Officer", "all are home", NOON)


async def test_a_reason_can_be_left_away(browser: Browser) -> None:
    assert (await browser.sends(reason=" "))[0] == 200
    assert [event.data.reason for event in browser.desk.said] == [None]


@pytest.mark.parametrize("length", [1, 8, 24])
async def test_a_second_button_silences_what_is_about_the_same_too(browser: Browser, length: int) -> None:
    status, page = await browser.sends(silence=f"{length}h")
    until = NOON + hours(length)
    assert status == 200
    assert f"Nobody is told of stance.new about the same until {until:%Y-%m-%d %H:%M} UTC." in page
    given, silence = browser.desk.said
    assert isinstance(given, AlertAcknowledged)
    assert isinstance(silence, SilenceStarted)
    assert (silence.data.at, silence.data.until, silence.data.by) == (NOON, until, "Ada Officer")
    assert silence.data.covers(ALERT)
    assert not silence.data.covers(alert(subject="AVA/another"))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "the name is missing"),
        ({"name": "a" * 101}, "the name has 101 characters; 100 is the most"),
        ({"reason": "a" * 501}, "the reason has 501 characters; 500 is the most"),
        ({"name": "a\x00b"}, "the name holds characters that cannot be printed"),
        ({"silence": "9000h"}, "choose how long it is to be silenced"),
    ],
)
async def test_what_cannot_be_meant_is_asked_for_again(browser: Browser, fields: dict[str, str], told: str) -> None:
    status, page = await browser.sends(**fields)
    assert status == 422
    assert f"Nothing is done yet: {told}" in page
    assert "<form" in page
    assert browser.desk.said == []


@pytest.mark.parametrize(
    ("standing", "status", "told"),
    [
        ("acknowledged", 409, "Acknowledged already"),
        ("resolved", 410, "It is over"),
        ("unknown", 404, "No such alert"),
    ],
)
async def test_what_cannot_be_acknowledged_any_more_is_told(
    browser: Browser, standing: Standing, status: int, told: str
) -> None:
    browser.desk.now = standing
    for found, page in (await browser.asks("GET"), await browser.sends()):
        assert found == status
        assert told in page
        assert "<form" not in page
    assert browser.desk.said == []


async def test_a_worker_that_does_not_carry_the_watch_takes_the_answer_all_the_same(browser: Browser) -> None:
    browser.desk.now = None
    assert (await browser.asks("GET"))[0] == 200
    assert (await browser.sends())[0] == 200
    assert len(browser.desk.said) == 1


async def test_an_expired_link_and_a_forged_one_do_nothing(browser: Browser) -> None:
    forged = f"{browser.address}{PATH}eyJ3YXRjaCI6InN0cmFpdCJ9.aaaa.bbbb"
    for found, page in (await browser.asks("GET", forged), await browser.asks("POST", forged, data=FORM)):
        assert found == 404
        assert "This link is not good" in page
    browser.clock.time += days(8)
    for found, page in (await browser.asks("GET"), await browser.sends()):
        assert found == 410
        assert "This link has expired" in page
    assert browser.desk.said == []


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"json": FORM}, 415),
        ({"data": b"name=Ada", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"data": FORM | {"reason": "a" * LARGEST_BODY}}, 413),
        ({"data": {str(number): "" for number in range(9)}}, 400),
    ],
)
async def test_what_is_not_the_form_is_refused(browser: Browser, how: dict[str, object], status: int) -> None:
    found, page = await browser.asks("POST", **how)
    assert found == status
    assert "<h1>" in page
    assert browser.desk.said == []


async def test_the_longest_that_may_be_said_is_not_too_much(browser: Browser) -> None:
    assert (await browser.sends(name="🕊" * 100, reason="🕊" * 500, silence="24h"))[0] == 200


async def test_what_could_not_be_written_down_is_not_called_done(browser: Browser) -> None:
    browser.desk.broken = True
    status, page = await browser.sends()
    assert status == 503
    assert "Not acknowledged" in page
    assert "sesame" not in page


async def test_many_can_follow_a_link_at_once(browser: Browser) -> None:
    pages = await asyncio.gather(*(browser.asks("GET") for _ in range(20)))
    assert {status for status, _ in pages} == {200}
    assert browser.desk.said == []
