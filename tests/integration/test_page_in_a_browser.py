"""The page behind a link, in a real Chromium: what a person sees, and what only a person can do."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from tests.browser import Browser, Tab, browsing
from tests.builders import NOON, days
from tests.fakes.clock import StandingClock
from tests.running import running
from tests.strait import BACKING, ENVIRONMENT, articles, desk, drop, links_of
from tests.unit.workers.test_answer_page import HOSTILE
from tests.unit.workers.test_answering import ALERT, Desk
from tests.unit.workers.test_progress import Wall
from tocsin.domain.alert import Alert, AlertAcknowledged, AlertRaised
from tocsin.notify.signed_links import PATH, SignedLinks
from tocsin.streams.log import SqliteLog
from tocsin.workers.answering import Answering
from tocsin.workers.status import Progress, serving

QUESTION = "Acknowledge this alert?"
EVERY = "[...document.querySelectorAll('{}')]"
PREVIEW = {"User-Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"}


@pytest.fixture
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    async with browsing(tmp_path_factory.mktemp("chromium")) as started:
        yield started


def raised(directory: Path) -> Alert:
    with SqliteLog.open(directory / "data", read_only=True) as log:
        (entry,) = log.entries(0, (AlertRaised,))
    assert isinstance(entry.event, AlertRaised)
    return entry.event.data


def acknowledged(directory: Path) -> list[str]:
    """Return who has acknowledged an alert."""
    with SqliteLog.open(directory / "data", read_only=True) as log:
        events = [entry.event for entry in log.entries(0, (AlertAcknowledged,))]
    return [event.data.by for event in events if isinstance(event, AlertAcknowledged)]


async def test_only_a_person_who_presses_the_button_acknowledges_and_only_once(
    browser: Browser, tmp_path: Path
) -> None:
    configuration = desk(tmp_path)
    links = links_of(configuration)
    async with running("run", "--config", configuration, cwd=tmp_path, env=ENVIRONMENT) as service:
        drop(tmp_path, "news.jsonl", articles(BACKING))
        await service.line("alert.raised")
        alert = raised(tmp_path)
        link = service.address + urlsplit(links.address(alert)).path
        async with aiohttp.ClientSession(headers=PREVIEW) as bot, bot.head(link) as head, bot.get(link) as page:
            assert (head.status, page.status) == (200, 200)
        tab, other = await browser.tab(), await browser.tab()
        for each in (tab, other):
            await each.open(link)
            assert await each.heading() == QUESTION
        assert alert.title in await tab.text()
        await tab.press("Acknowledge")
        assert (await tab.heading(), acknowledged(tmp_path)) == (QUESTION, []), "nobody has said who it is"

        await tab.write("name", "Ada Officer")
        await tab.write("reason", "staff are told")
        await tab.send("Acknowledge")
        assert await tab.heading() == "Acknowledged"
        assert alert.title in (text := await tab.text())
        assert "Ada Officer has taken it on (staff are told)." in text
        assert acknowledged(tmp_path) == ["Ada Officer"]

        await other.write("name", "Ben Officer")
        await other.send("Acknowledge")
        assert await other.heading() == "Acknowledged already"
        await tab.open(link)
        assert await tab.heading() == "Acknowledged already"
        assert acknowledged(tmp_path) == ["Ada Officer"]


class Pages:
    """The pages of one alert, whatever it says."""

    def __init__(self, address: str, links: SignedLinks) -> None:
        self._address = address
        self._links = links

    def of(self, title: str) -> str:
        return self._address + urlsplit(self._links.address(ALERT.model_copy(update={"title": title}))).path

    def at(self, token: str) -> str:
        return f"{self._address}{PATH}{token}"


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOON)


@pytest.fixture
async def pages(clock: StandingClock) -> AsyncIterator[Pages]:
    links = SignedLinks("https://tocsin.example.org", [SecretStr("a secret of these tests")], clock.now)
    routes = Answering(links, Desk(), clock.now).routes()
    async with serving("127.0.0.1", 0, CollectorRegistry(), Progress(Wall()), routes) as address:
        yield Pages(address, links)


async def elements(tab: Tab) -> list[str]:
    """Return the elements of the page with the names of their attributes."""
    names = "map(e => [e.tagName, ...e.getAttributeNames()].join(' '))"
    return list(await tab.sees(f"{EVERY.format('*')}.{names}"))


async def test_a_hostile_headline_is_text_and_runs_nothing(browser: Browser, pages: Pages) -> None:
    tab = await browser.tab()
    await tab.open(pages.of("News"))
    plain = await elements(tab)
    for headline in HOSTILE:
        await tab.open(pages.of(headline))
        assert await elements(tab) == plain
        assert await tab.heading() == QUESTION
    assert tab.dialogs == []


async def test_a_link_that_is_none_and_one_that_is_outdated_say_so(
    browser: Browser, pages: Pages, clock: StandingClock
) -> None:
    tab, link = await browser.tab(), pages.of("News")
    await tab.open(pages.at("what-is-left-of-a-link"))
    assert await tab.heading() == "This link is not good"
    clock.time = NOON + days(8)
    await tab.open(link)
    assert await tab.heading() == "This link has expired"
    assert "Links work for a week." in await tab.text()


async def test_the_page_fits_a_telephone(browser: Browser, pages: Pages) -> None:
    tab = await browser.tab()
    await tab.be_a_phone(360, 740)
    for title in ("Portugal gives Veld Ferries until Friday, 18:00, to leave the harbour", "W" * 120):
        await tab.open(pages.of(title))
        assert await tab.sees("document.documentElement.scrollWidth") <= 360
        assert min(await tab.sees(f"{EVERY.format('input, button')}.map(e => e.offsetHeight)")) >= 44, (
            "a finger hits it"
        )
        letters = f"{EVERY.format('p, input, button')}.map(e => parseFloat(getComputedStyle(e).fontSize))"
        assert min(await tab.sees(letters)) >= 16
