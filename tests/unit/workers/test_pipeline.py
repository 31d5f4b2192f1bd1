from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.fakes.extractor import NOW, LineExtractor, article
from tests.outbox import NOON, alert, policy, raised
from tocsin.domain.alert import AlertRaised
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.article import ArticlePublished
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead, LetterReplayed
from tocsin.domain.outbox import Notify, open_deliveries
from tocsin.domain.projection import Project
from tocsin.domain.stage import State, StateRecord, Step
from tocsin.domain.stance import StanceChanged
from tocsin.domain.tick import ClockTicked
from tocsin.domain.watch import Proposition, Watch
from tocsin.extraction.stage import Extract
from tocsin.streams.dead_letters import StillDeadError
from tocsin.streams.envelope import encode
from tocsin.streams.log import LogError, SqliteLog
from tocsin.streams.read_model import ReadModel
from tocsin.workers.failures import TooManyFailures
from tocsin.workers.pipeline import Pipeline

DUE = NOW + timedelta(days=5)
WATCH = Watch(
    id="harbour", title="The harbour", propositions=(Proposition(id="toll", title="Toll", phrases=("toll",)),)
)


def pipeline(log: SqliteLog) -> Pipeline:
    stages = (Extract(LineExtractor(WATCH.id)), Project([WATCH]), RaiseAlerts([WATCH], {}), Notify())
    return Pipeline(log, stages, lambda: NOW)


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


def made_older(log: SqliteLog) -> None:
    """Give the log the tables of version 2, and an outbox that nobody can read any more."""
    with log.transaction():
        log.note("schema", "2")
        for statement in (
            "DROP TABLE pruned",
            "DROP TABLE alerts",
            "DROP TABLE deliveries",
            "CREATE TABLE alerts (id TEXT PRIMARY KEY, data BLOB, acknowledged_by TEXT)",
            "CREATE TABLE deliveries (id TEXT PRIMARY KEY, alert TEXT, channel TEXT)",
            "INSERT OR REPLACE INTO state VALUES ('notify', 'delivery/d1', 1.0, '{\"id\": \"d1\", \"alert\": {}}')",
        ):
            log.connection.execute(statement)


def test_a_log_of_the_release_before_shows_what_it_showed_and_begins_with_an_empty_outbox(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        flow.take(CRISIS)
        flow.pump()
        before = projections(log), ReadModel(log.connection).alerts()
        made_older(log)
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        assert flow.pump() == []
        assert (projections(log), ReadModel(log.connection).alerts()) == before
        assert open_deliveries(flow.state("notify"), DUE) == []
        assert ReadModel(log.connection).deliveries() == []


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


def test_an_escalation_and_the_limit_of_the_hour_outlive_the_process(tmp_path: Path) -> None:
    policies = {"ops": policy(at_most=1, escalate={"after": "10min", "to": ["chief"]})}

    def outbox(log: SqliteLog) -> Pipeline:
        return Pipeline(log, [Notify(policies)], lambda: NOON)

    with SqliteLog.open(tmp_path) as log:
        outbox(log).take([raised(alert("ops"))])
        outbox(log).pump()
    with SqliteLog.open(tmp_path) as log:
        flow = outbox(log)
        flow.take([raised(alert("ops", name="a2", severity="info"))])
        flow.pump()
        flow.tick(NOON + timedelta(minutes=4))
        due = open_deliveries(flow.state("notify"), NOON + timedelta(minutes=4))
        assert [(each.channel, each.message) for each in due] == [("ops", "raised")]
    with SqliteLog.open(tmp_path) as log:
        flow = outbox(log)
        flow.tick(NOON + timedelta(minutes=10))
        due = open_deliveries(flow.state("notify"), NOON + timedelta(minutes=10))
        assert {(each.channel, each.items[0].alert.id, each.message) for each in due} == {
            ("ops", "a1", "raised"),
            ("ops", "a2", "raised"),
            ("chief", "a1", "escalated"),
        }


class Choking:
    """A stage that passes articles on as ticks, and cannot stomach some of them."""

    name = "choking"
    reads: tuple[type[Event], ...] = (ArticlePublished,)
    records: Mapping[str, type[StateRecord]] = MappingProxyType({})

    def __init__(self, *articles: str) -> None:
        self.bad = set(articles)
        self.seen: list[str] = []

    def step(self, state: State, event: Event) -> Step:
        if event.data.id in self.bad:
            raise ZeroDivisionError("in the\nmiddle")
        self.seen.append(event.data.id)
        return Step(events=(ClockTicked.at(event.time),))


def choking(log: SqliteLog, stage: Choking) -> Pipeline:
    return Pipeline(log, (stage,), lambda: NOW)


def letters(log: SqliteLog) -> list[DeadLetter]:
    return [entry.event.data for entry in log.entries(0, [LetterDead])]


def test_an_event_that_a_stage_chokes_on_is_put_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        stage = Choking("a2")
        flow = choking(log, stage)
        flow.take(CRISIS)
        flow.pump()
        (letter,) = letters(log)
        assert stage.seen == ["a1", "a3"]
        assert (letter.origin, letter.topic, letter.partition, letter.offset) == (
            "tocsin.articles#2",
            "tocsin.articles",
            None,
            2,
        )
        assert letter.reason == "choking: ZeroDivisionError: in the middle"
        assert letter.raw == CRISIS[1].model_dump_json().encode()
        assert letter.died_at == NOW


def test_what_was_put_aside_takes_effect_once_its_stage_can_fold_it(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = choking(log, Choking("a2"))
        flow.take(CRISIS)
        flow.pump()
        (letter,) = letters(log)
        mended = choking(log, Choking())
        assert [type(entry.event) for entry in mended.replay(letter)] == [ClockTicked, LetterReplayed]
        assert log.count([ClockTicked]) == len(CRISIS)
        (line,) = ReadModel(log.connection).letters()
        assert (line.letter, line.replayed_at) == (letter, NOW)


def test_what_fails_again_stays_the_letter_that_it_was(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = choking(log, Choking("a2"))
        flow.take(CRISIS)
        flow.pump()
        (letter,) = letters(log)
        end = log.end()
        with pytest.raises(StillDeadError, match="choking: ZeroDivisionError: in the middle"):
            flow.replay(letter)
        assert log.end() == end
        assert [line.replayed_at for line in ReadModel(log.connection).letters()] == [None]


def test_replaying_what_had_been_folded_changes_nothing(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        flow.take(CRISIS)
        flow.pump()
        before = projections(log)
        letter = DeadLetter.of_event(encode(CRISIS[1]), "tocsin.articles", None, 2, "extract: KeyError: 'a'", NOW)
        assert [type(entry.event) for entry in flow.replay(letter)] == [LetterReplayed]
        assert projections(log) == before


def test_what_no_stage_reads_is_not_replayed(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = choking(log, Choking())
        letter = DeadLetter.of_event(encode(ClockTicked.at(NOW)), "tocsin.ticks", None, 1, "notify: KeyError: 'a'", NOW)
        with pytest.raises(StillDeadError, match=r"no stage reads tocsin.clock.ticked; `tocsin rebuild`"):
            flow.replay(letter)


def test_a_release_that_fails_at_too_much_stops_and_a_good_one_reads_it_anew(tmp_path: Path) -> None:
    articles = [article(number) for number in range(100)]
    with SqliteLog.open(tmp_path) as log:
        flow = choking(log, Choking(*(f"a{number}" for number in range(50, 100))))
        flow.take(articles)
        with pytest.raises(TooManyFailures, match="choking: ZeroDivisionError: in the middle"):
            flow.pump()
        put_aside = [letter.offset for letter in letters(log)]
        good = Choking()
        choking(log, good).pump()
        assert put_aside == list(range(51, 65)), "those of the batches before"
        assert good.seen == [f"a{number}" for number in range(64, 100)]
        assert len(letters(log)) == len(put_aside)


def test_what_is_wrong_with_the_file_is_no_fault_of_the_event(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        flow = pipeline(log)
        flow.take(CRISIS)
        log.connection.execute("ALTER TABLE state RENAME TO lost")
        with pytest.raises(LogError, match="no such table: state"):
            flow.pump()
        assert letters(log) == []


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
        (letter,) = letters(log)
        assert (letter.origin, letter.topic, letter.offset) == ("tocsin.articles#2", "tocsin.articles", 2)
        assert (letter.raw, letter.died_at) == (b"{", NOW)
        assert letter.reason.startswith("extract: UnreadableEventError: not JSON")
        assert len(ReadModel(log.connection).stances()) == 1
        with pytest.raises(StillDeadError, match="not JSON"):
            flow.replay(letter)
