"""Messages on their way: made, tried, ended, and handed to other channels where they do not arrive."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.domain import lane
from tocsin.domain.delivery import (
    Attempt,
    Delivery,
    DeliveryAbandoned,
    DeliveryEnd,
    DeliverySucceeded,
    Item,
)
from tocsin.domain.event import stable_id
from tocsin.domain.lane import delivery_key
from tocsin.domain.ledger import Ledger
from tocsin.domain.policy import RINGS, ChannelPolicy, MessageKind
from tocsin.domain.record import Instant
from tocsin.domain.stage import StateRecord
from tocsin.domain.thread import change_strand, thread_of

NEEDS_HEARING: frozenset[MessageKind] = RINGS | {"digest"}
"""The messages that others get where they do not arrive."""


class ChannelOff(StateRecord):
    """A channel answered that it wants no more messages."""

    since: Instant
    detail: str


def send(
    ledger: Ledger, policy: ChannelPolicy, channel: str, items: Sequence[Item], now: datetime, left_out: int = 0
) -> Delivery | None:
    """Put a message of `items` out to `channel`; return it where the channel is off, and others should have it."""
    delivery = _made(ledger, policy, channel, tuple(items), now, left_out)
    off = channel_off(ledger, channel)
    if off is not None:
        _abandon(ledger, delivery, now, f"channel is switched off since {off.since:%Y-%m-%d %H:%M} UTC")
        return delivery
    for before in delivery.waits_for:
        _followed(ledger, before, delivery)
    for item in items:
        change_strand(ledger, item.alert, channel, last=delivery.id)
    if delivery.waits_for:
        ledger.put(delivery_key(delivery.watch, delivery.id), delivery)
    else:
        lane.enter(ledger, delivery, now)
    return None


def tried(ledger: Ledger, delivery: Delivery, attempt: Attempt) -> Delivery | None:
    """Note an attempt at `delivery`; return it where it was given up, and others should have it."""
    delivery = delivery.model_copy(update={"attempts": attempt.attempt})
    if attempt.next_at is not None:
        ledger.put(delivery_key(delivery.watch, delivery.id), delivery.model_copy(update={"next_at": attempt.next_at}))
        lane.failed(ledger, delivery)
        return None
    if attempt.outcome == "gone":
        ledger.put(_off_key(delivery.channel), ChannelOff(since=attempt.at, detail=attempt.detail))
    if attempt.outcome == "delivered":
        ledger.tell(DeliverySucceeded.of(DeliveryEnd.of(delivery, attempt.at)))
        lane.recovered(ledger, delivery, attempt.at)
        _end(ledger, delivery, attempt.at, attempt.receipt)
        return None
    _abandon(ledger, delivery, attempt.at, attempt.detail)
    return delivery


def overdue(ledger: Ledger, delivery: Delivery, now: datetime) -> bool:
    """Return whether others should have `delivery` by now, and note that they do."""
    if delivery.falls_back_at is None or delivery.falls_back_at > now:
        return False
    ledger.put(delivery_key(delivery.watch, delivery.id), delivery.model_copy(update={"falls_back_at": None}))
    return True


def given_up(ledger: Ledger, delivery: Delivery, now: datetime) -> list[Delivery]:
    """Give up `delivery`, and all that waits for its turn, where the channel was switched off; return what was."""
    off = channel_off(ledger, delivery.channel)
    ended, waiting = list[Delivery](), [] if off is None else [delivery]
    while off is not None and waiting:
        ended.append(waiting.pop())
        waiting += _abandon(ledger, ended[-1], now, f"channel is switched off since {off.since:%Y-%m-%d %H:%M} UTC")
    return ended


def channel_off(ledger: Ledger, channel: str) -> ChannelOff | None:
    """Return since when `channel` wants no more messages, or None."""
    return ledger.get(_off_key(channel), ChannelOff)


def reopen(ledger: Ledger, channel: str, at: datetime) -> None:
    """Send to `channel` again, where it was switched off before `at`."""
    off = channel_off(ledger, channel)
    if off is not None and off.since <= at:
        ledger.put(_off_key(channel), None)


def _made(
    ledger: Ledger, policy: ChannelPolicy, channel: str, items: tuple[Item, ...], now: datetime, left_out: int
) -> Delivery:
    first = items[0]
    single = len(items) == 1 and not left_out
    identity = (first.alert.id, channel, first.message) if single else ("digest", channel, *(_told(i) for i in items))
    message: MessageKind = first.message if single else "digest"
    strands = [
        thread.strand(channel) for item in items if (thread := thread_of(ledger, item.alert.watch, item.alert.id))
    ]
    before = dict.fromkeys(strand.last for strand in strands if strand.last is not None)
    return Delivery(
        id=stable_id("delivery", *identity),
        watch=first.alert.watch,
        channel=channel,
        message=message,
        items=items,
        left_out=left_out,
        at=first.at if single else now,
        receipt=strands[0].receipt if single and strands else None,
        next_at=None,
        waits_for=tuple(before),
        falls_back_at=now + policy.fallback_after if policy.fallback and message in NEEDS_HEARING else None,
    )


def _told(item: Item) -> str:
    return f"{item.message} {item.alert.id}"


def _followed(ledger: Ledger, before: str, after: Delivery) -> None:
    """Note that `after` waits for the delivery `before`."""
    key = delivery_key(after.watch, before)
    delivery = ledger.get(key, Delivery)
    if delivery is not None:
        ledger.put(key, delivery.model_copy(update={"followed_by": (*delivery.followed_by, after.id)}))


def _abandon(ledger: Ledger, delivery: Delivery, now: datetime, detail: str) -> list[Delivery]:
    ledger.tell(DeliveryAbandoned.of(DeliveryEnd.of(delivery, now, detail)))
    return _end(ledger, delivery, now, None)


def _end(ledger: Ledger, delivery: Delivery, now: datetime, receipt: str | None) -> list[Delivery]:
    """Forget `delivery`, and let go what waited for it; return what is tried because of that."""
    ledger.put(delivery_key(delivery.watch, delivery.id), None)
    let_in = lane.leave(ledger, delivery, now)
    for item in delivery.items:
        _ended(ledger, item, delivery, receipt)
    for after in delivery.followed_by:
        waiting = ledger.get(delivery_key(delivery.watch, after), Delivery)
        if waiting is not None and _let_go(ledger, waiting, delivery.id, now):
            let_in.append(waiting)
    return let_in


def _ended(ledger: Ledger, item: Item, delivery: Delivery, receipt: str | None) -> None:
    thread = thread_of(ledger, item.alert.watch, item.alert.id)
    if thread is None:
        return
    strand = thread.strand(delivery.channel)
    changes: dict[str, object] = {} if strand.last != delivery.id else {"last": None}
    if receipt is not None and strand.receipt is None and len(delivery.items) == 1:
        changes["receipt"] = receipt
    if changes:
        change_strand(ledger, item.alert, delivery.channel, **changes)


def _let_go(ledger: Ledger, waiting: Delivery, ended: str, now: datetime) -> bool:
    """Let `waiting` wait no longer for the delivery that has `ended`; return whether it waits for no other."""
    left = tuple(each for each in waiting.waits_for if each != ended)
    thread = thread_of(ledger, waiting.watch, waiting.items[0].alert.id)
    single = waiting.message != "digest"
    receipt = thread.strand(waiting.channel).receipt if thread and single else waiting.receipt
    waiting = waiting.model_copy(update={"waits_for": left, "receipt": receipt})
    if left:
        ledger.put(delivery_key(waiting.watch, waiting.id), waiting)
    else:
        lane.enter(ledger, waiting, now)
    return not left


def _off_key(channel: str) -> str:
    return f"channel/{channel}"
