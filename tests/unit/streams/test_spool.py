from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead
from tocsin.domain.tick import SourcePolled
from tocsin.streams.envelope import encode
from tocsin.streams.kafka.spool import MOST_REMEMBERED, REMEMBERED_FOR, Spool, Waiting
from tocsin.streams.log import SqliteLog

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
LIMIT = 20_000


def published(name: object) -> ArticlePublished:
    return ArticlePublished.of(
        Article(id=str(name), source="w", url="", title="t", text="x" * 500, published_at=NOON, fetched_at=NOON)
    )


def articles(waiting: list[Waiting]) -> list[str]:
    return [each.event.data.id for each in waiting if isinstance(each.event, ArticlePublished)]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SqliteLog]:
    with SqliteLog.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def spool(log: SqliteLog) -> Spool:
    return Spool(log, LIMIT, partitions=2)


def test_what_was_taken_waits_in_its_order_with_the_bytes_that_are_to_be_published(spool: Spool) -> None:
    taken = spool.take("wire", [published(number) for number in range(3)], None, NOON)
    waiting = spool.oldest(10)
    assert [each.event for each in waiting] == taken
    assert [each.raw for each in waiting] == [encode(event) for event in taken]
    assert spool.oldest(2) == waiting[:2]


def test_every_partition_is_told_that_a_source_was_read(spool: Spool) -> None:
    taken = spool.take("wire", [published(1)], None, NOON)
    polled = [event for event in taken if isinstance(event, SourcePolled)]
    assert [event.partitionkey for event in polled] == ["0", "1"]
    assert {event.data.last_article_at for event in polled} == {NOON}


def test_a_restart_does_not_hide_since_when_a_source_has_given_nothing(log: SqliteLog, spool: Spool) -> None:
    later = NOON + timedelta(hours=1)
    assert spool.last_article("wire", NOON) == NOON
    spool.take("wire", [published(1)], None, later)
    spool.take("wire", [published(1)], None, later + timedelta(hours=1))
    again = Spool(log, LIMIT, partitions=2)
    assert again.last_article("wire", later + timedelta(hours=2)) == later
    assert again.last_article("post", later) == later


def test_what_was_seen_before_is_not_published_again_whichever_source_gives_it(spool: Spool) -> None:
    spool.take("wire", [published(1)], None, NOON)
    spool.settle([each.number for each in spool.oldest(10)])
    taken = spool.take("other wire", [published(1), published(2)], None, NOON)
    assert [event.data.id for event in taken if isinstance(event, ArticlePublished)] == ["2"]


def test_what_was_seen_long_ago_is_forgotten(spool: Spool) -> None:
    later = NOON + timedelta(days=1)
    spool.take("wire", [published(1)], None, NOON)
    spool.take("wire", [published(2)], None, later)
    spool.forget(later + REMEMBERED_FOR)
    spool.settle([each.number for each in spool.oldest(10)])
    spool.take("wire", [published(1), published(2)], None, later)
    assert articles(spool.oldest(10)) == ["1"]


def test_no_more_than_a_number_of_ids_is_remembered(spool: Spool, log: SqliteLog) -> None:
    spool.take("wire", [published(1)], None, NOON)
    log.connection.execute("INSERT INTO seen VALUES (?, x'00', 9e9)", (1 + MOST_REMEMBERED,))
    spool.forget(NOON)
    spool.settle([each.number for each in spool.oldest(10)])
    spool.take("wire", [published(1)], None, NOON)
    assert articles(spool.oldest(10)) == ["1"]


def test_items_and_what_the_source_remembers_are_kept_together(spool: Spool, log: SqliteLog) -> None:
    with pytest.raises(RuntimeError, match="cut off"):
        spool.take("wire", _cut_off(), b"line 2", NOON)
    again = Spool(log, LIMIT, partitions=2)
    assert (again.oldest(10), again.source_state("wire")) == ([], None)
    again.take("wire", [published(1)], b"line 1", NOON)
    assert (articles(again.oldest(10)), again.source_state("wire")) == (["1"], b"line 1")


def _cut_off() -> Iterator[Event]:
    yield published(1)
    raise RuntimeError("cut off")


def test_reading_a_source_that_has_nothing_for_days_does_not_fill_the_spool(spool: Spool) -> None:
    for minute in range(100):
        spool.take("wire", [], None, NOON + timedelta(minutes=minute))
        spool.take("other", [], None, NOON + timedelta(minutes=minute))
    assert spool.count == 4
    assert {each.event.time for each in spool.oldest(10)} == {NOON + timedelta(minutes=99)}


def test_that_a_source_had_news_is_never_replaced(spool: Spool) -> None:
    spool.take("wire", [published(1)], None, NOON)
    spool.take("wire", [], None, NOON + timedelta(minutes=1))
    spool.take("wire", [], None, NOON + timedelta(minutes=2))
    polled = [each.event.data for each in spool.oldest(10) if isinstance(each.event, SourcePolled)]
    assert [each.last_article_at for each in polled] == [NOON, NOON, None, None]


def test_a_letter_takes_the_place_of_what_was_refused(spool: Spool) -> None:
    spool.take("wire", [published(1), published(2)], None, NOON)
    refused = spool.oldest(1)[0]
    letter = LetterDead.of(DeadLetter.of_item(refused.raw, "here", "too large", NOON))
    spool.settle([refused.number], [letter])
    waiting = spool.oldest(10)
    assert (articles(waiting), waiting[-1].event) == (["2"], letter)


def test_it_is_full_at_its_limit_and_no_longer_once_enough_is_settled(spool: Spool) -> None:
    while not spool.full:
        spool.take("wire", [published(spool.count)], None, NOON)
    assert spool.size == sum(len(each.raw) for each in spool.oldest(1000)) >= LIMIT
    spool.settle([each.number for each in spool.oldest(5)])
    assert not spool.full


class Crashing(RuleBasedStateMachine):
    """Takes, publishes and crashes in any order; a crash forgets all that is in memory."""

    @initialize()
    def open(self) -> None:
        self.directory = TemporaryDirectory()
        self.given: list[str] = []
        self.published: list[str] = []
        self._open()

    @rule(names=st.lists(st.integers(0, 30).map(str), max_size=4))
    def take(self, names: list[str]) -> None:
        self.given += [name for name in dict.fromkeys(names) if name not in self.given]
        self.spool.take("wire", [published(name) for name in names], None, NOON)

    @rule(most=st.integers(1, 5), acknowledged=st.integers(0, 5))
    def publish(self, most: int, acknowledged: int) -> None:
        """The brokers have all of it, and the answers for the rest got lost."""
        waiting = self.spool.oldest(most)
        self.published += articles(waiting)
        self.spool.settle([each.number for each in waiting[:acknowledged]])

    @rule()
    def crash(self) -> None:
        self.log.close()
        self._open()

    @invariant()
    def each_article_is_published_in_its_order_or_waits(self) -> None:
        first = list(dict.fromkeys(self.published))
        waiting = articles(self.spool.oldest(1000))
        assert first == self.given[: len(first)]
        assert [name for name in self.given if name not in waiting] == first[: len(self.given) - len(waiting)]
        assert waiting == self.given[len(self.given) - len(waiting) :]

    @invariant()
    def it_knows_how_much_waits(self) -> None:
        raw = [each.raw for each in self.spool.oldest(1000)]
        assert (self.spool.count, self.spool.size) == (len(raw), sum(map(len, raw)))

    def teardown(self) -> None:
        self.log.close()
        self.directory.cleanup()

    def _open(self) -> None:
        self.log = SqliteLog.open(Path(self.directory.name))
        self.spool = Spool(self.log, LIMIT, partitions=1)


TestCrashing = Crashing.TestCase
TestCrashing.settings = settings(max_examples=30, stateful_step_count=30)
