"""What channels without a memory of their own are told again and again: all alerts of a watch that are open."""

from datetime import datetime, timedelta

from tocsin.domain.delivery import Attempt, Delivery, Item
from tocsin.domain.event import stable_id
from tocsin.domain.lane import delivery_key
from tocsin.domain.ledger import Ledger
from tocsin.domain.sending import channel_off
from tocsin.domain.thread import Thread


def light(ledger: Ledger, item: Item, channel: str, refresh: timedelta, now: datetime) -> None:
    """Tell `channel` every `refresh` that the alert of `item` is open, from `now` on."""
    key = firing_key(item.alert.watch, channel)
    firing = ledger.get(key, Delivery)
    # One piece of evidence, for the article that the channel was told of must not be gone the next time.
    alert = item.alert.model_copy(update={"evidence": item.alert.evidence[:1]})
    item = item.model_copy(update={"message": "raised", "alert": alert})
    if firing is None:
        ledger.put(key, _first(item, channel, now + refresh))
    elif all(each.alert.id != item.alert.id for each in firing.items):
        ledger.put(key, firing.model_copy(update={"items": (*firing.items, item)}))


def put_out(ledger: Ledger, thread: Thread) -> None:
    """Tell no channel again that the alert of `thread` is open."""
    for strand in thread.strands:
        key = firing_key(thread.alert.watch, strand.channel)
        firing = ledger.get(key, Delivery)
        if firing is not None:
            left = tuple(each for each in firing.items if each.alert.id != thread.alert.id)
            ledger.put(key, firing.model_copy(update={"items": left}) if left else None)


def told_again(ledger: Ledger, firing: Delivery, attempt: Attempt, refresh: timedelta | None) -> None:
    """Note an attempt, whatever came of it; without `refresh` it was the last."""
    key = firing_key(firing.watch, firing.channel)
    if refresh is None or attempt.outcome == "gone":
        ledger.put(key, None)
        return
    next_at = max(attempt.at + refresh, attempt.retry_at or attempt.at)
    ledger.put(key, firing.model_copy(update={"attempts": attempt.attempt, "next_at": next_at}))


def overdue(ledger: Ledger, key: str, firing: Delivery) -> None:
    """Forget `firing` where its channel wants no more messages."""
    if channel_off(ledger, firing.channel) is not None:
        ledger.put(key, None)


def _first(item: Item, channel: str, at: datetime) -> Delivery:
    return Delivery(
        # Another id for each time that something begins to burn: attempts are counted anew.
        id=stable_id("delivery", "firing", channel, item.alert.id, at.isoformat()),
        watch=item.alert.watch,
        channel=channel,
        message="firing",
        items=(item,),
        at=item.at,
        next_at=at,
    )


def firing_key(watch: str, channel: str) -> str:
    """Return the key of the delivery that tells `channel` again what is open."""
    return delivery_key(watch, f"firing/{channel}")
