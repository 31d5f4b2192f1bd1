"""Feeds polled from a real server on this machine, on a clock that jumps from poll to poll."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from random import Random

import aiohttp
import pytest
from aiohttp import web

from tests.fakes.clock import JumpingClock
from tocsin.ingest.feed import Feed
from tocsin.ingest.feed_state import FeedState
from tocsin.ingest.fetch import LARGEST_BODY, USER_AGENT
from tocsin.ingest.normalise import Defaults
from tocsin.ingest.source import BATCH_SIZE, Arrived

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
EVERY = timedelta(minutes=5)
WIRE = Defaults("wire")

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def rss(*names, date="Wed, 01 May 2024 12:00:00 GMT", before="", after="</channel></rss>"):
    entries = "".join(
        f"<item><title>About {name}</title><link>https://wire.example/{name}?utm_source=rss</link>"
        f"<description>&lt;p&gt;One of {name}.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description>"
        f"<pubDate>{date}</pubDate></item>"
        for name in names
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{before}{entries}{after}'


def page(text, status=200, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(request):
        return web.Response(text=text, status=status, content_type="application/rss+xml", headers=named)

    return answer


def raw(body, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(request):
        return web.Response(body=body, headers=named)

    return answer


class Server:
    """Answers the polls of `/rss` in turn, the last answer for ever; `also` holds other paths. Notes every request."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.also: dict[str, Answer] = {}
        self.requests: list[web.Request] = []
        self.base = ""

    async def answer(self, request):
        self.requests.append(request)
        if request.path in self.also:
            return await self.also[request.path](request)
        return await (self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])(request)


@pytest.fixture
async def server():
    server = Server()
    app = web.Application()
    app.router.add_get("/{path:.*}", server.answer)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


class Desk:
    """Reads the feed of a server, poll by poll."""

    def __init__(self, server, session, defaults=WIRE, time_limit=timedelta(seconds=30)):
        self.clock = JumpingClock(NOW)
        self._feed = Feed(
            "wire",
            f"{server.base}/rss",
            EVERY,
            defaults,
            session=session,
            clock=self.clock,
            random=Random(7),
            time_limit=time_limit,
        )

    async def poll(self, times, state=None):
        batches = self._feed.batches(state)
        return [await anext(batches) for _ in range(times)]


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


def articles(batch):
    return [item.article for item in batch.items if isinstance(item, Arrived)]


def state(batch):
    return FeedState.model_validate_json(batch.state)


async def test_the_entries_of_a_feed_become_articles(server, session):
    server.answers = [page(rss("island"))]
    (batch,) = await Desk(server, session).poll(1)
    (article,) = articles(batch)
    assert article.url == "https://wire.example/island"
    assert article.source == "wire"
    assert article.title == "About island"
    assert article.text == "One of island.\n\nTwo."
    assert article.published_at == datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert article.fetched_at == NOW
    assert batch.trouble is None


async def test_atom_is_read_with_relative_links_and_the_longest_text(server, session):
    server.answers = [
        page(
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title><entry><title>News</title>'
            '<link href="/news/1"/><updated>2024-05-01T14:00:00+02:00</updated><summary>Short.</summary>'
            '<content type="html">&lt;p&gt;Much longer.&lt;/p&gt;</content></entry></feed>'
        )
    ]
    (article,) = articles((await Desk(server, session).poll(1))[0])
    assert article.url == f"{server.base}/news/1"
    assert article.text == "Much longer."
    assert article.published_at == datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (page(rss("island")), "2xx"),
        (page("", status=304), "304"),
        (page("", status=403), "4xx"),
        (page("", status=429), "4xx"),
        (page("", status=410), "4xx"),
        (page("", status=502), "5xx"),
        (page("<html>Welcome</html>"), "unreadable"),
    ],
)
async def test_a_poll_tells_the_class_of_its_answer_and_when_the_next_will_be(server, session, answer, outcome):
    server.answers = [answer]
    (batch,) = await Desk(server, session).poll(1)
    assert (batch.fetch.outcome, batch.fetch.at) == (outcome, NOW)
    assert batch.fetch.next_at == state(batch).next_poll_at


async def test_a_server_that_is_not_there_is_unreachable(server, session):
    server.base = "http://127.0.0.1:9"
    (batch,) = await Desk(server, session).poll(1)
    assert batch.fetch.outcome == "unreachable"


async def test_of_a_poll_in_several_batches_the_last_one_tells(server, session):
    server.answers = [page(rss(*map(str, range(BATCH_SIZE + 1))))]
    batches = await Desk(server, session).poll(2)
    assert [batch.fetch is None for batch in batches] == [True, False]


async def test_every_poll_says_who_asks_and_waits_its_interval(server, session):
    server.answers = [page(rss("island"))]
    desk = Desk(server, session)
    await desk.poll(3)
    assert {request.headers["User-Agent"] for request in server.requests} == {USER_AGENT}
    assert desk.clock.waits == [0, EVERY.total_seconds(), EVERY.total_seconds()]


async def test_only_entries_that_the_last_document_did_not_have_are_given(server, session):
    server.answers = [page(rss("island")), page(rss("harbour", "island"))]
    desk = Desk(server, session)
    first, second = await desk.poll(2)
    assert [article.title for article in articles(second)] == ["About harbour"]
    (after_restart,) = await desk.poll(1, first.state)
    assert [article.title for article in articles(after_restart)] == ["About harbour"]


async def test_the_second_request_is_conditional_and_304_gives_nothing_new(server, session):
    modified = "Wed, 01 May 2024 12:00:00 GMT"
    server.answers = [page(rss("island"), ETag='"v1"', Last_Modified=modified), page("", status=304)]
    _, second, third = await Desk(server, session).poll(3)
    assert [request.headers.get("If-None-Match") for request in server.requests] == [None, '"v1"', '"v1"']
    assert server.requests[1].headers["If-Modified-Since"] == modified
    assert second.items == third.items == ()
    assert second.trouble is None


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("patience", ["7200", "Thu, 02 May 2024 14:00:00 GMT"])
async def test_a_server_that_asks_for_patience_is_given_it(server, session, status, patience):
    server.answers = [page("later", status=status, Retry_After=patience), page(rss("island"))]
    desk = Desk(server, session)
    busy, answered = await desk.poll(2)
    assert str(status) in busy.trouble
    assert desk.clock.waits == [0, 7200]
    assert articles(answered)


async def test_a_server_that_fails_is_asked_less_and_less_often_until_it_answers(server, session):
    server.answers = [page("oops", status=500)] * 3 + [page(rss("island"))]
    desk = Desk(server, session)
    *failures, success = await desk.poll(4)
    _, first, second, third = desk.clock.waits
    assert EVERY.total_seconds() <= first < second < third
    assert [state(batch).failures for batch in (*failures, success)] == [1, 2, 3, 0]
    assert "500" in failures[0].trouble


async def test_a_failure_leaves_what_is_known_of_the_feed_as_it_was(server, session):
    server.answers = [page(rss("island"), ETag='"v1"'), page("oops", status=500), page(rss("island"), ETag='"v2"')]
    *_, third = await Desk(server, session).poll(3)
    assert server.requests[2].headers["If-None-Match"] == '"v1"'
    assert third.items == ()


async def test_a_server_that_never_answers_is_given_up_on(server, session):
    async def never(request):
        return await asyncio.get_running_loop().create_future()

    server.answers = [never]
    (batch,) = await Desk(server, session, time_limit=timedelta(milliseconds=50)).poll(1)
    assert "took longer than 0.05 s" in batch.trouble


async def test_a_server_that_is_not_there_is_trouble_and_no_crash(server, session):
    server.base = "http://127.0.0.1:1"
    (batch,) = await Desk(server, session).poll(1)
    assert "cannot be reached" in batch.trouble


@pytest.mark.parametrize(("status", "remembered"), [(301, True), (308, True), (302, False), (307, False)])
async def test_only_a_permanent_redirect_is_remembered(server, session, status, remembered):
    server.answers = [page("", status=status, Location="/moved")]
    server.also = {"/moved": page(rss("island"))}
    first, _ = await Desk(server, session).poll(2)
    assert articles(first)
    assert server.requests[2].path == ("/moved" if remembered else "/rss")


async def test_a_permanent_redirect_behind_a_temporary_one_is_not_remembered(server, session):
    server.answers = [page("", status=302, Location="/for-now")]
    server.also = {"/for-now": page("", status=301, Location="/moved"), "/moved": page(rss("island"))}
    (batch,) = await Desk(server, session).poll(1)
    assert state(batch).url == f"{server.base}/rss"


async def test_redirects_without_end_are_trouble(server, session):
    server.answers = [page("", status=301, Location="/rss")]
    (batch,) = await Desk(server, session).poll(1)
    assert batch.trouble


async def test_a_feed_that_is_gone_is_never_asked_for_again(server, session):
    server.answers = [page("", status=410)]
    desk = Desk(server, session)
    batches = [batch async for batch in desk._feed.batches(None)]
    assert ["410" in batch.trouble for batch in batches] == [True]
    assert [batch async for batch in desk._feed.batches(batches[0].state)] == []
    assert len(server.requests) == 1


@pytest.mark.parametrize("packed", [False, True])
async def test_a_feed_beyond_measure_is_not_read_packed_or_not(server, session, packed):
    body = b" " * (LARGEST_BODY + 1)
    server.answers = [raw(gzip.compress(body), Content_Encoding="gzip") if packed else raw(body)]
    (batch,) = await Desk(server, session).poll(1)
    assert "larger than" in batch.trouble


async def test_a_packed_feed_is_unpacked(server, session):
    server.answers = [raw(gzip.compress(rss("island").encode()), Content_Encoding="gzip")]
    (batch,) = await Desk(server, session).poll(1)
    assert articles(batch)


async def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes(server, session):
    server.answers = [page(rss("island", "harbour", after="<item><title>Cut o"))]
    (batch,) = await Desk(server, session).poll(1)
    assert [article.title for article in articles(batch)][:2] == ["About island", "About harbour"]


@pytest.mark.parametrize(
    "body",
    ["<html><body>Please log in</body></html>", "", "oops", "<rss><<<", '{"items": []}', "<rss><title>&#xD800;<item>"],
)
async def test_what_is_no_feed_is_said_to_be_none(server, session, body):
    server.answers = [page(body)]
    (batch,) = await Desk(server, session).poll(1)
    assert "is not a feed" in batch.trouble
    assert state(batch).failures == 1


async def test_a_feed_without_entries_is_no_trouble(server, session):
    server.answers = [page(rss())]
    (batch,) = await Desk(server, session).poll(1)
    assert (batch.items, batch.trouble) == ((), None)


async def test_a_broken_entry_is_told_once_and_the_rest_arrives(server, session):
    naive = rss(
        "harbour", date="Wed, 01 May 2024 12:00:00", before=rss("island").split("</title>", 1)[1].split("</ch")[0]
    )
    server.answers = [page(naive)]
    first, second = await Desk(server, session).poll(2)
    assert [article.title for article in articles(first)] == ["About island"]
    (broken,) = [item for item in first.items if not isinstance(item, Arrived)]
    assert broken.origin == f"{server.base}/rss entry 2"
    assert "timezone" in broken.reason
    assert second.items == ()


async def test_an_entry_without_a_time_appeared_when_it_was_first_fetched(server, session):
    server.answers = [page(rss("island").replace("<pubDate>Wed, 01 May 2024 12:00:00 GMT</pubDate>", ""))]
    (article,) = articles((await Desk(server, session).poll(1))[0])
    assert article.published_at == NOW


@pytest.mark.parametrize(
    ("configured", "declared", "understood"),
    [("fr", "en", "fr"), (None, "pt-br", "pt-br"), (None, "English!", "en")],
)
async def test_the_language_is_the_configured_one_else_the_one_that_the_feed_declares(
    server, session, configured, declared, understood
):
    server.answers = [page(rss("island", before=f"<language>{declared}</language>"))]
    (article,) = articles((await Desk(server, session, Defaults("wire", language=configured)).poll(1))[0])
    assert article.language == understood


async def test_a_long_feed_comes_in_several_batches_and_only_the_last_says_that_it_was_read(server, session):
    names = [f"n{number}" for number in range(BATCH_SIZE + 1)]
    server.answers = [page(rss(*names), ETag='"v1"')]
    first, second = await Desk(server, session).poll(2)
    assert (len(first.items), len(second.items)) == (BATCH_SIZE, 1)
    assert (state(first).etag, state(second).etag) == (None, '"v1"')
