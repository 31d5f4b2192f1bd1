"""What is held back from a channel for a while, and then told as one message."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, TypeAlias, cast
from zoneinfo import ZoneInfo

from tocsin.domain.delivery import Item
from tocsin.domain.ledger import Ledger
from tocsin.domain.policy import ChannelPolicy, next_time
from tocsin.domain.record import Instant
from tocsin.domain.stage import StateRecord
from tocsin.domain.thread import brief
from tocsin.domain.watch import RANK

MOST_ITEMS = 100
"""How many alerts one message can tell of; of more, the least urgent are counted only."""

OVERFLOW = timedelta(minutes=5)
"""How often a digest is sent while a channel has had all the messages of the hour."""

_HOUR = timedelta(hours=1)

Why: TypeAlias = Literal["digest", "quiet", "overflow", "group"]


class Gathering(StateRecord):
    """Items that wait to be told as one message."""

    watch: str
    channel: str
    items: tuple[Item, ...]
    left_out: int = 0
    until: Instant

    @property
    def wake_at(self) -> datetime | None:
        """When the message is sent."""
        return self.until


class Tally(StateRecord):
    """When messages of the last hour went out, of a channel that takes only so many."""

    sent: tuple[Instant, ...] = ()


def hold(
    ledger: Ledger, policy: ChannelPolicy, zone: ZoneInfo, item: Item, channel: str, now: datetime
) -> tuple[Why, datetime] | None:
    """Return why `item` has to wait at `now` and until when, or None where it is told at once."""
    severity = item.alert.severity
    if policy.digest and severity in policy.digest.severities:
        return "digest", next_time(policy.digest.at, now, zone)
    if policy.quiet and severity not in policy.quiet.broken_by and (end := policy.quiet.end_of(now, zone)):
        return "quiet", end
    if policy.at_most is not None and len(_sent_lately(ledger, item.alert.watch, channel, now)) >= policy.at_most:
        return "overflow", now + OVERFLOW
    return None if policy.group is None else ("group", now + policy.group)


def gather(ledger: Ledger, item: Item, channel: str, why: Why, until: datetime) -> str:
    """Let `item` wait with others until `until`, or until theirs; return the key of the gathering."""
    key = f"gathering/{item.alert.watch}/{channel}/{why}"
    gathering = ledger.get(key, Gathering)
    if gathering is None:
        ledger.put(key, Gathering(watch=item.alert.watch, channel=channel, items=(item,), until=until))
    else:
        ledger.put(key, _with(gathering, item))
    return key


def why_of(key: str) -> Why:
    """Return why what is gathered under `key` waits."""
    return cast("Why", key.rpartition("/")[2])


def join(ledger: Ledger, item: Item, key: str) -> bool:
    """Let `item` wait where earlier news of its alert do; return whether that is still so."""
    gathering = ledger.get(key, Gathering)
    if gathering is not None:
        ledger.put(key, _with(gathering, item))
    return gathering is not None


def count_sent(ledger: Ledger, policy: ChannelPolicy, watch: str, channel: str, now: datetime) -> None:
    """Note that a message went out to a channel that takes only so many an hour."""
    if policy.at_most is not None:
        sent = (*_sent_lately(ledger, watch, channel, now), now)
        ledger.put(_tally_key(watch, channel), Tally(sent=sent))


def latest(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the last that is to be told of each alert, in the order of `items`."""
    last = {item.alert.id: item for item in items}
    return tuple(last.values())


def _with(gathering: Gathering, item: Item) -> Gathering:
    """Return `gathering` with `item`; several need no more of an alert than a line."""
    items = [each.model_copy(update={"alert": brief(each.alert)}) for each in (*gathering.items, item)]
    left_out = gathering.left_out
    if len(items) > MOST_ITEMS:
        items.remove(min(items, key=lambda each: RANK[each.alert.severity]))
        left_out += 1
    return gathering.model_copy(update={"items": tuple(items), "left_out": left_out})


def _sent_lately(ledger: Ledger, watch: str, channel: str, now: datetime) -> tuple[datetime, ...]:
    tally = ledger.get(_tally_key(watch, channel), Tally) or Tally()
    return tuple(at for at in tally.sent if at > now - _HOUR)


def _tally_key(watch: str, channel: str) -> str:
    return f"tally/{watch}/{channel}"
