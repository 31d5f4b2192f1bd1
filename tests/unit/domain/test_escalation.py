"""Who is told when nobody answers, and what is told of an answer."""

from tests.outbox import HOUR, MINUTE, NOON, alert, outbox, policy, told


def test_what_nobody_acknowledges_goes_to_the_next_channel_and_from_there_to_the_one_after() -> None:
    box = outbox(
        ops=policy(escalate={"after": "15min", "to": ["pager"]}),
        pager=policy(escalate={"after": "5min", "to": ["boss"]}),
    )
    box.raise_(alert("ops"), NOON)
    assert told(box, NOON) == [("ops", "raised", ("a1",))]
    box.tick(NOON + 15 * MINUTE)
    assert told(box, NOON + 15 * MINUTE) == [("pager", "escalated", ("a1",))]
    box.tick(NOON + 20 * MINUTE)
    assert told(box, NOON + 20 * MINUTE) == [("boss", "escalated", ("a1",))]
    box.tick(NOON + 5 * HOUR)
    assert told(box, NOON + 5 * HOUR) == []


def test_what_is_acknowledged_or_over_is_not_escalated() -> None:
    box = outbox(ops=policy(escalate={"after": "15min", "to": ["pager"]}))
    box.raise_(alert("ops", name="a1"), NOON)
    box.raise_(alert("ops", name="a2"), NOON)
    box.acknowledge(alert("ops", name="a1"), NOON + MINUTE)
    box.resolve(alert("ops", name="a2"), NOON + MINUTE)
    box.tick(NOON + HOUR)
    assert {channel for channel, _, _ in told(box, NOON + HOUR)} == {"ops"}


def test_only_severe_alerts_are_escalated() -> None:
    box = outbox(ops=policy(escalate={"after": "15min", "to": ["pager"]}))
    box.raise_(alert("ops", severity="warning"), NOON)
    box.tick(NOON + HOUR)
    assert [channel for channel, _, _ in told(box, NOON + HOUR)] == ["ops"]


def test_an_acknowledgement_is_told_where_the_alert_was_and_says_by_whom() -> None:
    box = outbox()
    box.raise_(alert("ops"), NOON)
    box.deliver_all(NOON)
    box.acknowledge(alert("ops"), NOON + MINUTE)
    (delivery,) = box.open(NOON + MINUTE)
    assert (delivery.message, delivery.items[0].reason) == ("acknowledged", "by A. Nalyst: seen")


def test_an_acknowledgement_of_what_nobody_knows_or_has_ended_changes_nothing() -> None:
    box = outbox()
    assert box.acknowledge(alert("ops"), NOON) == ()
    assert box.snapshot() == {}
