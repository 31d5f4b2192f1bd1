import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes.extractor import NOW, LineExtractor, article
from tocsin.domain.alert import AlertRaised, AlertResolved
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.claim import ClaimRetracted, Retraction, StanceClaimed
from tocsin.domain.delivery import Attempt, Delivery, DeliveryAttempted
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.domain.outbox import Notify, open_deliveries
from tocsin.domain.projection import Project
from tocsin.domain.stage import Stage
from tocsin.domain.watch import AlertRule, Proposition, Watch
from tocsin.extraction.stage import Extract
from tocsin.streams.log import SqliteLog
from tocsin.streams.read_model import ReadModel
from tocsin.workers.copying import AT_ONCE, Copied, CopyError, Progress, Records, copy
from tocsin.workers.copying_embedded import EmbeddedSource, EmbeddedTarget
from tocsin.workers.pipeline import Pipeline

DUE = NOW + timedelta(hours=20)
END = NOW + timedelta(hours=21)
KINDS = ("deadline.set", "deadline.moved", "deadline.approaching", "deadline.expired", "stance.new", "stance.flipped")
WATCH = Watch(
    id="harbour",
    title="The harbour",
    propositions=(Proposition(id="toll", title="Toll", phrases=("toll",)),),
    alerts=tuple(AlertRule(on=kind, channels=("desk",)) for kind in KINDS),
)


CRISIS = (
    article(1, f"deadline PRT union set {DUE.isoformat()}", "stance PRT toll support"),
    article(2, "stance union toll oppose"),
    article(3, "stance PRT toll oppose", source="Post"),
)


def stages() -> tuple[Stage, ...]:
    return Extract(LineExtractor(WATCH.id)), Project([WATCH]), RaiseAlerts([WATCH], {}), Notify()


def pipeline(log: SqliteLog) -> Pipeline:
    return Pipeline(log, stages(), lambda: NOW)


def due(log: SqliteLog, now: datetime = END) -> list[Delivery]:
    return open_deliveries(pipeline(log).state("notify"), now)


def deliver(flow: Pipeline, log: SqliteLog, now: datetime) -> None:
    """Deliver whatever is due."""
    for each in due(log, now):
        flow.take([DeliveryAttempted.of(Attempt.next(each, now, "delivered"))])
    flow.pump()


def live_through(log: SqliteLog, until: datetime = END) -> None:
    """Run the crisis: articles, a retraction, ticks on time, and every message delivered."""
    flow = pipeline(log)
    flow.take(CRISIS)
    flow.pump()
    misread = next(entry.event.data for entry in log.entries(0, [StanceClaimed]) if entry.event.data.actor == "union")
    flow.take([ClaimRetracted.of(Retraction(claim=misread, reason="misread", by="us", retracted_at=NOW))])
    flow.pump()
    deliver(flow, log, NOW + timedelta(minutes=5))
    at = NOW + timedelta(minutes=5)
    while (wake := flow.next_wake(at)) is not None and wake <= until:
        flow.tick(wake)
        deliver(flow, log, wake)
        at = wake
    flow.tick(until)


@contextmanager
def logs(tmp_path: Path) -> Iterator[tuple[SqliteLog, SqliteLog]]:
    with SqliteLog.open(tmp_path / "old") as old, SqliteLog.open(tmp_path / "new") as new:
        yield old, new


def copied(old: SqliteLog, target: EmbeddedTarget, tmp_path: Path, now: datetime = END) -> Copied:
    progress = Progress(tmp_path / "new", "old")
    return copy(EmbeddedSource(old, stages(), now), target, progress, stages(), now, lambda *_: None)


def shown(log: SqliteLog) -> list[str]:
    model = ReadModel(log.connection)
    return [repr(each) for each in (*model.stances(), *model.deadlines(), *model.alerts())]


def rows(log: SqliteLog) -> list[tuple[object, ...]]:
    return log.connection.execute("SELECT stage, key, wake, value FROM state ORDER BY stage, key").fetchall()


def told(log: SqliteLog) -> list[Event]:
    return [entry.event for entry in log.entries(0, [AlertRaised, AlertResolved, DeliveryAttempted])]


def test_a_copy_remembers_and_shows_the_very_same(tmp_path: Path) -> None:
    with logs(tmp_path) as (old, new):
        live_through(old)
        done = copied(old, EmbeddedTarget(new, [WATCH]), tmp_path)
        assert rows(new) == rows(old)
        assert shown(new) == shown(old)
        model = ReadModel(new.connection)
        assert (done.stances, done.deadlines) == (len(model.stances()), len(model.deadlines())) == (1, 1)


def test_nobody_is_told_anything_again(tmp_path: Path) -> None:
    with logs(tmp_path) as (old, new):
        live_through(old)
        assert due(old) == []
        copied(old, EmbeddedTarget(new, [WATCH]), tmp_path)
        assert due(new) == []
        flow = pipeline(new)
        flow.pump()
        assert told(new) == told(old)


def test_a_message_that_was_still_to_be_delivered_still_is(tmp_path: Path) -> None:
    with logs(tmp_path) as (old, new):
        flow = pipeline(old)
        flow.take(CRISIS)
        flow.pump()
        copied(old, EmbeddedTarget(new, [WATCH]), tmp_path, NOW + timedelta(minutes=9))
        assert [each.id for each in due(new)] == [each.id for each in due(old)] != []


def test_what_a_killed_source_had_still_to_fold_is_folded(tmp_path: Path) -> None:
    with logs(tmp_path) as (old, new), SqliteLog.open(tmp_path / "undisturbed") as whole:
        pipeline(old).take(CRISIS)
        flow = pipeline(whole)
        flow.take(CRISIS)
        flow.pump()
        flow.tick(END)
        copied(old, EmbeddedTarget(new, [WATCH]), tmp_path)
        assert shown(new)[:2] == shown(whole)[:2]
        assert {each.id for each in told(whole)} == {each.id for each in told(new)}


def test_time_that_passed_during_the_copy_is_told_of(tmp_path: Path) -> None:
    with logs(tmp_path) as (old, new):
        live_through(old, DUE - timedelta(minutes=1))
        copied(old, EmbeddedTarget(new, [WATCH]), tmp_path)
        raised = [event.data.kind for event in told(new) if isinstance(event, AlertRaised)]
        assert raised.count("deadline.expired") == 1
        assert [each.state for each in ReadModel(new.connection).deadlines()] == ["expired"]


class Interrupted(EmbeddedTarget):
    """Dies when it is given its second batch, or when it takes over."""

    def __init__(self, log: SqliteLog, watches: Sequence[Watch], batches: int) -> None:
        super().__init__(log, watches)
        self._batches = batches

    def take(self, events: Sequence[Event]) -> None:
        super().take(events)
        self._batches -= 1
        if self._batches == 0:
            raise KeyboardInterrupt

    def take_over(self, records: Records, now: datetime) -> tuple[int, int]:
        raise KeyboardInterrupt


@pytest.mark.parametrize(("batches", "kept"), [(1, 0), (2, AT_ONCE), (99, None)])
def test_an_interrupted_copy_goes_on_where_it_was(tmp_path: Path, batches: int, kept: int | None) -> None:
    with logs(tmp_path) as (old, new):
        live_through(old)
        pipeline(old).take(article(number, " ") for number in range(100, 100 + AT_ONCE))
        whole = EmbeddedSource(old, stages(), END).count({})
        with pytest.raises(KeyboardInterrupt):
            copied(old, Interrupted(new, [WATCH], batches), tmp_path)
        done = copied(old, EmbeddedTarget(new, [WATCH]), tmp_path)
        assert done.events == whole - (whole if kept is None else kept)
        assert rows(new) == rows(old)
        assert shown(new) == shown(old)


def test_a_target_with_events_of_its_own_is_refused(tmp_path: Path) -> None:
    with logs(tmp_path) as (old, new):
        pipeline(new).take(CRISIS)
        with pytest.raises(CopyError, match="events of its own"):
            copied(old, EmbeddedTarget(new, [WATCH]), tmp_path)


def test_a_copy_that_is_finished_is_not_made_again(tmp_path: Path) -> None:
    with logs(tmp_path) as (old, new):
        live_through(old)
        copied(old, EmbeddedTarget(new, [WATCH]), tmp_path)
        with pytest.raises(CopyError, match="copied already"):
            copied(old, EmbeddedTarget(new, [WATCH]), tmp_path)


def test_a_copy_of_something_else_does_not_go_on_here(tmp_path: Path) -> None:
    (tmp_path / "copy.json").write_text(json.dumps({"source": "another", "place": {}}))
    with pytest.raises(CopyError, match="a copy of another was begun here"):
        Progress(tmp_path, "old")


def test_bytes_that_nobody_can_read_are_carried_as_a_dead_letter(tmp_path: Path) -> None:
    with logs(tmp_path) as (old, new):
        live_through(old)
        old.connection.execute("UPDATE events SET data = ? WHERE seq = 2", (b"{",))
        copied(old, EmbeddedTarget(new, [WATCH]), tmp_path)
        assert [entry.event.data.raw for entry in new.entries(0, [LetterDead])] == [b"{"]
