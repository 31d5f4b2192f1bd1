"""Whether the outbox gets rid of what it holds, as the dead man's switch asks."""

from datetime import time, timedelta

import pytest

from tests.outbox import NOON, Outbox, alert
from tocsin.domain.policy import ChannelPolicy, QuietHours
from tocsin.domain.undelivered import undelivered

PATIENCE = timedelta(minutes=15)


def wrong(outbox: Outbox, minutes: float) -> str | None:
    return undelivered(outbox.state, ["ops"], NOON + timedelta(minutes=minutes), PATIENCE)


def failing(attempts: int) -> tuple[Outbox, float]:
    """Return an outbox with a message that was tried so often in vain, and the minutes that it took."""
    outbox, now = Outbox(), NOON
    outbox.raise_(alert("ops"), now)
    for _ in range(attempts):
        delivery = outbox.only()
        assert delivery.next_at is not None
        now = max(now, delivery.next_at)
        outbox.answer_to(delivery, "failed", now)
    return outbox, (now - NOON).total_seconds() / 60


def test_an_outbox_that_is_empty_is_in_order() -> None:
    assert wrong(Outbox(), 0) is None


def test_what_was_delivered_is_in_order_for_ever() -> None:
    outbox = Outbox()
    outbox.raise_(alert("ops"), NOON)
    outbox.deliver_all(NOON)
    assert wrong(outbox, 100_000) is None


def test_a_message_that_fails_is_given_time() -> None:
    outbox, minutes = failing(3)
    assert minutes < 7
    assert wrong(outbox, minutes) is None


def test_a_message_that_is_tried_in_vain_for_long_is_told_between_two_tries() -> None:
    outbox, minutes = failing(3)
    told = wrong(outbox, minutes + 20)
    assert told is not None
    assert told.startswith("channel 'ops' has not taken a message since 2031-04-02 12:0")


def test_a_message_that_nobody_tries_is_told() -> None:
    outbox = Outbox()
    outbox.raise_(alert("ops"), NOON)
    assert wrong(outbox, 14) is None
    assert wrong(outbox, 16) is not None


def test_a_channel_that_wants_no_more_messages_is_told_until_it_is_configured_no_more() -> None:
    outbox = Outbox()
    outbox.raise_(alert("ops"), NOON)
    outbox.answer("gone", NOON)
    assert wrong(outbox, 1) == "channel 'ops' is switched off"
    assert undelivered(outbox.state, [], NOON, PATIENCE) is None


@pytest.mark.parametrize("hours", [1, 7])
def test_what_waits_for_the_end_of_quiet_hours_is_in_time(hours: int) -> None:
    quiet = QuietHours(start=time(11), end=time(20), broken_by=())
    outbox = Outbox({"ops": ChannelPolicy(quiet=quiet)})
    outbox.raise_(alert("ops"), NOON)
    assert wrong(outbox, 60 * hours) is None
    outbox.tick(NOON + timedelta(hours=8))
    outbox.answer("failed", NOON + timedelta(hours=8))
    assert wrong(outbox, 60 * 8 + 1) is None
