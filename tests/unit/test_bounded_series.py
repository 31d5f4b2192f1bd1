"""However much the news contain, there are only so many series."""

from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from tests import crowd
from tests.builders import NOON
from tocsin.domain.lane import Waiting
from tocsin.metrics import measuring
from tocsin.streams.log import SqliteLog
from tocsin.streams.outlook import MOST_ENDED, MOST_PENDING, MOST_STANCES
from tocsin.streams.read_model import ReadModel
from tocsin.workers.scope import Scope

WATCHES = 40
OF_A_WATCH = 4 + 1 + 3 + 3
"""States of deadlines, the next one, polarities, states of alerts."""


def series(directory: Path, deadlines: int) -> dict[str, int]:
    """Return how many series each metric has, with so many deadlines in each watch."""
    registry, watches = CollectorRegistry(), crowd.watches(WATCHES)
    with SqliteLog.open(directory) as log:
        model = ReadModel(log.connection)
        model.create()
        crowd.fill(model, watches, deadlines)
        outlook = model.outlook(Scope.of(watches, []).pairs, NOON)
    for observer in measuring(registry, lambda: NOON, directory):
        observer.outlook(outlook)
        observer.waiting({"desk": Waiting(1, NOON)})
    return {family.name: len(family.samples) for family in registry.collect()}


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    return series(tmp_path_factory.mktemp("few"), deadlines=1)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    return series(tmp_path_factory.mktemp("many"), deadlines=25)


def test_what_is_shown_one_by_one_has_its_bound(few: dict[str, int], many: dict[str, int]) -> None:
    assert few["tocsin_deadline_due_timestamp_seconds"] == 2 * WATCHES
    assert many["tocsin_deadline_due_timestamp_seconds"] == MOST_PENDING + MOST_ENDED
    assert many["tocsin_stance"] == many["tocsin_stance_sources"] == MOST_STANCES


def test_what_more_news_make_are_deadlines_up_to_the_bound_and_nothing_else(
    few: dict[str, int], many: dict[str, int]
) -> None:
    assert {name for name in many if many[name] != few[name]} == {"tocsin_deadline_due_timestamp_seconds"}


def test_of_a_watch_there_is_so_much_and_no_more(many: dict[str, int]) -> None:
    counts = ("tocsin_deadlines", "tocsin_next_deadline_timestamp_seconds", "tocsin_stances", "tocsin_alerts_open")
    assert 0 < sum(many[name] for name in counts) <= OF_A_WATCH * WATCHES
