"""Whatever instant a worker dies at, the next one goes on as if nothing had happened."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOON, a_watch, days, deadline_claim, event_of, stance_claim
from tests.fakes.kafka import Cluster, CrashedError, Process
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.event import Event
from tocsin.domain.projection import Project
from tocsin.domain.stage import Stage
from tocsin.streams.kafka.reader import Message
from tocsin.workers.failures import Failures
from tocsin.workers.kafka.carrier import Carrier, StaleError
from tocsin.workers.kafka.groups import Group

NAMES = {"AVA": "Avalia", "BOR": "Borduria"}
GROUP = Group("test", ("tocsin.claims", "tocsin.ticks"), lambda _: stages())
OUTPUTS = ("tocsin.stances", "tocsin.deadlines", "tocsin.alerts")


def stages() -> tuple[Stage, ...]:
    return Project([a_watch()]), RaiseAlerts([a_watch()], NAMES)


def claims(count: int) -> list[Event]:
    told: list[Event] = []
    for number in range(count):
        at = NOON + timedelta(hours=number)
        side = ("support", "oppose")[number // 2 % 2]
        told.append(event_of(stance_claim(side, at, actor=("AVA", "BOR", "CIR")[number % 3])))
        if number % 4 == 0:
            told.append(event_of(deadline_claim("set", at, at + days(number + 1))))
    return told


def a_carrier(process: Process, suspended: Callable[[], bool] = lambda: False) -> Carrier:
    carrier = Carrier(GROUP, process, process, Failures(), lambda _: None, suspended)
    carrier.own([0], {})
    return carrier


async def carry(cluster: Cluster, messages: list[Message], batch: int, crashes: list[int]) -> int:
    """Fold all messages, in lives that end at the steps given, each beginning where its table stopped."""
    lives, left = 0, list(crashes)
    while True:
        lives += 1
        carrier = a_carrier(Process(cluster, after(left.pop(0)) if left else lambda _: False))
        start = carrier.state(0).position("tocsin.claims") or 0
        try:
            for first in range(start, len(messages), batch):
                await carrier.take(messages[first : first + batch])
        except CrashedError:
            continue
        return lives


def after(steps: int) -> Callable[[str], bool]:
    """Return what lets so many steps happen, and then crashes."""
    left = iter(range(steps, -1, -1))
    return lambda _: next(left) == 0


def outputs(cluster: Cluster) -> dict[str, set[bytes | None]]:
    return {topic: set(cluster.values(topic)) for topic in OUTPUTS}


@settings(max_examples=60)
@given(st.integers(1, 9), st.lists(st.integers(0, 25), max_size=6))
async def test_nothing_is_lost_and_nothing_differs_wherever_it_crashes(batch: int, crashes: list[int]) -> None:
    calm, rough = Cluster(), Cluster()
    messages = [calm.put(event) for event in claims(16)]
    await carry(calm, messages, 1, [])
    await carry(rough, messages, batch, crashes)
    assert outputs(rough) == outputs(calm)
    assert rough.recovered() == calm.recovered()


async def test_a_crash_after_the_changelog_was_written_repeats_nothing() -> None:
    cluster = Cluster()
    messages = [cluster.put(event) for event in claims(1)]
    with pytest.raises(CrashedError):
        await a_carrier(Process(cluster, lambda step: step == "write")).take(messages)
    sent = outputs(cluster)
    again = a_carrier(Process(cluster, lambda step: step == "publish"))
    await again.take(messages)
    assert outputs(cluster) == sent
    assert again.positions() == {("tocsin.claims", 0): len(messages), ("tocsin.ticks", 0): 0}


async def test_a_worker_that_was_suspended_writes_no_row_any_more() -> None:
    cluster = Cluster()
    messages = [cluster.put(event) for event in claims(1)]
    with pytest.raises(StaleError, match="partition 0 may be another's now"):
        await a_carrier(Process(cluster), suspended=lambda: True).take(messages)
    assert cluster.changelog == []


async def test_messages_of_a_partition_that_is_not_its_own_are_left_alone() -> None:
    cluster = Cluster()
    (message,) = [cluster.put(event) for event in claims(1)][:1]
    carrier = a_carrier(Process(cluster))
    carrier.own([], {})
    await carrier.take([message])
    assert cluster.changelog == []


async def test_it_has_caught_up_once_everything_is_folded_that_was_there_at_the_takeover() -> None:
    cluster = Cluster()
    messages = [cluster.put(event) for event in claims(2)]
    carrier = a_carrier(Process(cluster))
    carrier.own([0], {("tocsin.claims", 0): len(messages), ("tocsin.ticks", 0): 0})
    await carrier.take(messages[:1])
    assert not carrier.caught_up()
    await carrier.take(messages[1:])
    assert carrier.caught_up()
    carrier.own([], {})
    assert not carrier.caught_up()
