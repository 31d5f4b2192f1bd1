"""Escalation: what nobody has taken notice of in time goes to other people."""

from datetime import datetime

from tocsin.domain.alert import Alert
from tocsin.domain.delivery import Item
from tocsin.domain.ledger import Ledger
from tocsin.domain.policy import RINGS, ChannelPolicy
from tocsin.domain.record import Instant
from tocsin.domain.silence import silenced_until, silences_of
from tocsin.domain.stage import StateRecord
from tocsin.domain.thread import Thread, thread_of


class Unanswered(StateRecord):
    """An alert that a channel was told of and nobody has acknowledged yet."""

    item: Item
    channel: str
    at: Instant

    @property
    def wake_at(self) -> datetime | None:
        """When others are told."""
        return self.at


def await_answer(ledger: Ledger, policy: ChannelPolicy, item: Item, channel: str, now: datetime) -> None:
    """Let others be told unless `item` is acknowledged in time, where the channel's policy asks for that."""
    escalate = policy.escalate
    if escalate and item.message in RINGS and item.alert.severity in escalate.severities:
        ledger.put(_key(item.alert, channel), Unanswered(item=item, channel=channel, at=now + escalate.after))


def answered(ledger: Ledger, thread: Thread) -> None:
    """Let nobody else be told of an alert."""
    for strand in thread.strands:
        key = _key(thread.alert, strand.channel)
        if ledger.get(key, Unanswered) is not None:
            ledger.put(key, None)


def escalated(ledger: Ledger, key: str, unanswered: Unanswered, now: datetime) -> Item | None:
    """Return what others are told now of an alert that nobody has acknowledged; None where nobody needs to be.

    Under a silence it waits for the end of that.
    """
    alert = unanswered.item.alert
    until = silenced_until(silences_of(ledger, alert.watch), alert, now)
    ledger.put(key, None if until is None else unanswered.model_copy(update={"at": until}))
    thread = thread_of(ledger, alert.watch, alert.id)
    if thread is None or thread.settled or until is not None:
        return None
    reason = f"not acknowledged since {unanswered.item.at:%Y-%m-%d %H:%M} UTC ({unanswered.channel})"
    return Item(message="escalated", alert=alert, at=now, reason=reason)


def _key(alert: Alert, channel: str) -> str:
    return f"unanswered/{alert.watch}/{alert.id}/{channel}"
