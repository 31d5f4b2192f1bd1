"""A message as every channel is given it: plain words that can be seen, nothing escaped and nothing cut yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from tocsin.domain.alert import Alert
from tocsin.domain.delivery import Delivery, Item
from tocsin.domain.policy import RINGS, MessageKind
from tocsin.domain.watch import RANK, Severity
from tocsin.notify.inert import one_line, visible

_BEGINNINGS: Mapping[MessageKind, str] = MappingProxyType(
    {"resolved": "Over: ", "acknowledged": "Acknowledged: ", "escalated": "Nobody has answered: "}
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one channel.

    `title` is one line and never empty, `text` as many as it takes; both may hold any character of a headline that can
    be seen. `id` is the same on every attempt, `receipt` what the channel called its first message of the alert,
    `ack_url` a page on which the alert can be acknowledged. `at` is UTC.
    """

    id: str
    kind: MessageKind
    watch: str
    at: datetime
    severity: Severity
    title: str
    text: str
    items: tuple[Item, ...]
    left_out: int
    receipt: str | None
    ack_url: str | None

    @property
    def alert(self) -> Alert:
        """The alert that the message tells of; of several the first."""
        return self.items[0].alert

    @property
    def heading(self) -> str:
        """How urgent it is, for which watch, and since when."""
        return f"{self.severity.upper()} · {self.watch} · {self.at:%Y-%m-%d %H:%M} UTC"


Link = Callable[[Alert], str]
"""Gives the address of the page on which an alert can be acknowledged."""

Wording = Callable[[Message], tuple[str, str]]
"""Gives the title and the text of a message in other words than its own."""


def message_of(delivery: Delivery, link: Link | None = None, wording: Wording | None = None) -> Message:
    """Return the message that `delivery` is, with a `link` where it can still be acknowledged."""
    item = delivery.items[0]
    open_ = delivery.message in RINGS
    message = Message(
        id=delivery.id,
        kind=delivery.message,
        watch=delivery.watch,
        at=delivery.at,
        severity=max((each.alert.severity for each in delivery.items), key=lambda each: RANK[each]),
        title=title_of(item) if delivery.message != "digest" else _count(delivery),
        text=_single(item) if delivery.message != "digest" else _list(delivery),
        items=delivery.items,
        left_out=delivery.left_out,
        receipt=delivery.receipt,
        ack_url=link(item.alert) if link is not None and open_ else None,
    )
    title, text = (message.title, message.text) if wording is None else wording(message)
    return replace(message, title=one_line(title) or item.alert.kind, text=visible(text))


def title_of(item: Item) -> str:
    """Return what `item` tells, in a line."""
    return one_line(f"{_BEGINNINGS.get(item.message, '')}{item.alert.title}")


def _single(item: Item) -> str:
    return "\n".join(part for part in (item.reason, item.alert.text) if part)


def _count(delivery: Delivery) -> str:
    return f"{len(delivery.items) + delivery.left_out} alerts of {delivery.watch}"


def _list(delivery: Delivery) -> str:
    lines = [f"{each.at:%Y-%m-%d %H:%M} UTC  {each.alert.severity}  {title_of(each)}" for each in delivery.items]
    more = [f"and {delivery.left_out} more: tocsin alerts lists them"] if delivery.left_out else []
    return "\n".join([*lines, *more])
