import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes.clock import StandingClock
from tests.fakes.extractor import LineExtractor
from tests.fakes.wire import Wire
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.article import Article
from tocsin.domain.claim import ClaimRetracted, Retraction, StanceClaimed
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.delivery import Attempt, Delivery, DeliverySucceeded
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.domain.outbox import Notify
from tocsin.domain.projection import Project
from tocsin.domain.stance import StanceChanged
from tocsin.domain.tick import ClockTicked, SourcePolled
from tocsin.domain.watch import AlertRule, Watch
from tocsin.extraction.stage import Extract
from tocsin.ingest.source import Broken
from tocsin.streams.log import SqliteLog
from tocsin.workers.embedded import Embedded
from tocsin.workers.failures import LEAST, TooManyFailures
from tocsin.workers.observer import Observer
from tocsin.workers.pipeline import Pipeline

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
DUE = NOON + timedelta(days=5)
PATIENCE = 30
WATCH = Watch(
    id="harbour",
    title="The harbour",
    alerts=(AlertRule(on="stance.new", channels=("desk",)), AlertRule(on="deadline.approaching")),
)


def article(number: int, *lines: str, at: datetime = NOON) -> Article:
    return Article(
        id=f"a{number}",
        source="Wire",
        url=f"https://news.example/{number}",
        title="Harbour",
        text="\n".join(lines),
        published_at=at,
        fetched_at=at,
    )


ULTIMATUM = article(1, f"deadline PRT union set {DUE.isoformat()}")


class Desk:
    """Takes on deliveries, and reports them as delivered when told to."""

    def __init__(self) -> None:
        self.due: list[Delivery] = []
        self.came = asyncio.Event()
        self.grace: timedelta | None = None
        self.report_at_the_end: Callable[[Delivery], object] | None = None

    def dispatch(self, due: Iterable[Delivery]) -> None:
        self.due = list(due)
        if self.due:
            self.came.set()

    async def close(self, grace: timedelta) -> None:
        self.grace = grace
        for delivery in self.due if self.report_at_the_end else ():
            await self.report_at_the_end(delivery)


class Notes(Observer):
    """Keeps every event that was committed, and says when one of a kind was."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.last_articles: dict[str, datetime] = {}
        self._grown = asyncio.Event()

    def began(self, source: str, last_article: datetime) -> None:
        self.last_articles[source] = last_article

    def sent(self, events: Sequence[Event]) -> None:
        self.events += events
        self._grown.set()

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    async def wait_for(self, kind: type[Event], count: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while len(self.of(kind)) < count:
                self._grown.clear()
                await self._grown.wait()


class Harbour:
    """A runtime that runs, and the world around it."""

    def __init__(self, log: SqliteLog, clock: StandingClock) -> None:
        stages = (Extract(LineExtractor(WATCH.id)), Project([WATCH]), RaiseAlerts([WATCH], {}), Notify())
        self.log = log
        self.clock, self.wire, self.desk, self.notes = clock, Wire(), Desk(), Notes()
        self.runtime = Embedded(Pipeline(log, stages, clock.now), [self.wire], clock, [self.notes])
        self.stop = asyncio.Event()
        self.task = asyncio.create_task(self.runtime.run(self.desk, self.stop))

    async def end(self) -> None:
        self.stop.set()
        async with asyncio.timeout(PATIENCE):
            await self.task


@asynccontextmanager
async def harbour(directory: Path, clock: StandingClock | None = None) -> AsyncIterator[Harbour]:
    with SqliteLog.open(directory) as log:
        running = Harbour(log, clock or StandingClock(NOON))
        try:
            yield running
        finally:
            with suppress(OSError, TooManyFailures):
                await running.end()


def delivered(delivery: Delivery, at: datetime) -> Attempt:
    return Attempt.next(delivery, at, "delivered")


async def test_a_punctual_clock_ticks_at_the_very_instant(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(ULTIMATUM)
        it.clock.time = DUE - timedelta(seconds=30)
        await it.wire.give()
        ticked = len(it.notes.of(ClockTicked))
        it.clock.time = DUE + timedelta(seconds=20)
        await it.wire.give()
        assert [event.data.now for event in it.notes.of(ClockTicked)[ticked:]] == [DUE]
        assert [event.time for event in it.notes.of(DeadlineChanged) if event.data.change == "expired"] == [DUE]


async def test_a_fast_clock_stops_at_every_instant_on_the_way(tmp_path: Path) -> None:
    async with harbour(tmp_path, StandingClock(NOON, speed=86_400.0)) as it:
        await it.wire.give(ULTIMATUM)
        it.clock.time = DUE
        await it.wire.give()
        left = [DUE - event.data.now for event in it.notes.of(ClockTicked)]
        assert left == [timedelta(hours=hours) for hours in (72, 24, 6, 1, 0)]


async def test_after_a_gap_there_is_one_tick(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(ULTIMATUM)
        it.clock.time = DUE + timedelta(days=1)
        await it.wire.give()
        assert [event.data.now for event in it.notes.of(ClockTicked)] == [it.clock.time]
        assert [event.data.change for event in it.notes.of(DeadlineChanged)] == ["set", "expired"]


async def test_time_passes_before_an_article_is_taken_in(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(ULTIMATUM)
        it.clock.time = DUE + timedelta(hours=1)
        await it.wire.give(article(2, "stance PRT toll support", at=it.clock.time))
        kinds = [type(event) for event in it.notes.events]
        assert kinds.index(ClockTicked) < kinds.index(StanceClaimed)


async def test_what_is_due_is_given_to_the_sender_and_its_report_is_committed(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(article(1, "stance PRT toll support"))
        async with asyncio.timeout(PATIENCE):
            await it.desk.came.wait()
        (due,) = it.desk.due
        assert (due.channel, due.message, due.items[0].alert.kind) == ("desk", "raised", "stance.new")
        await it.runtime.report(delivered(due, NOON))
        assert len(it.notes.of(DeliverySucceeded)) == 1


async def test_what_is_in_the_air_at_the_end_is_waited_for_and_committed(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(article(1, "stance PRT toll support"))
        async with asyncio.timeout(PATIENCE):
            await it.desk.came.wait()
        it.desk.report_at_the_end = lambda delivery: it.runtime.report(delivered(delivery, NOON))
        await it.end()
        assert it.desk.grace is not None
        assert it.log.count([DeliverySucceeded]) == 1


async def test_a_source_that_breaks_ends_the_run_with_its_error(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        it.wire.fail(OSError("the wire is cut"))
        with pytest.raises(OSError, match="the wire is cut"):
            async with asyncio.timeout(PATIENCE):
                await it.task
        assert it.desk.grace is not None


async def test_a_source_begins_where_it_was_told_to_remember(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(state=b"line 7")
    async with harbour(tmp_path) as it:
        await it.wire.give()
        assert it.wire.began_with == b"line 7"


async def test_a_restart_does_not_hide_since_when_a_source_has_given_nothing(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    async with harbour(tmp_path, clock) as it:
        await it.wire.give()
    clock.time += timedelta(hours=1)
    async with harbour(tmp_path, clock) as it:
        await it.wire.give(article(1))
        assert it.notes.last_articles == {"wire": NOON}
    clock.time += timedelta(hours=1)
    async with harbour(tmp_path, clock) as it:
        await it.wire.give(article(1))
        assert it.notes.last_articles == {"wire": NOON + timedelta(hours=1)}


async def test_only_what_is_new_counts_against_silence(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(article(1))
        it.clock.time += timedelta(seconds=1)
        await it.wire.give(article(1))
        last = [event.data.last_article_at for event in it.notes.of(SourcePolled)]
        assert last == [NOON, None]


async def test_a_broken_item_becomes_a_dead_letter_beside_the_articles(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(
            Broken(b"{", "news.jsonl line 1", "item: is not JSON"), article(1, "stance PRT toll support")
        )
        (letter,) = it.notes.of(LetterDead)
        assert (letter.data.raw, letter.data.died_at) == (b"{", NOON)
        assert len(it.notes.of(StanceChanged)) == 1


async def test_items_that_are_no_articles_never_end_the_run(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(*(Broken(b"{", f"news.jsonl line {number}", "item: is not JSON") for number in range(100)))
        await it.wire.give(article(1, "stance PRT toll support"))
        assert len(it.notes.of(LetterDead)) == 100
        assert len(it.notes.of(StanceChanged)) == 1


async def test_a_release_that_fails_at_every_event_ends_the_run(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        articles = (article(number, "no line that this extractor reads") for number in range(40))
        giving = asyncio.create_task(it.wire.give(*articles))
        with pytest.raises(TooManyFailures, match="extract: ValueError"):
            async with asyncio.timeout(PATIENCE):
                await it.task
        giving.cancel()
        assert it.desk.grace is not None
        assert it.log.count([LetterDead]) < LEAST


async def test_what_another_process_appends_is_taken_in(tmp_path: Path) -> None:
    async with harbour(tmp_path) as it:
        await it.wire.give(article(1, "stance PRT toll support"))
        (claimed,) = it.notes.of(StanceClaimed)
        retraction = Retraction(claim=claimed.data, reason="misread", by="A. Nalyst", retracted_at=NOON)
        with SqliteLog.open(tmp_path) as other, other.transaction():
            other.append([ClaimRetracted.of(retraction)])
        await it.notes.wait_for(StanceChanged, 2)
        assert [event.data.change for event in it.notes.of(StanceChanged)] == ["taken", "retracted"]
