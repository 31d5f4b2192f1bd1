"""A channel's lane: how many deliveries of a watch are tried at one time, and those that queue behind them.

However many alerts come at once, and however long a channel is dead, only so many deliveries wake.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import Field

from tocsin.domain.delivery import Delivery
from tocsin.domain.ledger import Ledger
from tocsin.domain.stage import State, StateRecord

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


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many deliveries to a channel are tried or queue for that, and when the oldest that is tried was made."""

    count: int
    oldest: datetime | None


def waiting_for(state: State, watches: Iterable[str], channel: str) -> Waiting:
    """Return what waits of all `watches` for `channel`."""
    ledger = Ledger(state)
    lanes = {watch: lane for watch in watches if (lane := ledger.get(_key(watch, channel), Lane)) is not None}
    live = (ledger.get(delivery_key(watch, each), Delivery) for watch, lane in lanes.items() for each in lane.live)
    oldest = min((delivery.at for delivery in live if delivery is not None), default=None)
    return Waiting(sum(len(lane.live) + lane.tail - lane.head for lane in lanes.values()), oldest)


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


def leave(ledger: Ledger, delivery: Delivery, now: datetime) -> list[Delivery]:
    """Take `delivery` out, and let the next in the queue be tried; return what is let in."""
    lane = _lane(ledger, delivery)
    live = tuple(each for each in lane.live if each != delivery.id)
    head, let_in = lane.head, list[Delivery]()
    while head < lane.tail and len(live) < WIDTH:
        place = _place(delivery, head)
        queued = ledger.get(place, Queued)
        waiting = queued and ledger.get(delivery_key(delivery.watch, queued.delivery), Delivery)
        ledger.put(place, None)
        head += 1
        if waiting:
            let_in.append(waiting.model_copy(update={"next_at": now}))
            ledger.put(delivery_key(delivery.watch, waiting.id), let_in[-1])
            live = (*live, waiting.id)
    _put(ledger, delivery, lane.model_copy(update={"live": live, "head": head}))
    return let_in


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
    return ledger.get(_key(delivery.watch, delivery.channel), Lane) or Lane()


def _put(ledger: Ledger, delivery: Delivery, lane: Lane) -> None:
    empty = not lane.live and lane.head == lane.tail
    ledger.put(_key(delivery.watch, delivery.channel), None if empty else lane)


def _key(watch: str, channel: str) -> str:
    return f"lane/{watch}/{channel}"


def _place(delivery: Delivery, number: int) -> str:
    return f"queued/{delivery.watch}/{delivery.channel}/{number}"
