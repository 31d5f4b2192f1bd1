from collections.abc import Iterable
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.builders import NOON, days
from tocsin.workers.kafka.wakes import Wakes

KEYS = st.integers(0, 40).map(str)
HOURS = st.integers(0, 30)


def hour(number: int) -> datetime:
    return NOON + timedelta(hours=number)


class WakesAndATable(RuleBasedStateMachine):
    """Whatever is held in memory, the answers are those of the whole table."""

    def __init__(self) -> None:
        super().__init__()
        self.table: dict[str, datetime] = {}
        self.wakes = Wakes(self.table.items, most=3)

    @rule(key=KEYS, at=HOURS)
    def wakes_then(self, key: str, at: int) -> None:
        self.table[key] = hour(at)
        self.wakes.set(key, hour(at))

    @rule(key=KEYS)
    def wakes_no_more(self, key: str) -> None:
        self.table.pop(key, None)
        self.wakes.set(key, None)

    @rule(now=HOURS)
    def is_asked_for_what_is_due(self, now: int) -> None:
        assert self.wakes.due(hour(now)) == sorted(key for key, wake in self.table.items() if wake <= hour(now))

    @invariant()
    def the_next_is_the_earliest_of_all(self) -> None:
        assert self.wakes.earliest() == min(self.table.values(), default=None)


TestWakes = WakesAndATable.TestCase


def test_no_more_keys_are_held_than_are_due_and_some_that_come_next() -> None:
    table: dict[str, datetime] = {}
    wakes = Wakes(table.items, most=100)
    for number in range(5000):
        table[str(number)] = NOON + days(7)
        wakes.set(str(number), NOON + days(7))
        assert len(wakes._known) <= 200


def test_a_crowd_that_is_due_is_known_whole_and_not_gone_through_again_for_each() -> None:
    table: dict[str, datetime] = {}
    gone_through = 0

    def everything() -> Iterable[tuple[str, datetime]]:
        nonlocal gone_through
        gone_through += 1
        return table.items()

    wakes = Wakes(everything, most=10)
    wakes.due(NOON)
    for number in range(1000):
        table[str(number)] = NOON
        wakes.set(str(number), NOON)
    assert len(wakes.due(NOON)) == 1000
    assert gone_through <= 3


def test_what_is_put_off_again_and_again_does_not_pile_up() -> None:
    wakes = Wakes(lambda: ())
    for number in range(10_000):
        wakes.set("docket", NOON + timedelta(seconds=number % 2))
    assert len(wakes._alarms) < 2000
    assert wakes.earliest() == NOON + timedelta(seconds=1)
