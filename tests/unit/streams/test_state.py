from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from tocsin.domain.record import Instant
from tocsin.domain.stage import State, StateRecord, Step
from tocsin.streams.log import SqliteLog
from tocsin.streams.state import SqliteState

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


class Tide(StateRecord):
    height: int
    turns_at: Instant | None = None

    @property
    def wake_at(self) -> datetime | None:
        return self.turns_at


class Gauge:
    """A stage that remembers tides."""

    name = "gauge"
    reads = ()
    records = MappingProxyType({"tide": Tide})

    def step(self, state: State, event: object) -> Step:
        return Step()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SqliteLog]:
    with SqliteLog.open(tmp_path) as log:
        yield log


def state(log: SqliteLog) -> SqliteState:
    return SqliteState(log.connection, Gauge())


def test_what_was_put_is_there_before_and_after_it_is_written(log: SqliteLog) -> None:
    tides = state(log)
    tides.apply({"tide/veld": Tide(height=3)})
    assert tides.get("tide/veld") == Tide(height=3)
    assert state(log).get("tide/veld") is None
    tides.flush()
    assert state(log).get("tide/veld") == Tide(height=3)


def test_what_was_removed_is_gone(log: SqliteLog) -> None:
    tides = state(log)
    tides.apply({"tide/veld": Tide(height=3)})
    tides.flush()
    tides.apply({"tide/veld": None})
    assert tides.get("tide/veld") is None
    tides.flush()
    assert state(log).get("tide/veld") is None


def test_what_was_rolled_back_is_forgotten(log: SqliteLog) -> None:
    tides = state(log)
    tides.apply({"tide/veld": Tide(height=3)})
    tides.flush()
    with pytest.raises(ZeroDivisionError), log.transaction():
        tides.apply({"tide/veld": Tide(height=4)})
        tides.flush()
        1 / 0  # noqa: B018
    tides.forget()
    assert tides.get("tide/veld") == Tide(height=3)


def test_records_wake_at_their_instant_in_the_order_of_their_keys(log: SqliteLog) -> None:
    tides = state(log)
    soon, late = Tide(height=1, turns_at=NOON), Tide(height=2, turns_at=NOON + timedelta(hours=6))
    tides.apply({"tide/b": soon, "tide/a": soon, "tide/c": late, "tide/d": Tide(height=0)})
    assert not tides.anything_due(NOON - timedelta(microseconds=1))
    assert tides.anything_due(NOON)
    assert tides.due(NOON) == [("tide/a", soon), ("tide/b", soon)]
    assert tides.next_wake(NOON - timedelta(hours=1)) == NOON
    assert tides.next_wake(NOON) == NOON + timedelta(hours=6)
    assert tides.next_wake(NOON + timedelta(hours=6)) is None


def test_a_record_that_wakes_no_longer_is_not_due(log: SqliteLog) -> None:
    tides = state(log)
    tides.apply({"tide/a": Tide(height=1, turns_at=NOON)})
    tides.flush()
    tides.apply({"tide/a": Tide(height=1)})
    assert tides.due(NOON) == []
    assert tides.next_wake(NOON - timedelta(hours=1)) is None


def test_stages_do_not_see_each_other(log: SqliteLog) -> None:
    class Other(Gauge):
        name = "other"

    tides = state(log)
    tides.apply({"tide/a": Tide(height=1, turns_at=NOON)})
    tides.flush()
    other = SqliteState(log.connection, Other())
    assert other.get("tide/a") is None
    assert other.due(NOON) == []
