"""`tocsin deliveries` on a data directory in which one message waits for the digest and another was tried."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.outbox import HOUR, NOON, alert, attempt, policy, raised
from tocsin.cli.app import app
from tocsin.domain.outbox import Notify, open_deliveries
from tocsin.streams.log import SqliteLog
from tocsin.workers.pipeline import Pipeline

DAILY = policy(digest={"at": "20:00"})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with SqliteLog.open(tmp_path) as log:
        pipeline = Pipeline(log, [Notify({"ops": DAILY})], lambda: NOON)
        told = (alert("ops", name="grave"), alert("ops", name="light", severity="info"))
        pipeline.take(raised(each) for each in told)
        pipeline.pump()
        (due,) = open_deliveries(pipeline.state("notify"), NOON)
        pipeline.take([attempt(due, "failed", NOON, detail="answered 503")])
        pipeline.pump()
    return tmp_path


def run(data: Path, *arguments: str) -> Result:
    terminal = {"COLUMNS": "160", "NO_COLOR": "1", "TERM": "dumb"}
    return CliRunner(env=terminal).invoke(app, ["deliveries", "--data", str(data), *arguments])


def lines(data: Path, *arguments: str) -> list[dict[str, Any]]:
    return json.loads(run(data, "--json", *arguments).stdout)


def test_what_waits_is_shown_with_why_and_until_when_before_what_was_tried(data: Path) -> None:
    waits, tried = lines(data)
    told = {name: waits[name] for name in ("id", "alert", "channel", "message", "state", "attempts", "why")}
    assert told == {
        "id": None, "alert": "light", "channel": "ops", "message": "raised", "state": "waiting", "attempts": 0,
        "why": "digest",
    }  # fmt: skip
    assert (waits["at"], waits["next_at"]) == ("2031-04-02T12:00:00Z", "2031-04-02T20:00:00Z")
    assert waits.keys() == tried.keys()
    assert (tried["alert"], tried["state"], tried["detail"], tried["why"]) == ("grave", "open", "answered 503", None)


def test_the_table_says_it_in_words(data: Path) -> None:
    (row,) = [line for line in run(data).stdout.splitlines() if "light" in line]
    assert row.split() == ["ops", "raised", "light", "waiting", "0", "2031-04-02", "20:00", "for", "the", "digest"]


def test_what_waits_for_another_watch_is_not_shown(data: Path) -> None:
    assert lines(data, "--watch", "strait") == []
    assert len(lines(data, "--watch", "harbour")) == 2


def test_once_it_was_tried_it_does_not_wait_any_more(data: Path) -> None:
    with SqliteLog.open(data) as log:
        pipeline = Pipeline(log, [Notify({"ops": DAILY})], lambda: NOON)
        pipeline.tick(NOON + 8 * HOUR)
        (_, due) = open_deliveries(pipeline.state("notify"), NOON + 8 * HOUR)
        assert [each["why"] for each in lines(data)] == ["turn", None]
        # The read model takes an attempt in before the outbox may have: it is shown once all the same.
        Pipeline(log, [], lambda: NOON).take([attempt(due, "failed", NOON + 8 * HOUR)])
        Pipeline(log, [], lambda: NOON).pump()
    assert [each["state"] for each in lines(data)] == ["open", "open"]
