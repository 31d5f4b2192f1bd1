import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes.brokers import StandingBrokers
from tests.fakes.clock import StandingClock
from tests.fakes.wire import Wire
from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.domain.tick import SourcePolled
from tocsin.ingest.source import RAW_KEPT, Batch, Broken
from tocsin.streams.kafka.connection import BrokerError
from tocsin.streams.kafka.spool import Spool
from tocsin.streams.log import SqliteLog
from tocsin.workers.kafka.ingest import AT_ONCE, Ingest
from tocsin.workers.observer import Observer, Publishing

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
PATIENCE = 30
LIMIT = 50_000


def article(name: object, text: str = "") -> Article:
    return Article(id=str(name), source="Wire", url="", title="t", text=text, published_at=NOON, fetched_at=NOON)


def in_trouble(now: Publishing) -> bool:
    """Whether the brokers were tried, and take nothing."""
    return now.answering is not None and now.trouble is not None


class Notes(Observer):
    """Keeps what the runtime tells, and says when it has told that something is so."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.new: list[int] = []
        self.last_articles: dict[str, datetime] = {}
        self.last: Publishing | None = None
        self._told = asyncio.Event()

    def sent(self, events: list[Event]) -> None:
        self.events += events

    def began(self, source: str, last_article: datetime) -> None:
        self.last_articles[source] = last_article

    def read(self, batch: Batch, new: int, at: datetime) -> None:
        self.new.append(new)

    def publishing(self, publishing: Publishing) -> None:
        self.last = publishing
        self._told.set()

    async def wait_until(self, so: Callable[[Publishing], bool]) -> Publishing:
        async with asyncio.timeout(PATIENCE):
            while self.last is None or not so(self.last):
                self._told.clear()
                await self._told.wait()
        return self.last


class Harbour:
    """An ingest worker that runs, and the world around it."""

    def __init__(self, log: SqliteLog, brokers: StandingBrokers) -> None:
        self.spool, self.brokers = Spool(log, LIMIT, partitions=2), brokers
        self.wire, self.notes, self.stop = Wire(), Notes(), asyncio.Event()
        self.runtime = Ingest(self.spool, brokers, [self.wire], StandingClock(NOON), [self.notes])
        self.task = asyncio.create_task(self.runtime.run(self.stop))

    async def published(self, articles: int) -> None:
        """Wait until the brokers have so many articles, and all that was to be published with them."""
        await self.notes.wait_until(lambda now: not now.waiting and len(self.brokers.articles) == articles)

    async def end(self) -> None:
        self.stop.set()
        async with asyncio.timeout(PATIENCE):
            await self.task


@asynccontextmanager
async def harbour(directory: Path, brokers: StandingBrokers | None = None) -> AsyncIterator[Harbour]:
    with SqliteLog.open(directory) as log:
        running = Harbour(log, brokers or StandingBrokers())
        try:
            yield running
        finally:
            await running.end()


async def test_what_a_source_gives_is_published_in_its_order(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(article(1), article(2))
        await it.wire.give(article(3))
        await it.published(3)
        assert it.brokers.articles == ["1", "2", "3"]
        assert it.notes.new == [2, 1]


async def test_every_partition_hears_that_a_source_was_read(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(article(1))
        await it.published(1)
        assert [event.partitionkey for event in it.brokers.taken if isinstance(event, SourcePolled)] == ["0", "1"]


async def test_what_comes_again_is_published_once(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(article(1))
        await it.published(1)
        await it.wire.give(article(1), article(2))
        await it.published(2)
        assert it.brokers.articles == ["1", "2"]


async def test_what_comes_while_the_brokers_are_away_is_published_oldest_first_when_they_are_back(
    tmp_path: Path,
) -> None:
    brokers = StandingBrokers()
    brokers.away = True
    async with harbour(tmp_path, brokers) as it:
        for number in range(10):
            await it.wire.give(article(number))
        told = await it.notes.wait_until(lambda now: in_trouble(now) and now.waiting > 10)
        assert (told.answering, told.trouble) == (False, "127.0.0.1:9 cannot be reached")
        brokers.away = False
        await it.notes.wait_until(lambda now: now.trouble is None and not now.waiting)
        assert brokers.articles == [str(number) for number in range(10)]


async def test_a_connection_that_is_lost_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(article(1))
        await it.published(1)
        it.brokers.away = True
        await it.wire.give(article(2))
        await it.notes.wait_until(in_trouble)
        it.brokers.away = False
        await it.published(2)
        assert it.brokers.articles == ["1", "2"]


async def test_while_the_spool_is_full_nothing_is_read_and_nothing_is_dropped(tmp_path: Path) -> None:
    brokers = StandingBrokers()
    brokers.away = True
    async with harbour(tmp_path, brokers) as it:
        await it.wire.give(*(article(number, "x" * 1000) for number in range(60)))
        assert (await it.notes.wait_until(lambda now: now.full)).limit == LIMIT
        giving = asyncio.create_task(it.wire.give(article(60)))
        await it.notes.wait_until(lambda now: now.full and in_trouble(now))
        assert not giving.done()
        brokers.away = False
        async with asyncio.timeout(PATIENCE):
            await giving
        await it.notes.wait_until(lambda now: not now.waiting)
        assert brokers.articles == [str(number) for number in range(61)]


async def test_what_the_brokers_refuse_for_good_is_put_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    brokers = StandingBrokers()
    brokers.refused["2"] = "larger than the topic allows"
    async with harbour(tmp_path, brokers) as it:
        await it.wire.give(article(1), article(2, "x" * 2 * RAW_KEPT), article(3))
        await it.published(2)
        assert brokers.articles == ["1", "3"]
        (letter,) = [event.data for event in brokers.taken if isinstance(event, LetterDead)]
        assert letter.origin.startswith("tocsin.articles ")
        assert (letter.reason, len(letter.raw)) == ("refused: larger than the topic allows", RAW_KEPT)
        assert [event.data for event in it.notes.events if isinstance(event, LetterDead)] == [letter]


async def test_a_broken_item_becomes_a_dead_letter_beside_the_articles(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(Broken(b"{", "news.jsonl line 1", "item: is not JSON"), article(1))
        await it.published(1)
        assert [type(event) for event in it.brokers.taken[:2]] == [LetterDead, ArticlePublished]


async def test_a_source_begins_where_it_was_told_to_remember_even_if_nothing_was_published(tmp_path: Path) -> None:
    brokers = StandingBrokers()
    brokers.away = True
    async with harbour(tmp_path, brokers) as it:
        await it.wire.give(article(1), state=b"line 7")
        await it.notes.wait_until(in_trouble)
    brokers.away = False
    async with harbour(tmp_path, brokers) as it:
        await it.notes.wait_until(lambda now: now.trouble is None and not now.waiting)
        await it.wire.give()
        assert (it.wire.began_with, brokers.articles) == (b"line 7", ["1"])


async def test_a_restart_does_not_hide_since_when_a_source_has_given_nothing(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        Spool(log, LIMIT, partitions=2).take("wire", [ArticlePublished.of(article(1))], None, NOON - timedelta(hours=1))
    async with harbour(tmp_path) as it:
        await it.wire.give()
        assert it.notes.last_articles == {"wire": NOON - timedelta(hours=1)}


async def test_told_to_stop_it_publishes_what_it_has_read(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(*(article(number) for number in range(3 * AT_ONCE)))
        await it.end()
        assert len(it.brokers.articles) == 3 * AT_ONCE
        assert it.brokers.closed.is_set()


async def test_told_to_stop_it_waits_for_no_brokers_that_are_away(tmp_path: Path) -> None:
    brokers = StandingBrokers()
    brokers.away = True
    async with harbour(tmp_path, brokers) as it:
        await it.wire.give(article(1))
        await it.notes.wait_until(in_trouble)
        await it.end()
        assert it.spool.count == 3


async def test_brokers_that_answer_nothing_are_told_of_and_do_not_hold_up_the_end(tmp_path: Path) -> None:
    brokers = StandingBrokers()
    brokers.silent = True
    async with harbour(tmp_path, brokers) as it:
        await it.wire.give(article(1))
        told = await it.notes.wait_until(in_trouble)
        assert (told.answering, told.trouble) == (True, "nothing has been acknowledged for 5 s")
        await it.end()
        assert it.spool.count == 3


async def test_what_waiting_does_not_help_against_ends_the_run(tmp_path: Path) -> None:
    brokers = StandingBrokers()
    brokers.wrong = "tocsin.articles: the topic is missing; run `tocsin topics create`"
    with SqliteLog.open(tmp_path) as log:
        it = Harbour(log, brokers)
        with pytest.raises(BrokerError, match="tocsin topics create"):
            async with asyncio.timeout(PATIENCE):
                await it.task


async def test_a_source_that_breaks_ends_the_run_with_its_error(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        it = Harbour(log, StandingBrokers())
        it.wire.fail(OSError("the wire is cut"))
        with pytest.raises(OSError, match="the wire is cut"):
            async with asyncio.timeout(PATIENCE):
                await it.task
