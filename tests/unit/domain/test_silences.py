"""What is raised under a silence, and what becomes of it."""

import pytest

from tests.outbox import HOUR, MINUTE, NOON, Outbox, alert, outbox, policy, silence, told
from tocsin.domain.silence import SilenceEnd, SilenceEnded


def test_what_is_raised_under_a_silence_is_told_when_it_ends_if_it_still_holds() -> None:
    box = outbox()
    box.fold(silence())
    box.raise_(alert("ops", name="a1"), NOON + MINUTE)
    box.raise_(alert("ops", name="a2"), NOON + MINUTE)
    assert told(box, NOON + MINUTE) == []
    box.resolve(alert("ops", name="a2"), NOON + 2 * MINUTE)
    box.tick(NOON + HOUR)
    assert told(box, NOON + HOUR) == [("ops", "raised", ("a1",))]


def test_a_silence_that_somebody_ends_is_over_at_once() -> None:
    box = outbox()
    box.fold(silence())
    box.raise_(alert("ops"), NOON + MINUTE)
    end = SilenceEnd(silence_id="s1", watch="harbour", at=NOON + 2 * MINUTE, by="A. Nalyst")
    box.fold(SilenceEnded.of(end))
    assert told(box, NOON + 2 * MINUTE) == [("ops", "raised", ("a1",))]


@pytest.mark.parametrize(
    "fields", [{"kinds": ["stance.new"]}, {"severities": ["info"]}, {"subjects": ["d2"]}, {"watch": "coast"}]
)
def test_a_silence_covers_no_more_than_it_was_asked_for(fields: dict[str, object]) -> None:
    box = outbox()
    box.fold(silence(**fields))
    box.raise_(alert("ops"), NOON + MINUTE)
    assert told(box, NOON + MINUTE) == [("ops", "raised", ("a1",))]


def test_under_two_silences_the_later_end_counts() -> None:
    box = outbox()
    box.fold(silence())
    box.fold(silence(id="s2", until=NOON + 2 * HOUR))
    box.raise_(alert("ops"), NOON + MINUTE)
    box.tick(NOON + HOUR)
    assert told(box, NOON + HOUR) == []
    box.tick(NOON + 2 * HOUR)
    assert told(box, NOON + 2 * HOUR) == [("ops", "raised", ("a1",))]


def silenced_before_it_escalates() -> Outbox:
    """Return an outbox that told of an alert, and says no more under a silence when it would escalate."""
    box = outbox(ops=policy(escalate={"after": "15min", "to": ["pager"]}))
    box.raise_(alert("ops"), NOON)
    box.deliver_all(NOON)
    box.fold(silence())
    box.tick(NOON + 20 * MINUTE)
    assert told(box, NOON + 20 * MINUTE) == []
    return box


def test_what_nobody_acknowledged_under_a_silence_is_escalated_at_its_end() -> None:
    box = silenced_before_it_escalates()
    box.tick(NOON + HOUR)
    assert told(box, NOON + HOUR) == [("pager", "escalated", ("a1",))]


def test_a_silence_stops_an_escalation_and_lets_the_end_through() -> None:
    box = silenced_before_it_escalates()
    box.resolve(alert("ops"), NOON + 30 * MINUTE)
    assert told(box, NOON + 30 * MINUTE) == [("ops", "resolved", ("a1",))]
