"""The outbox as a fold: what is tried when, what ends it, and what a repeat does (nothing)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outbox import LATER, MINUTE, NOON, Outbox, alert, alert_of, attempt, raised, resolved
from tocsin.domain.alert import Alert
from tocsin.domain.delivery import SCHEDULE, DeliveryAbandoned, DeliverySucceeded, Outcome
from tocsin.domain.event import Event
from tocsin.domain.tick import ClockTicked

JITTER = 0.2

outcomes = st.sampled_from(("delivered", "failed", "refused", "gone"))


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


def test_an_alert_is_due_at_once_on_each_of_its_channels(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops", "press")))
    assert sorted(each.channel for each in outbox.open(NOON)) == ["ops", "press"]
    assert len({each.id for each in outbox.open(NOON)}) == 2


def test_an_alert_without_channels_is_delivered_to_nobody(outbox: Outbox) -> None:
    outbox.fold(raised(alert()))
    assert outbox.open(LATER) == []


def test_what_has_waited_longest_goes_first(outbox: Outbox) -> None:
    first, second = alert("ops", name="a2"), alert("ops", name="a1").model_copy(update={"at": NOON + MINUTE})
    outbox.fold(raised(second))
    outbox.fold(raised(first))
    assert [alert_of(each) for each in outbox.open(LATER)] == ["a2", "a1"]


def test_a_message_that_arrived_is_not_sent_again(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    (ended,) = outbox.answer("delivered", NOON)
    assert isinstance(ended, DeliverySucceeded)
    assert (ended.data.channel, ended.data.attempts) == ("ops", 1)
    assert outbox.open(LATER) == []


def test_each_attempt_carries_the_same_id(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    first = outbox.only()
    outbox.answer("failed", NOON)
    assert outbox.only().id == first.id


def test_failures_are_tried_again_on_the_schedule_and_then_given_up(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    now = NOON
    for pause in SCHEDULE[1:]:
        assert outbox.answer("failed", now) == ()
        assert outbox.open(now + pause - timedelta(microseconds=1)) == []
        now = outbox.only(now + pause * (1 + JITTER)).next_at
    (ended,) = outbox.answer("failed", now, detail="ops.example: no answer within 10 s")
    assert isinstance(ended, DeliveryAbandoned)
    assert (ended.data.attempts, ended.data.detail) == (10, "ops.example: no answer within 10 s")
    assert outbox.open(now + timedelta(days=3)) == []


def test_a_burst_that_failed_at_one_instant_does_not_come_back_at_one_instant(outbox: Outbox) -> None:
    for number in range(20):
        outbox.fold(raised(alert("ops", name=f"a{number}")))
    for delivery in outbox.open(NOON):
        outbox.fold(attempt(delivery, "failed", NOON))
    assert len({each.next_at for each in outbox.open(LATER)}) == 20


def test_retry_after_puts_the_next_attempt_off(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    outbox.answer("failed", NOON, retry_at=NOON + 40 * MINUTE)
    assert outbox.only().next_at == NOON + 40 * MINUTE


def test_retry_after_never_brings_the_next_attempt_forward(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    outbox.answer("failed", NOON, retry_at=NOON)
    assert outbox.only().next_at >= NOON + SCHEDULE[1]


def test_a_refusal_ends_it_at_once_and_says_why(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    (ended,) = outbox.answer("refused", NOON, detail="answered 404: no such hook")
    assert isinstance(ended, DeliveryAbandoned)
    assert ended.data.detail == "answered 404: no such hook"
    assert outbox.open(LATER) == []


def test_a_refusal_leaves_the_channel_on(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    outbox.answer("refused", NOON)
    outbox.fold(raised(alert("ops", name="a2")))
    assert alert_of(outbox.only()) == "a2"


def test_gone_switches_the_channel_off_for_alerts_to_come(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    outbox.answer("gone", NOON)
    (ended,) = outbox.fold(raised(alert("ops", name="a2")))
    assert isinstance(ended, DeliveryAbandoned)
    assert (ended.data.attempts, ended.data.detail) == (0, "channel is switched off since 2031-04-02 12:00 UTC")
    assert outbox.open(LATER) == []


def test_gone_ends_what_was_waiting_for_that_channel_too(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops", name="a1")))
    outbox.fold(raised(alert("ops", name="a2")))
    first, second = outbox.open(NOON)
    outbox.fold(attempt(first, "gone", NOON))
    assert outbox.open(NOON) == []
    (ended,) = outbox.fold(ClockTicked.at(NOON + MINUTE))
    assert isinstance(ended, DeliveryAbandoned)
    assert ended.data.delivery_id == second.id
    assert outbox.fold(ClockTicked.at(NOON + 2 * MINUTE)) == ()


def test_gone_ends_what_was_held_back_for_that_channel_too(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops", name="a1")))
    outbox.fold(raised(alert("ops", name="a2")))
    first, second = outbox.open(NOON)
    outbox.fold(resolved(second.items[0].alert, NOON))
    outbox.fold(attempt(first, "gone", NOON))
    ended = [*outbox.fold(ClockTicked.at(NOON + MINUTE)), *outbox.fold(ClockTicked.at(NOON + 2 * MINUTE))]
    assert [(type(each), each.data.message) for each in ended] == [
        (DeliveryAbandoned, "raised"),
        (DeliveryAbandoned, "resolved"),
    ]


def test_gone_on_one_channel_leaves_the_others_alone(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops", "press")))
    ops = next(each for each in outbox.open(NOON) if each.channel == "ops")
    outbox.fold(attempt(ops, "gone", NOON))
    assert outbox.fold(ClockTicked.at(NOON + MINUTE)) == ()
    assert outbox.only().channel == "press"


def test_two_channels_are_tried_independently(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops", "press")))
    by_channel = {each.channel: each for each in outbox.open(NOON)}
    outbox.fold(attempt(by_channel["ops"], "delivered", NOON))
    outbox.fold(attempt(by_channel["press"], "failed", NOON))
    assert (outbox.only().channel, outbox.only().attempts) == ("press", 1)


def test_the_end_is_held_back_while_the_beginning_is_still_tried(outbox: Outbox) -> None:
    told = alert("ops")
    outbox.fold(raised(told))
    outbox.answer("failed", NOON)
    outbox.fold(resolved(told, NOON + MINUTE))
    outbox.answer("failed", NOON + 2 * MINUTE)
    assert outbox.only().message == "raised"
    outbox.answer("delivered", NOON + 20 * MINUTE)
    assert (outbox.only().message, outbox.only().next_at) == ("resolved", NOON + 20 * MINUTE)


def test_an_end_that_waited_still_says_when_and_why_it_came(outbox: Outbox) -> None:
    told = alert("ops")
    outbox.fold(raised(told))
    outbox.fold(resolved(told, NOON + MINUTE))
    outbox.answer("delivered", NOON + 20 * MINUTE)
    assert (outbox.only().at, outbox.only().items[0].reason) == (NOON + MINUTE, "the deadline was met")


def test_the_end_is_told_even_where_the_beginning_was_given_up(outbox: Outbox) -> None:
    told = alert("ops")
    outbox.fold(raised(told))
    outbox.fold(resolved(told, NOON + MINUTE))
    outbox.answer("refused", NOON + 2 * MINUTE)
    assert outbox.only().message == "resolved"


def test_the_end_is_due_at_once_where_the_beginning_was_told(outbox: Outbox) -> None:
    told = alert("ops")
    outbox.fold(raised(told))
    outbox.answer("delivered", NOON)
    outbox.fold(resolved(told, NOON + MINUTE))
    assert outbox.only(NOON + MINUTE).message == "resolved"


def test_the_end_of_an_alert_told_to_two_channels_waits_on_the_slow_one_alone(outbox: Outbox) -> None:
    told = alert("ops", "press")
    outbox.fold(raised(told))
    ops = next(each for each in outbox.open(NOON) if each.channel == "ops")
    outbox.fold(attempt(ops, "delivered", NOON))
    outbox.fold(resolved(told, NOON + MINUTE))
    assert {(each.channel, each.message) for each in outbox.open(LATER)} == {("ops", "resolved"), ("press", "raised")}


def test_a_late_answer_to_a_closed_delivery_changes_nothing(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    late = attempt(outbox.only(), "failed", NOON + MINUTE)
    outbox.answer("delivered", NOON)
    before = outbox.snapshot()
    assert outbox.fold(late) == ()
    assert outbox.snapshot() == before


def test_an_earlier_answer_that_comes_again_changes_nothing(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    first = attempt(outbox.only(), "failed", NOON)
    outbox.fold(first)
    outbox.answer("failed", NOON + MINUTE)
    before = outbox.snapshot()
    outbox.fold(first)
    assert outbox.snapshot() == before


def test_an_answer_to_a_delivery_that_nobody_knows_changes_nothing(outbox: Outbox) -> None:
    other = Outbox()
    other.fold(raised(alert("ops")))
    assert outbox.fold(attempt(other.only(), "gone", NOON)) == ()
    assert outbox.snapshot() == {}


def test_an_alert_is_forgotten_a_week_after_its_end(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    outbox.answer("delivered", NOON)
    outbox.fold(resolved(alert("ops"), NOON))
    outbox.answer("delivered", NOON)
    outbox.fold(ClockTicked.at(NOON + timedelta(days=7) - MINUTE))
    assert len(outbox.snapshot()) == 1
    outbox.fold(ClockTicked.at(NOON + timedelta(days=7)))
    assert outbox.snapshot() == {}


def test_of_an_alert_that_was_delivered_no_more_is_kept_than_it_takes_to_know_a_repeat(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    outbox.answer("delivered", NOON)
    (kept,) = outbox.snapshot().values()
    assert "A long account." not in kept
    assert outbox.fold(raised(alert("ops"))) == ()
    assert outbox.open(LATER) == []


def test_a_tick_leaves_open_deliveries_alone(outbox: Outbox) -> None:
    outbox.fold(raised(alert("ops")))
    assert outbox.fold(ClockTicked.at(LATER)) == ()
    assert outbox.only().attempts == 0


commands = st.lists(
    st.one_of(
        st.tuples(st.just("raise"), st.integers(0, 2)),
        st.tuples(st.just("resolve"), st.integers(0, 2)),
        st.tuples(st.just("tick"), st.integers(1, 400)),
        st.tuples(st.just("answer"), outcomes),
    ),
    max_size=40,
)


def told_by(number: int) -> Alert:
    return alert(*(("ops",), ("press",), ("ops", "press"))[number], name=f"a{number}")


def played(script: list[tuple[str, object]]) -> tuple[Outbox, list[Event]]:
    """Play a script as a runtime would: only what was raised is resolved, only what is due is tried."""
    outbox, sent, now = Outbox(), [], NOON
    begun: set[int] = set()
    for what, value in script:
        now += MINUTE
        match what:
            case "raise":
                begun.add(value)
                sent.extend(outbox.fold(raised(told_by(value).model_copy(update={"at": now}))))
            case "resolve" if value in begun:
                sent.extend(outbox.fold(resolved(told_by(value), now)))
            case "tick":
                now += value * MINUTE
                sent.extend(outbox.fold(ClockTicked.at(now)))
            case "answer":
                sent.extend(event for each in outbox.open(now)[:1] for event in outbox.fold(attempt(each, value, now)))
    return outbox, sent


@given(commands)
def test_folding_each_event_twice_changes_nothing(script: list[tuple[str, object]]) -> None:
    once, sent = played(script)
    twice, again = Outbox(), []
    for event in once.log:
        again.extend(twice.fold(event))
        assert twice.fold(event) == ()
    assert twice.snapshot() == once.snapshot()
    assert again == sent


@given(commands)
def test_every_delivery_ends_at_most_once(script: list[tuple[str, object]]) -> None:
    _, sent = played(script)
    ended = [event.data.delivery_id for event in sent]
    assert len(ended) == len(set(ended))


@given(commands)
def test_no_channel_is_offered_the_end_beside_the_beginning(script: list[tuple[str, object]]) -> None:
    outbox, _ = played(script)
    offered = [(alert_of(each), each.channel) for each in outbox.open(datetime(2040, 1, 1, tzinfo=UTC))]
    assert len(offered) == len(set(offered))


@given(commands)
def test_nothing_open_is_ever_stuck(script: list[tuple[str, object]]) -> None:
    """Answered and ticked long enough, every delivery is closed and then forgotten."""
    outbox, _ = played(script)
    now = datetime(2040, 1, 1, tzinfo=UTC)
    for _ in range(4):
        outbox.fold(ClockTicked.at(now))
        for delivery in outbox.open(now):
            outbox.fold(attempt(delivery, "delivered", now))
        now += timedelta(days=8)
    assert [key for key in outbox.snapshot() if key.startswith("delivery/")] == []


@given(st.lists(outcomes, min_size=1, max_size=15), st.timedeltas(timedelta(0), timedelta(days=1)))
def test_no_attempt_is_made_after_the_end_and_at_most_ten_before(tried: list[Outcome], wait: timedelta) -> None:
    outbox = Outbox()
    outbox.fold(raised(alert("ops")))
    made, now = 0, NOON
    for outcome in tried:
        for delivery in outbox.open(now):
            made += 1
            outbox.fold(attempt(delivery, outcome, now, retry_at=now + wait))
        now += timedelta(days=2)
    first_end = next((i for i, outcome in enumerate(tried, 1) if outcome != "failed"), len(tried))
    assert made == min(first_end, 10)
