"""What a receiver of the `webhook` channel gets."""

import json
from datetime import UTC, datetime, timedelta

from tocsin.domain.alert import Alert
from tocsin.domain.delivery import Delivery, Item
from tocsin.domain.evidence import Evidence
from tocsin.notify.message import Message, message_of
from tocsin.notify.webhook import body_of

NOON = datetime(2031, 4, 2, 12, 0, tzinfo=UTC)

PIECE = Evidence(
    claim_id="c1",
    article_id="x1",
    source="The Daily Quay",
    url="https://quay.example/1",
    published_at=NOON,
    recorded_at=NOON,
    sentence="The dockers gave the port until Friday – «no longer».",
    confidence=0.9,
)
ALERT = Alert(
    id="a1",
    fingerprint="f1",
    watch="harbour",
    kind="deadline.set",
    severity="critical",
    subject="d1",
    title="Dockers give the port until Friday",
    text="By Friday.\nOne source.",
    at=NOON,
    due=NOON + timedelta(days=2),
    channels=("ops", "press"),
    evidence=(PIECE,),
)


def message(*items: Item, left_out: int = 0) -> Message:
    kind = items[0].message if len(items) == 1 else "digest"
    delivery = Delivery(
        id="d1", watch="harbour", channel="ops", message=kind, items=items, left_out=left_out, at=NOON, next_at=NOON
    )  # fmt: skip
    return message_of(delivery)


RAISED = message(Item(message="raised", alert=ALERT, at=NOON))


def test_a_raised_alert_is_told_whole() -> None:
    assert json.loads(body_of(RAISED)) == {
        "type": "alert.raised",
        "timestamp": "2031-04-02T12:00:00Z",
        "data": {
            "id": "a1",
            "fingerprint": "f1",
            "watch": "harbour",
            "kind": "deadline.set",
            "severity": "critical",
            "subject": "d1",
            "title": "Dockers give the port until Friday",
            "text": "By Friday.\nOne source.",
            "at": "2031-04-02T12:00:00Z",
            "due": "2031-04-04T12:00:00Z",
            "evidence": [
                {
                    "claim_id": "c1",
                    "article_id": "x1",
                    "source": "The Daily Quay",
                    "url": "https://quay.example/1",
                    "published_at": "2031-04-02T12:00:00Z",
                    "recorded_at": "2031-04-02T12:00:00Z",
                    "sentence": "The dockers gave the port until Friday – «no longer».",
                    "confidence": 0.9,
                }
            ],
            "reason": None,
        },
    }


def test_a_resolved_alert_says_when_and_why_it_ended() -> None:
    at = NOON + timedelta(hours=3)
    told = json.loads(body_of(message(Item(message="resolved", alert=ALERT, at=at, reason="the deadline was met"))))
    assert (told["type"], told["timestamp"]) == ("alert.resolved", "2031-04-02T15:00:00Z")
    assert (told["data"]["reason"], told["data"]["at"]) == ("the deadline was met", "2031-04-02T12:00:00Z")


def test_a_digest_holds_every_item_in_the_form_that_it_has_by_itself() -> None:
    over = Item(message="resolved", alert=ALERT, at=NOON, reason="the deadline was met")
    begun = Item(message="raised", alert=ALERT, at=NOON)
    told = json.loads(body_of(message(begun, over, left_out=7)))
    assert (told["type"], told["data"]["watch"], told["data"]["left_out"]) == ("alert.digest", "harbour", 7)
    assert told["data"]["items"] == [json.loads(body_of(message(each))) for each in (begun, over)]
