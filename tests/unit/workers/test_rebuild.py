import os
from multiprocessing import get_context
from pathlib import Path
from signal import SIGKILL

import pytest

from tests.builders import NOON, a_watch, days, deadline_claim, event_of, hours, retraction, stance_claim
from tocsin.domain.alert import AlertRaised, AlertResolved
from tocsin.domain.claim import StanceClaimed
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.event import Event
from tocsin.domain.stance import StanceChanged
from tocsin.streams.log import SqliteLog
from tocsin.streams.read_model import ReadModel
from tocsin.streams.topics import TOPIC_OF
from tocsin.workers.bootstrap import behind_extraction, up_to_alerts
from tocsin.workers.pipeline import Pipeline
from tocsin.workers.rebuild import rebuild
from tocsin.workers.refold import Rebuilt

WATCHES = (a_watch(),)
DUE = NOON + days(3)
LATER = NOON + hours(20)
MOVED = deadline_claim("extend", NOON + hours(5), NOON + days(5), source="post", previous_due=DUE)
MISREAD = stance_claim("oppose", NOON + hours(1), actor="BOR")
CRISIS = (
    deadline_claim("set", NOON, DUE),
    stance_claim("support", NOON),
    MISREAD,
    stance_claim("oppose", NOON + hours(3)),
    MOVED,
    retraction(MISREAD),
    deadline_claim("set", NOON - hours(3), DUE, source="wire", known=NOON + hours(7)),
)


def flow(log: SqliteLog) -> Pipeline:
    return Pipeline(log, behind_extraction(WATCHES), lambda: LATER)


def rest(log: SqliteLog) -> Pipeline:
    """Return all stages but the outbox."""
    return Pipeline(log, up_to_alerts(WATCHES), lambda: LATER)


def live_through(log: SqliteLog, *claims: object) -> None:
    """Take in `claims` one by one, each with what follows from it, and let time pass."""
    pipeline = flow(log)
    for each in claims:
        pipeline.take([event_of(each)])
        pipeline.pump()
    pipeline.tick(LATER)
    pipeline.drop_ticks()


def rebuilt(log: SqliteLog) -> Rebuilt:
    return rebuild(log, WATCHES, LATER, lambda *_: None)


def rows(log: SqliteLog, stage: str = "%") -> list[tuple[object, ...]]:
    query = "SELECT stage, key, wake, value FROM state WHERE stage LIKE ? ORDER BY stage, key"
    return log.connection.execute(query, (stage,)).fetchall()


def shown(log: SqliteLog) -> list[object]:
    """Return all that is looked into."""
    model = ReadModel(log.connection)
    return [
        *model.stances(), *model.deadlines(), *model.alerts(), *model.letters(), *model.claims_known_at(LATER),
        model.situation(100),
    ]  # fmt: skip


def events(log: SqliteLog, *kinds: type[Event]) -> list[Event]:
    return [entry.event for entry in log.entries(0, kinds)]


def last_changes(log: SqliteLog) -> dict[tuple[str, str], Event]:
    changes = events(log, StanceChanged, DeadlineChanged)
    return {(TOPIC_OF[type(event)], event.subject): event for event in changes}


def test_rebuilding_leaves_the_very_same_and_tells_nobody_anything(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, *CRISIS)
        before, looked, told = rows(log), shown(log), events(log, AlertRaised, AlertResolved)
        assert rebuilt(log) == Rebuilt(claims=7, stances=1, deadlines=1)
        assert rows(log) == before
        assert shown(log) == looked
        assert events(log, AlertRaised, AlertResolved) == told
        assert rest(log).lag() == 0


def test_an_open_alert_about_a_move_stays_open(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, *CRISIS[:5])
        assert [each.data.kind for each in events(log, AlertRaised)].count("deadline.moved") == 1
        rebuilt(log)
        flow(log).tick(LATER + hours(1))
        assert "deadline.moved" not in [each.data.alert.kind for each in events(log, AlertResolved)]


def test_only_the_last_change_of_each_stance_and_deadline_is_left_in_the_log(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, *CRISIS[:5])
        last = last_changes(log)
        assert len(events(log, StanceChanged, DeadlineChanged)) > len(last)
        rebuilt(log)
        assert sorted(events(log, StanceChanged, DeadlineChanged), key=repr) == sorted(last.values(), key=repr)


def test_rebuilding_again_changes_nothing(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, *CRISIS)
        rebuilt(log)
        once = rows(log), shown(log), log.count([AlertRaised, AlertResolved]), last_changes(log)
        rebuilt(log)
        assert (rows(log), shown(log), log.count([AlertRaised, AlertResolved]), last_changes(log)) == once


def test_what_was_damaged_is_mended_from_the_claims(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, *CRISIS)
        before, looked, told = rows(log, "project"), shown(log), log.count([AlertRaised, AlertResolved])
        with log.transaction():
            log.connection.execute("UPDATE state SET value = ? WHERE key LIKE 'docket/%'", (b"of another release",))
            log.connection.execute("DELETE FROM stances")
        rebuilt(log)
        assert rows(log, "project") == before
        assert shown(log) == looked
        assert log.count([AlertRaised, AlertResolved]) == told


def test_what_comes_out_differently_is_told_once(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, *CRISIS[:4])
        with log.transaction():
            log.append([event_of(MOVED)])
            log.move_to("project", log.end())
        for _ in range(2):
            rebuilt(log)
            assert [each.data.kind for each in events(log, AlertRaised)].count("deadline.moved") == 1
        assert rest(log).lag() == 0


def test_the_outbox_is_left_to_a_tocsin_that_knows_what_the_channels_ask_for(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, *CRISIS[:4])
        rest(log).take([event_of(MOVED)])
        read = log.position("notify")
        rebuilt(log)
        assert (rest(log).lag(), log.position("notify")) == (0, read)


def test_a_claim_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, *CRISIS)
        before = rows(log), shown(log)
        with log.transaction():
            log.connection.execute(
                "INSERT INTO events (id, topic, type, data) VALUES (?, 'tocsin.claims', ?, ?)",
                (b"x", StanceClaimed.type_name(), b"{"),
            )
            for name in ("project", "read-model"):
                log.move_to(name, log.end())
        rebuilt(log)
        assert (rows(log), shown(log)) == before


def rebuild_until(directory: Path, statement: str) -> None:
    """Rebuild, and be killed before the first SQL statement that begins so."""
    log = SqliteLog.open(directory)

    def trace(run: str) -> None:
        if run.startswith(statement):
            os.kill(os.getpid(), SIGKILL)

    log.connection.set_trace_callback(trace)
    rebuilt(log)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM claims",
        "INSERT INTO claims",
        "DELETE FROM state",
        "INSERT INTO events",
        "INSERT OR REPLACE INTO po",
    ],
)
def test_killed_in_the_middle_it_leaves_everything_as_it_was(tmp_path: Path, statement: str) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, *CRISIS)
        before, looked, changes = rows(log), shown(log), events(log, StanceChanged, DeadlineChanged)
    child = get_context("fork").Process(target=rebuild_until, args=(tmp_path, statement))
    child.start()
    child.join()
    assert child.exitcode == -SIGKILL
    with SqliteLog.open(tmp_path) as log:
        assert (rows(log), shown(log), events(log, StanceChanged, DeadlineChanged)) == (before, looked, changes)
        rebuilt(log)
        assert (rows(log), shown(log)) == (before, looked)


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        live_through(log, *CRISIS)
        told: list[tuple[int, int]] = []
        rebuild(log, WATCHES, LATER, lambda *far: told.append(far))
        assert told
        assert all(0 < far <= end for far, end in told)
