"""Alerts on their way to people, for tests of channels."""

from datetime import UTC, datetime

from tocsin.domain.alert import Alert
from tocsin.domain.delivery import Delivery, Item
from tocsin.domain.evidence import Evidence
from tocsin.domain.policy import MessageKind
from tocsin.notify.message import Message, message_of

NOON = datetime(2031, 4, 2, 12, 0, tzinfo=UTC)
ACK_URL = "https://tocsin.example/ack/a1.b2-c3_d4"
ARTICLE_URL = "https://gazette.example/news/1?page=2&full=1"


def evidence(**parts: object) -> Evidence:
    plain = {
        "claim_id": "c1",
        "article_id": "n1",
        "source": "gazette",
        "url": ARTICLE_URL,
        "published_at": NOON,
        "recorded_at": NOON,
        "sentence": "The dockers gave the port until Friday.",
        "confidence": 0.8,
    }
    return Evidence.model_validate(plain | parts)


def alert(**parts: object) -> Alert:
    plain = {
        "id": "a1",
        "fingerprint": "f1",
        "watch": "harbour",
        "kind": "deadline.set",
        "severity": "critical",
        "subject": "d1",
        "title": "Dockers give the port until Friday",
        "text": "Who: the dockers → the port\n“The dockers gave the port until Friday.”",
        "at": NOON,
        "channels": ("ops",),
        "evidence": (evidence(),),
    }
    return Alert.model_validate(plain | parts)


def item(kind: MessageKind = "raised", reason: str | None = None, **parts: object) -> Item:
    return Item(message=kind, alert=alert(**parts), at=NOON, reason=reason)


def delivery(
    *items: Item, kind: MessageKind = "raised", name: str = "m1", channel: str = "ops", receipt: str | None = None,
    left_out: int = 0,
) -> Delivery:  # fmt: skip
    return Delivery(
        id=name,
        watch="harbour",
        channel=channel,
        message=kind,
        items=items or (item(kind),),
        left_out=left_out,
        at=NOON,
        receipt=receipt,
        next_at=NOON,
    )


def message(*items: Item, kind: MessageKind = "raised", receipt: str | None = None, left_out: int = 0) -> Message:
    """Return a message with a link to acknowledge its alert, where it still can be."""
    return message_of(delivery(*items, kind=kind, receipt=receipt, left_out=left_out), lambda _: ACK_URL)
