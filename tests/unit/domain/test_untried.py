"""What waits in the outbox without having been tried: why, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.outbox import HOUR, MINUTE, NOON, Forgetful, Outbox, alert, outbox, policy, silence
from tocsin.domain.lane import WIDTH
from tocsin.domain.policy import ChannelPolicy
from tocsin.domain.untried import Untried, untried

DIGEST = policy(digest={"at": "20:00", "severities": ["critical"]})
NIGHT = policy(quiet={"start": "12:00", "end": "20:00", "broken_by": []})
EVENING = datetime(2031, 4, 2, 19, 0, tzinfo=UTC)
"""Eight in the evening in Lisbon."""


def waiting(box: Outbox, now: datetime = NOON) -> list[Untried]:
    return untried(box.state, now)


def only(box: Outbox, now: datetime = NOON) -> Untried:
    (found,) = waiting(box, now)
    return found


def why(box: Outbox, now: datetime = NOON) -> list[tuple[str, str]]:
    return [(each.alert, each.why) for each in waiting(box, now)]


@pytest.mark.parametrize(
    ("held", "reason", "until"),
    [(DIGEST, "digest", EVENING), (NIGHT, "quiet", EVENING), (policy(group="30s"), "group", NOON + MINUTE / 2)],
)
def test_what_the_policy_of_its_channel_holds_back_is_told_with_its_end(
    held: ChannelPolicy, reason: str, until: datetime
) -> None:
    box = outbox(ops=held)
    box.raise_(alert("ops"), NOON)
    assert only(box) == Untried(None, "a1", "harbour", "ops", "raised", reason, NOON, until)
    box.tick(until)
    assert why(box, until) == [("a1", "turn")], "it is made, and to be tried"
    box.deliver_all(until)
    assert waiting(box, until) == []


def test_what_is_over_the_limit_of_the_hour_waits_behind_what_is_tried() -> None:
    box = outbox(ops=policy(at_most=1))
    for number in range(3):
        box.raise_(alert("ops", name=f"a{number}"), NOON)
    assert why(box) == [("a0", "turn"), ("a1", "overflow"), ("a2", "overflow")]
    assert {each.until for each in waiting(box)[1:]} == {NOON + 5 * MINUTE}


def test_of_an_alert_that_waits_only_what_will_be_told_of_it_is_told() -> None:
    box = outbox(ops=DIGEST)
    box.raise_(alert("ops"), NOON)
    box.resolve(alert("ops"), NOON + MINUTE)
    assert [(each.message, each.since) for each in waiting(box)] == [("resolved", NOON + MINUTE)]


def test_later_news_wait_for_what_came_before() -> None:
    box = Outbox()
    box.raise_(alert("ops"), NOON)
    first = box.only()
    box.acknowledge(alert("ops"), NOON + MINUTE)
    assert [(each.message, each.why, each.until) for each in waiting(box)] == [
        ("raised", "turn", NOON),
        ("acknowledged", "order", None),
    ]
    box.answer_to(first, "failed", NOON + MINUTE)
    assert [each.message for each in waiting(box)] == ["acknowledged"], "the first one was tried"


def test_what_a_dead_channel_does_not_take_queues() -> None:
    box = Outbox()
    for number in range(WIDTH + 1):
        box.raise_(alert("ops", name=f"a{number:02}"), NOON)
    assert (waiting(box)[-1].why, waiting(box)[-1].until) == ("queue", None)


def test_each_alert_of_a_digest_that_is_made_is_told() -> None:
    box = outbox(ops=policy(group="30s"))
    box.raise_(alert("ops", name="a1"), NOON)
    box.raise_(alert("ops", name="a2"), NOON)
    box.tick(NOON + MINUTE)
    found = waiting(box)
    assert [(each.alert, each.message, each.why) for each in found] == [
        ("a1", "raised", "turn"),
        ("a2", "raised", "turn"),
    ]
    assert {each.delivery for each in found} == {box.only().id}


def test_what_is_silenced_waits_at_each_of_its_channels_until_the_silence_ends() -> None:
    box = Outbox()
    box.fold(silence())
    box.raise_(alert("ops", "chief"), NOON)
    told = [(each.channel, each.why, each.until) for each in waiting(box)]
    assert told == [("chief", "silence", NOON + HOUR), ("ops", "silence", NOON + HOUR)]
    assert {each.until for each in waiting(box, NOON + HOUR)} == {None}, "the tick that ends it is still to come"


def test_what_somebody_has_acknowledged_under_a_silence_waits_for_nothing() -> None:
    box = Outbox()
    box.fold(silence())
    box.raise_(alert("ops"), NOON)
    box.acknowledge(alert("ops"), NOON + MINUTE)
    assert waiting(box) == []


def test_what_is_told_again_as_long_as_it_lasts_is_not_waiting() -> None:
    box = outbox(ops=Forgetful())
    box.raise_(alert("ops"), NOON)
    box.deliver_all(NOON)
    assert box.open(NOON + HOUR), "it is told again"
    assert waiting(box, NOON + timedelta(hours=1)) == []
