"""A delivery: one message to one channel, tried until it is known to have arrived or given up."""

from datetime import datetime, timedelta
from typing import Literal
from zlib import crc32

from pydantic import Field

from tocsin.domain.alert import Alert
from tocsin.domain.event import Event
from tocsin.domain.policy import MessageKind
from tocsin.domain.record import Instant, Record
from tocsin.domain.stage import StateRecord

SCHEDULE: tuple[timedelta, ...] = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long after one attempt the next is made, as Standard Webhooks recommends."""

_JITTER = 0.2

Outcome = Literal["delivered", "failed", "refused", "gone"]
"""Arrived; to be tried again; never to be tried again; and the channel asks to be left alone for ever (410)."""


class Item(Record):
    """What a message tells of one alert."""

    message: MessageKind
    alert: Alert
    at: Instant = Field(description="When the alert was raised, resolved, acknowledged or escalated (UTC).")
    reason: str | None = Field(default=None, description="Why it was resolved, or who acknowledged it and why.")


class Delivery(StateRecord):
    """What is still to be delivered, and when to try next."""

    id: str = Field(description="Constant over all attempts: the receiver's key against repeats (`webhook-id`).")
    watch: str
    channel: str
    message: MessageKind
    items: tuple[Item, ...] = Field(min_length=1, description="One, or several that are told as one message.")
    left_out: int = Field(default=0, description="How many more items there were than a message can hold.")
    at: Instant = Field(description="When the message was made (UTC).")
    receipt: str | None = Field(
        default=None, description="What the channel calls its first message of the alert: what this one adds to."
    )
    attempts: int = 0
    next_at: Instant | None = Field(description="When to try next (UTC); null while it waits for another message.")
    waits_for: tuple[str, ...] = Field(
        default=(), description="Deliveries to the channel that must end first, for they tell what came before."
    )
    followed_by: tuple[str, ...] = Field(default=(), description="Deliveries that wait for this one.")
    falls_back_at: Instant | None = Field(default=None, description="When the fallback channels get it too (UTC).")

    @property
    def wake_at(self) -> datetime | None:
        """When to try next, or to let the fallback channels have it."""
        return min((at for at in (self.next_at, self.falls_back_at) if at is not None), default=None)


class Attempt(Record):
    """One try at a delivery, and what came back."""

    delivery_id: str
    alert_id: str = Field(description="The alert that it tells of; of several the first.")
    watch: str
    channel: str
    message: MessageKind
    attempt: int = Field(ge=1)
    at: Instant
    outcome: Outcome
    status: int | None = Field(default=None, description="Status of HTTP or SMTP, where there was an answer.")
    retry_at: Instant | None = Field(default=None, description="Not to be tried again before this (Retry-After).")
    detail: str = ""
    receipt: str | None = Field(default=None, description="What the channel calls the message, where it names it.")

    @classmethod
    def next(
        cls,
        delivery: Delivery,
        at: datetime,
        outcome: Outcome,
        *,
        status: int | None = None,
        retry_at: datetime | None = None,
        detail: str = "",
        receipt: str | None = None,
    ) -> "Attempt":
        """Return the next attempt at `delivery`, made at `at` (UTC)."""
        return cls(
            delivery_id=delivery.id,
            alert_id=delivery.items[0].alert.id,
            watch=delivery.watch,
            channel=delivery.channel,
            message=delivery.message,
            attempt=delivery.attempts + 1,
            at=at,
            outcome=outcome,
            status=status,
            retry_at=retry_at,
            detail=detail,
            receipt=receipt,
        )

    @property
    def next_at(self) -> datetime | None:
        """When the delivery is tried again (UTC) at the earliest; None where it has ended."""
        if self.outcome != "failed" or self.attempt >= len(SCHEDULE):
            return None
        # The spread depends on the delivery alone, so that the fold stays pure and a burst still fans out.
        spread = crc32(f"{self.delivery_id}{self.attempt}".encode()) / 2**32
        planned = self.at + SCHEDULE[self.attempt] * (1 + _JITTER * spread)
        return max(planned, self.retry_at) if self.retry_at else planned


class DeliveryAttempted(Event):
    """A message was sent, or could not be sent."""

    type: Literal["tocsin.delivery.attempted"] = "tocsin.delivery.attempted"
    data: Attempt

    @classmethod
    def of(cls, attempt: Attempt) -> "DeliveryAttempted":
        """Return the event that reports `attempt`."""
        return cls.make(
            attempt.delivery_id,
            str(attempt.attempt),
            source="notify",
            subject=attempt.alert_id,
            time=attempt.at,
            partition=attempt.watch,
            data=attempt,
        )


class DeliveryEnd(Record):
    """How a delivery ended."""

    delivery_id: str
    alert_id: str = Field(description="The alert that it tells of; of several the first.")
    watch: str
    channel: str
    message: MessageKind
    attempts: int
    at: Instant
    detail: str = ""

    @classmethod
    def of(cls, delivery: Delivery, now: datetime, detail: str = "") -> "DeliveryEnd":
        """Return how `delivery` ended at `now` (UTC)."""
        return cls(
            delivery_id=delivery.id,
            alert_id=delivery.items[0].alert.id,
            watch=delivery.watch,
            channel=delivery.channel,
            message=delivery.message,
            attempts=delivery.attempts,
            at=now,
            detail=detail,
        )


class DeliverySucceeded(Event):
    """A message arrived."""

    type: Literal["tocsin.delivery.succeeded"] = "tocsin.delivery.succeeded"
    data: DeliveryEnd

    @classmethod
    def of(cls, end: DeliveryEnd) -> "DeliverySucceeded":
        """Return the event that tells of `end`."""
        return cls.make(
            end.delivery_id, source="notify", subject=end.alert_id, time=end.at, partition=end.watch, data=end
        )


class DeliveryAbandoned(Event):
    """A message was given up."""

    type: Literal["tocsin.delivery.abandoned"] = "tocsin.delivery.abandoned"
    data: DeliveryEnd

    @classmethod
    def of(cls, end: DeliveryEnd) -> "DeliveryAbandoned":
        """Return the event that tells of `end`."""
        return cls.make(
            end.delivery_id, source="notify", subject=end.alert_id, time=end.at, partition=end.watch, data=end
        )
