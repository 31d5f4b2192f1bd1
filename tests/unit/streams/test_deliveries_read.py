"""What the read model tells of deliveries."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.domain.delivery import (
    SCHEDULE,
    Attempt,
    DeliveryAbandoned,
    DeliveryAttempted,
    DeliveryEnd,
    DeliverySucceeded,
)
from tocsin.domain.event import Event
from tocsin.streams.read_model import DeliveryLine, ReadModel

NOON = datetime(2031, 4, 7, 12, tzinfo=UTC)


@pytest.fixture
def model() -> ReadModel:
    made = ReadModel(sqlite3.connect(":memory:"))
    made.create()
    return made


def attempt(number: int = 1, **more: object) -> Attempt:
    plain = {
        "delivery_id": "d", "alert_id": "a", "watch": "strait", "channel": "ops", "message": "raised",
        "attempt": number, "at": NOON, "outcome": "failed", "status": 500, "detail": "answered 500: oh no",
    }  # fmt: skip
    return Attempt.model_validate(plain | more)


def end(attempts: int, detail: str = "") -> DeliveryEnd:
    return DeliveryEnd(
        delivery_id="d", alert_id="a", watch="strait", channel="ops", message="raised", attempts=attempts, at=NOON,
        detail=detail,
    )  # fmt: skip


def lines(model: ReadModel, *events: Event) -> list[DeliveryLine]:
    for event in events:
        model.apply(event)
    return model.deliveries()


def test_a_delivery_that_failed_is_open_with_the_answer_and_the_next_try(model: ReadModel) -> None:
    (line,) = lines(model, DeliveryAttempted.of(attempt(2)))
    assert (line.state, line.attempts, line.status, line.detail) == ("open", 2, 500, "answered 500: oh no")
    assert line.next_at is not None
    assert SCHEDULE[2] <= line.next_at - NOON <= 1.2 * SCHEDULE[2]


def test_the_next_try_is_no_sooner_than_the_channel_asked(model: ReadModel) -> None:
    later = NOON + timedelta(hours=9)
    (line,) = lines(model, DeliveryAttempted.of(attempt(retry_at=later)))
    assert line.next_at == later


def test_what_was_given_up_is_not_tried_again_and_keeps_its_last_answer(model: ReadModel) -> None:
    (line,) = lines(model, DeliveryAttempted.of(attempt(10)), DeliveryAbandoned.of(end(10, "answered 500: oh no")))
    assert (line.state, line.status, line.detail, line.next_at) == ("abandoned", 500, "answered 500: oh no", None)


def test_what_arrived_is_open_no_more(model: ReadModel) -> None:
    (line,) = lines(model, DeliveryAttempted.of(attempt()), DeliverySucceeded.of(end(2)))
    assert (line.state, line.attempts, line.next_at) == ("delivered", 2, None)


def test_telling_again_what_is_open_is_no_open_delivery(model: ReadModel) -> None:
    assert lines(model, DeliveryAttempted.of(attempt(message="firing"))) == []


def test_what_is_open_comes_first(model: ReadModel) -> None:
    done = DeliverySucceeded.of(end(1))
    found = lines(model, done, DeliveryAttempted.of(attempt(delivery_id="e", at=NOON - timedelta(days=1))))
    assert [line.id for line in found] == ["e", "d"]
