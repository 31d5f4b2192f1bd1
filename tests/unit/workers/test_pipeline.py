from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.fakes.extractor import LineExtractor
from tocsin.domain.alert import AlertRaised, AlertResolved
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.delivery import Notify
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.domain.projection import Project
from tocsin.domain.stage import State, StateRecord, Step
from tocsin.domain.stance import StanceChanged
from tocsin.domain.tick import ClockTicked
from tocsin.domain.watch import Proposition, Watch
from tocsin.extraction.stage import Extract
from tocsin.streams.log import SqliteLog
from tocsin.streams.read_model import ReadModel
from tocsin.workers.pipeline import Pipeline

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
DUE = NOW + timedelta(days=5)
WATCH = Watch(
    id="harbour", title="The harbour", propositions=(Proposition(id="toll", title="Toll", phrases=("toll",)),)
)


def article(number: int, *lines: str, source: str = "Wire") -> Event:
    at = NOW + timedelta(minutes=number)
    return ArticlePublished.of(
        Article(
            id=f"a{number}",
            source=source,
            url=f"https://news.example/{number}",
            title="Harbour",
            text="\n".join(lines),
            published_at=at,
            fetched_at=at,
        )
    )


def pipeline(log: SqliteLog) -> Pipeline:
    return Pipeline(log, (Extract(LineExtractor(WATCH.id)), Project([WATCH]), RaiseAlerts([WATCH], {}), Notify()))


CRISIS = (
    article(1, f"deadline PRT union set {DUE.isoformat()}", "stance PRT toll support"),
    article(2, "stance union toll oppose"),
    article(3, "stance PRT toll oppose", source="Post"),
)


def projections(log: SqliteLog) -> tuple[list[bytes], list[tuple[object, ...]]]:
    model = ReadModel(log.connection)
    shown = [each.model_dump_json().encode() for each in (*model.stances(), *model.deadlines())]
    state = log.connection.execute("SELECT key, wake, value FROM state WHERE stage = 'project' ORDER BY key")
    return shown, state.fetchall()


def test_an_article_becomes_a_stance_a_deadline_and_alerts(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        flow.take(CRISIS)
        sent = flow.pump()
        kinds = [entry.event.data.kind for entry in sent if isinstance(entry.event, AlertRaised)]
        assert sorted(kinds) == ["deadline.set", "stance.flipped", "stance.new", "stance.new"]
        assert [(each.actor, each.polarity) for each in ReadModel(log.connection).stances()] == [
            ("PRT", "oppose"),
            ("union", "oppose"),
        ]
        assert flow.lag() == 0


def test_taking_the_same_articles_again_changes_nothing(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        flow.take(CRISIS)
        flow.pump()
        before = projections(log), log.end()
        assert flow.take(CRISIS) == []
        assert flow.pump() == []
        assert projections(log) == before[0]


def test_a_tick_is_only_told_where_it_changes_something(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        flow.take(CRISIS)
        flow.pump()
        assert flow.tick(NOW + timedelta(hours=1)) == []
        told = flow.tick(DUE)
        assert [type(entry.event) for entry in told][:1] == [ClockTicked]
        expired = [entry.event for entry in told if isinstance(entry.event, DeadlineChanged)]
        assert [event.data.change for event in expired] == ["expired"]


def test_ticks_that_every_stage_has_passed_are_deleted(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        flow.take(CRISIS)
        flow.pump()
        flow.tick(DUE)
        assert log.count([ClockTicked]) == 1
        flow.pump()
        flow.drop_ticks()
        assert log.count([ClockTicked]) == 0


def test_a_new_process_goes_on_where_the_last_one_stopped(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        pipeline(log).take(CRISIS[:2])
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        flow.pump()
        flow.take(CRISIS[2:])
    with SqliteLog.open(tmp_path) as log:
        pipeline(log).pump()
        resumed = projections(log)
    with SqliteLog.open(tmp_path / "undisturbed") as log:
        flow = pipeline(log)
        flow.take(CRISIS)
        flow.pump()
        assert projections(log) == resumed


def test_rebuilding_gives_the_same_bytes_and_tells_nobody_again(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        flow.take(CRISIS)
        flow.pump()
        flow.tick(DUE)
        flow.drop_ticks()
        before, told = projections(log), log.count([AlertRaised, AlertResolved])
        flow.rebuild()
        flow.tick(DUE)
        assert projections(log) == before
        assert log.count([AlertRaised, AlertResolved]) == told


class Choking:
    """A stage that cannot stomach one article."""

    name = "choking"
    reads: tuple[type[Event], ...] = (ArticlePublished,)
    records: Mapping[str, type[StateRecord]] = MappingProxyType({})

    def __init__(self) -> None:
        self.seen: list[str] = []

    def step(self, state: State, event: Event) -> Step:
        if event.data.id == "a2":
            raise ZeroDivisionError("in the middle")
        self.seen.append(event.data.id)
        return Step()


def test_an_event_that_a_stage_chokes_on_is_put_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        stage = Choking()
        flow = Pipeline(log, (stage,))
        flow.take(CRISIS)
        flow.pump()
        letters = [entry.event.data for entry in log.entries(0, [LetterDead])]
        assert stage.seen == ["a1", "a3"]
        assert [letter.origin for letter in letters] == ["tocsin.articles#2"]
        assert "ZeroDivisionError" in letters[0].reason
        assert CRISIS[1].model_dump_json().encode() == letters[0].raw


def test_a_commit_that_fails_is_done_again_from_what_the_file_says(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        flow.take(CRISIS)
        pages = log.connection.execute("PRAGMA page_count").fetchone()[0]
        log.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Exception, match="the disk is full"):
            flow.pump()
        log.connection.execute("PRAGMA max_page_count = 1000000")
        flow.pump()
        stances = [entry.event for entry in log.entries(0, [StanceChanged])]
        assert [event.data.change for event in stances] == ["taken", "taken", "flipped"]


def test_an_event_that_cannot_be_read_is_put_aside_once_and_the_rest_goes_on(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        flow.take(CRISIS)
        log.connection.execute("UPDATE events SET data = ? WHERE seq = 2", (b"{",))
        flow = pipeline(log)
        flow.pump()
        letters = [entry.event.data for entry in log.entries(0, [LetterDead])]
        assert [(letter.origin, letter.raw) for letter in letters] == [("log#2", b"{")]
        assert len(ReadModel(log.connection).stances()) == 1
