"""What no channel has been tried with yet: the messages that wait, why, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from tocsin.domain import holding
from tocsin.domain.delivery import Delivery
from tocsin.domain.holding import Gathering, latest, why_of
from tocsin.domain.ledger import Ledger
from tocsin.domain.policy import MessageKind
from tocsin.domain.silence import silenced_until, silences_of
from tocsin.domain.stage import MemoryState
from tocsin.domain.thread import Thread

Why: TypeAlias = holding.Why | Literal["silence", "order", "queue", "turn"]
"""What holds a message back: the channel's policy; a silence; an earlier message of its alert; others to the channel
that are tried; and nothing, its first attempt is next."""

_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Untried:
    """What a channel is to be told of one alert, and has not been tried with.

    `delivery` is the id of its delivery, None where that is still to be made, perhaps of several. `since` is when it
    became true, `until` when it is tried or at least looked at again (UTC); None where that hangs on other messages.
    """

    delivery: str | None
    alert: str
    watch: str
    channel: str
    message: MessageKind
    why: Why
    since: datetime
    until: datetime | None


def untried(outbox: MemoryState, now: datetime) -> list[Untried]:
    """Return what waits in `outbox` at `now`, that which goes out first coming first.

    What is told again as long as it lasts waits for nothing, and of what is more than a message can hold, only as much
    is known as it will tell.
    """
    found = [each for key, record in outbox.records.items() for each in _waiting(outbox, key, record, now)]
    return sorted(found, key=lambda each: (each.until or _EVER, each.since, each.channel, each.alert))


def _waiting(outbox: MemoryState, key: str, record: object, now: datetime) -> Iterator[Untried]:
    match record:
        case Gathering():
            yield from _gathered(why_of(key), record)
        case Thread(held=True, acknowledged=False):
            yield from _silenced(outbox, record, now)
        case Delivery(attempts=0) if record.message != "firing":
            yield from _made(record)


def _gathered(why: Why, gathering: Gathering) -> Iterator[Untried]:
    for item in latest(gathering.items):
        alert, channel, until = item.alert.id, gathering.channel, gathering.until
        yield Untried(None, alert, gathering.watch, channel, item.message, why, item.at, until)


def _silenced(outbox: MemoryState, thread: Thread, now: datetime) -> Iterator[Untried]:
    alert = thread.alert
    until = silenced_until(silences_of(Ledger(outbox), alert.watch), alert, now)
    for channel in alert.channels:
        yield Untried(None, alert.id, alert.watch, channel, "raised", "silence", alert.at, until)


def _made(delivery: Delivery) -> Iterator[Untried]:
    """Tell of a delivery once for each alert that it tells of."""
    why: Why = "turn" if delivery.next_at is not None else "order" if delivery.waits_for else "queue"
    for item in delivery.items:
        yield Untried(
            delivery.id, item.alert.id, delivery.watch, delivery.channel, item.message, why, item.at, delivery.next_at
        )
