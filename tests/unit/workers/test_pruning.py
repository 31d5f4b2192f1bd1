"""Deleting old events: who needs something of them still has it."""

import os
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from signal import SIGKILL
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOON, a_watch, days, deadline_claim, event_of, hours, stance_claim
from tests.unit.domain.test_fold_properties import histories
from tocsin.domain.alert import AlertRaised
from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.claim import StanceClaimed
from tocsin.domain.letter import DeadLetter, LetterDead, LetterReplayed
from tocsin.domain.silence import Silence, SilenceStarted
from tocsin.streams.log import SqliteLog
from tocsin.streams.read_model import ReadModel
from tocsin.workers.bootstrap import behind_extraction
from tocsin.workers.pipeline import Pipeline
from tocsin.workers.pruning import Pruned, prune, was_pruned, would_prune
from tocsin.workers.rebuild import rebuild

WATCHES = (a_watch(),)
LATER = NOON + days(60)
ARTICLE = Article(id="1", source="wire", url="", title="t", text="x", published_at=NOON, fetched_at=NOON)
LONG_AGO = stance_claim("support", NOON)
AFTER_THAT = [stance_claim("oppose", NOON + days(day), source=f"paper {day}") for day in range(1, 30)]
RUNNING = deadline_claim("set", NOON + hours(1), LATER + days(9))
recorded = histories().map(lambda both: sorted(both[1], key=lambda each: event_of(each).time))
"""Claims, retractions and repeats in the order in which they were recorded."""


def flow(log: SqliteLog) -> Pipeline:
    return Pipeline(log, behind_extraction(WATCHES), lambda: LATER)


def live_through(log: SqliteLog, *told: object) -> None:
    """Take in what is told one by one, each with what follows from it, and let time pass."""
    pipeline = flow(log)
    for each in told:
        pipeline.take([event_of(each)])
        pipeline.pump()
    pipeline.tick(LATER)


def pruned(log: SqliteLog, before: datetime) -> Pruned:
    project, _, _ = behind_extraction(WATCHES)
    return prune(log, project, before, lambda *_: None)


def records(log: SqliteLog) -> list[tuple[object, ...]]:
    query = "SELECT * FROM state WHERE stage IN ('project', 'alert', 'notify') ORDER BY stage, key"
    return log.connection.execute(query).fetchall()


def standing(log: SqliteLog) -> list[object]:
    """Return what stands now: the past alone may have been deleted."""
    model = ReadModel(log.connection)
    return [model.stances(), model.deadlines(), [each for each in model.alerts() if each.state != "resolved"]]


def claims(log: SqliteLog) -> set[str]:
    return {entry.event.data.id for entry in log.entries(0, [StanceClaimed])}


def whole(log: SqliteLog) -> list[object]:
    tables = ("events", "pruned", "state", "positions", "meta", "claims", "stances", "deadlines", "alerts")
    return [log.connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables]  # noqa: S608


@settings(max_examples=40)
@given(recorded, st.lists(st.integers(0, 400), min_size=1, max_size=3))
def test_however_often_it_is_pruned_what_stands_stays_and_a_rebuild_comes_to_the_same(history, cuts) -> None:
    with TemporaryDirectory() as directory, SqliteLog.open(Path(directory)) as log:
        live_through(log, *history)
        before, stood = records(log), standing(log)
        for cut in sorted(cuts):
            pruned(log, NOON + hours(cut))
            assert (records(log), standing(log)) == (before, stood)
            rebuild(log, WATCHES, LATER, lambda *_: None)
            assert (records(log), standing(log)) == (before, stood)


@settings(max_examples=40)
@given(recorded, st.integers(0, 400), st.data())
def test_what_comes_after_a_pruning_is_folded_as_if_there_had_been_none(history, cut, data) -> None:
    early = data.draw(st.integers(0, len(history)))
    with (
        TemporaryDirectory() as one,
        TemporaryDirectory() as other,
        SqliteLog.open(Path(one)) as log,
        SqliteLog.open(Path(other)) as unpruned,
    ):
        for each in (log, unpruned):
            flow(each).take([event_of(told) for told in history[:early]])
            flow(each).pump()
        pruned(log, NOON + hours(cut))
        for each in (log, unpruned):
            live_through(each, *history[early:])
            rebuild(each, WATCHES, LATER, lambda *_: None)
        assert (records(log), standing(log)) == (records(unpruned), standing(unpruned))


def test_claims_go_but_for_those_that_a_stance_or_a_deadline_cites(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, LONG_AGO, *AFTER_THAT, RUNNING)
        told = pruned(log, LATER)
        assert len(claims(log)) < len([LONG_AGO, *AFTER_THAT]) / 2
        cited = {piece.claim_id for stance in ReadModel(log.connection).stances() for piece in stance.evidence}
        assert cited
        assert cited <= claims(log)
        assert told.events["tocsin.claims"] > 0
        assert ReadModel(log.connection).claim(RUNNING.id) is not None


def test_an_alert_that_is_open_stays_and_one_that_is_over_goes(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, LONG_AGO, *AFTER_THAT, RUNNING)
        # What was told of an alert that is over is remembered for a week.
        flow(log).tick(LATER + days(8))
        raised = {entry.event.subject for entry in log.entries(0, [AlertRaised])}
        pruned(log, LATER)
        left = {entry.event.subject for entry in log.entries(0, [AlertRaised])}
        assert left < raised
        assert left >= {line.alert.id for line in ReadModel(log.connection).alerts() if line.state != "resolved"}


def test_nothing_goes_that_a_stage_has_still_to_read(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, LONG_AGO, *AFTER_THAT)
        with log.transaction():
            log.move_to("extract", 3)
        going = would_prune(log, LATER)
        pruned(log, LATER)
        assert sum(going.events.values()) <= 3
        assert log.read(3, [StanceClaimed], 1000)
        with log.transaction():
            log.move_to("extract", 0)
        assert would_prune(log, LATER) == Pruned({}, 0)


def test_an_article_that_comes_again_after_it_was_pruned_is_no_news(tmp_path: Path) -> None:
    published = ArticlePublished.of(ARTICLE)
    with SqliteLog.open(tmp_path) as log:
        flow(log).take([published])
        flow(log).pump()
        assert pruned(log, LATER).events == {"tocsin.articles": 1}
        assert flow(log).take([published]) == []


def test_letters_stay_that_can_be_put_back_and_silences_do_too(tmp_path: Path) -> None:
    item = DeadLetter.of_item(b"{", "news.jsonl line 1", "is not JSON", NOON)
    event = DeadLetter.of_event(b"{", "tocsin.claims", None, 1, "cannot be read", NOON)
    mended = DeadLetter.of_event(b"[", "tocsin.claims", None, 2, "cannot be read", NOON)
    silence = Silence(id="6a9e8e8c-8f5b-4b62-8d3c-1c7b2f0a5e11", watch="strait", at=NOON, until=LATER + days(1), by="A")
    with SqliteLog.open(tmp_path) as log:
        letters = [LetterDead.of(each) for each in (item, event, mended)]
        flow(log).take([*letters, LetterReplayed.of(mended, NOON), SilenceStarted.of(silence)])
        flow(log).pump()
        pruned(log, LATER)
        assert [line.letter for line in ReadModel(log.connection).letters()] == [event]
        assert log.count([SilenceStarted]) == 1


def test_what_would_be_deleted_is_told_and_is_what_is_deleted(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, LONG_AGO, *AFTER_THAT, RUNNING)
        before = whole(log)
        going = would_prune(log, NOON + days(10))
        assert whole(log) == before
        assert going.events
        assert going.size > 0
        assert not was_pruned(log)
        assert pruned(log, NOON + days(10)) == going
        assert was_pruned(log)
        assert would_prune(log, NOON + days(10)) == Pruned({}, 0)


def prune_until(directory: Path, statement: str) -> None:
    """Prune, and be killed before the first SQL statement that begins so."""
    log = SqliteLog.open(directory)

    def trace(run: str) -> None:
        if run.startswith(statement):
            os.kill(os.getpid(), SIGKILL)

    log.connection.set_trace_callback(trace)
    pruned(log, LATER)


STATEMENTS = (
    "DELETE FROM state", "INSERT OR REPLACE INTO state", "INSERT OR REPLACE INTO meta", "INSERT OR IGNORE INTO pruned",
    "DELETE FROM events", "DELETE FROM claims", "INSERT INTO claims", "INSERT OR REPLACE INTO stances", "COMMIT",
)  # fmt: skip


@pytest.mark.parametrize("statement", STATEMENTS)
def test_killed_in_the_middle_it_leaves_everything_as_it_was(tmp_path: Path, statement: str) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, LONG_AGO, *AFTER_THAT, RUNNING)
        before, stood = whole(log), standing(log)
    child = get_context("fork").Process(target=prune_until, args=(tmp_path, statement))
    child.start()
    child.join()
    assert child.exitcode == -SIGKILL
    with SqliteLog.open(tmp_path) as log:
        assert whole(log) == before
        pruned(log, LATER)
        assert standing(log) == stood


def test_the_space_of_what_was_deleted_is_free_until_the_file_is_made_smaller(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, *(stance_claim("oppose", NOON + timedelta(hours=hour)) for hour in range(300)))
        before = log.reusable()
        pruned(log, LATER)
        assert log.reusable() > before + 100_000
        log.vacuum()
        assert log.reusable() == 0
