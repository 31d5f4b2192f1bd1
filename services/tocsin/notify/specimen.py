"""Invented messages, for seeing how a channel or a template tells things before there is anything to tell."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import get_args

from pydantic import SecretStr

from tocsin.domain.alert import Alert
from tocsin.domain.delivery import Delivery, Item
from tocsin.domain.event import stable_id
from tocsin.domain.evidence import Evidence
from tocsin.domain.policy import MessageKind
from tocsin.notify.message import Link
from tocsin.notify.signed_links import SignedLinks

LONG_AGO = datetime(2001, 2, 3, 4, 5, tzinfo=UTC)
"""When the invented alert was raised, if nothing else is said."""

REASON = "this is only a test"
"""Why the invented alert is over, or was acknowledged."""

_SAYS = "specimen-acknowledges-nothing-"


def invented_alert(at: datetime = LONG_AGO) -> Alert:
    """Return an alert that says of itself that it is a test; `at` is aware."""
    sentence = "Nobody has given anybody until tomorrow to do anything."
    evidence = Evidence(
        claim_id="test-claim", article_id="test-article", source="tocsin", url="https://news.example/test",
        published_at=at, recorded_at=at, sentence=sentence, confidence=0.5,
    )  # fmt: skip
    return Alert(
        id=stable_id("test", at.isoformat()),
        fingerprint="test",
        watch="test",
        kind="deadline.set",
        severity="critical",
        subject="test",
        title="TEST by tocsin: nothing has happened",
        text=f"This message was sent to try the channel. There is no such deadline.\n{sentence}",
        at=at,
        due=at + timedelta(days=1),
        channels=(),
        evidence=(evidence,),
    )


def delivery_of(alert: Alert, channel: str, kind: MessageKind, reason: str | None = None) -> Delivery:
    """Return the delivery that tells `channel` of `alert` by a message of `kind`, with the `reason` where it has one.

    A digest holds the alert twice.
    """
    told: MessageKind = "raised" if kind in ("digest", "firing") else kind
    item = Item(message=told, alert=alert, at=alert.at, reason=None if told == "raised" else reason)
    return Delivery(
        id=stable_id("delivery", alert.id, channel, kind),
        watch=alert.watch,
        channel=channel,
        message=kind,
        items=(item, item) if kind == "digest" else (item,),
        left_out=3 if kind == "digest" else 0,
        at=alert.at,
        next_at=None,
    )


def specimen_link(public_url: str) -> Link:
    """Return what gives links that are as long as real ones, say of themselves what they are, and acknowledge nothing.

    `public_url` is the beginning of every link, as in the configuration.
    """
    links = SignedLinks(public_url, (SecretStr(_SAYS),), lambda: LONG_AGO)

    def address(alert: Alert) -> str:
        beginning, _, token = links.address(alert).rpartition("/")
        return f"{beginning}/{''.join(islice(cycle(_SAYS), len(token)))}"

    return address


def specimens() -> Iterator[Delivery]:
    """Return a delivery of every kind of message, with all that an alert can hold and with no more than it must."""
    full = invented_alert()
    bare = full.model_copy(update={"kind": "source.silent", "due": None, "evidence": (), "text": ""})
    for alert in (full, bare):
        for kind in get_args(MessageKind):
            yield delivery_of(alert, "test", kind, REASON)
