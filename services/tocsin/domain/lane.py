"""A channel's lane: how many deliveries of a watch are tried at one time, and those that queue behind them.

However many alerts come at once, and however long a channel is dead, only so many deliveries wake.
"""

from datetime import datetime

from pydantic import Field

from tocsin.domain.delivery import Delivery
from tocsin.domain.ledger import Ledger
from tocsin.domain.stage import StateRecord

WIDTH = 64
"""How many deliveries of one watch to one channel are tried at one time."""


class Lane(StateRecord):
    """What is being tried, and the numbers of those that queue: from `head` up to `tail`."""

    live: tuple[str, ...] = ()
    head: int = 0
    tail: int = 0
    failing: bool = Field(default=False, description="Whether the last attempt failed.")


class Queued(StateRecord):
    """A place in the queue."""

    delivery: str


def enter(ledger: Ledger, delivery: Delivery, now: datetime) -> None:
    """Let `delivery` be tried at `now`, or queue where enough are being tried."""
    lane = _lane(ledger, delivery)
    if len(lane.live) < WIDTH:
        ledger.put(delivery_key(delivery.watch, delivery.id), delivery.model_copy(update={"next_at": now}))
        _put(ledger, delivery, lane.model_copy(update={"live": (*lane.live, delivery.id)}))
    else:
        ledger.put(delivery_key(delivery.watch, delivery.id), delivery.model_copy(update={"next_at": None}))
        ledger.put(_place(delivery, lane.tail), Queued(delivery=delivery.id))
        _put(ledger, delivery, lane.model_copy(update={"tail": lane.tail + 1}))


def leave(ledger: Ledger, delivery: Delivery, now: datetime) -> None:
    """Take `delivery` out, and let the next in the queue be tried."""
    lane = _lane(ledger, delivery)
    live = tuple(each for each in lane.live if each != delivery.id)
    head = lane.head
    while head < lane.tail and len(live) < WIDTH:
        place = _place(delivery, head)
        queued = ledger.get(place, Queued)
        waiting = queued and ledger.get(delivery_key(delivery.watch, queued.delivery), Delivery)
        ledger.put(place, None)
        head += 1
        if waiting:
            ledger.put(delivery_key(delivery.watch, waiting.id), waiting.model_copy(update={"next_at": now}))
            live = (*live, waiting.id)
    _put(ledger, delivery, lane.model_copy(update={"live": live, "head": head}))


def failed(ledger: Ledger, delivery: Delivery) -> None:
    """Note that the channel does not take messages."""
    lane = _lane(ledger, delivery)
    if not lane.failing:
        _put(ledger, delivery, lane.model_copy(update={"failing": True}))


def recovered(ledger: Ledger, delivery: Delivery, now: datetime) -> None:
    """Try at once what failed before: the channel takes messages again."""
    lane = _lane(ledger, delivery)
    if not lane.failing:
        return
    for each in lane.live:
        waiting = ledger.get(delivery_key(delivery.watch, each), Delivery)
        if waiting is not None and waiting.attempts:
            ledger.put(delivery_key(delivery.watch, each), waiting.model_copy(update={"next_at": now}))
    _put(ledger, delivery, lane.model_copy(update={"failing": False}))


def delivery_key(watch: str, delivery_id: str) -> str:
    """Return the key of a delivery."""
    return f"delivery/{watch}/{delivery_id}"


def _lane(ledger: Ledger, delivery: Delivery) -> Lane:
    return ledger.get(_key(delivery), Lane) or Lane()


def _put(ledger: Ledger, delivery: Delivery, lane: Lane) -> None:
    empty = not lane.live and lane.head == lane.tail
    ledger.put(_key(delivery), None if empty else lane)


def _key(delivery: Delivery) -> str:
    return f"lane/{delivery.watch}/{delivery.channel}"


def _place(delivery: Delivery, number: int) -> str:
    return f"queued/{delivery.watch}/{delivery.channel}/{number}"
