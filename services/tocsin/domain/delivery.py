"""A delivery: one message about one alert to one channel, tried until it is known to have arrived or given up."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal, cast
from zlib import crc32

from pydantic import Field

from tocsin.domain.alert import Alert, AlertRaised, AlertResolved
from tocsin.domain.event import Event, stable_id
from tocsin.domain.record import Instant, Record
from tocsin.domain.stage import State, StateRecord, Step
from tocsin.domain.tick import ClockTicked

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
_KEPT_CLOSED = timedelta(days=7)

Message = Literal["raised", "resolved"]
Outcome = Literal["delivered", "failed", "refused", "gone"]
"""Arrived; to be tried again; never to be tried again; and the channel asks to be left alone for ever (410)."""


class Delivery(StateRecord):
    """What is still to be delivered, and when to try next; a closed one is kept for a week to know repeats by."""

    id: str = Field(description="Constant over all attempts: the receiver's key against repeats (`webhook-id`).")
    channel: str
    message: Message
    alert: Alert
    at: Instant = Field(description="When the alert was raised or resolved (UTC).")
    reason: str | None = Field(default=None, description="Why the alert was resolved.")
    attempts: int = 0
    next_at: Instant | None = Field(description="When to try next (UTC); null while held back, and once closed.")
    closed_at: Instant | None = None

    @property
    def wake_at(self) -> datetime | None:
        """When to try next, or when a closed delivery can be forgotten."""
        return self.next_at if self.closed_at is None else self.closed_at + _KEPT_CLOSED


class ChannelOff(StateRecord):
    """A channel answered that it wants no more messages."""

    since: Instant
    detail: str


class Attempt(Record):
    """One try at a delivery, and what came back."""

    delivery_id: str
    alert_id: str
    watch: str
    channel: str
    message: Message
    attempt: int = Field(ge=1)
    at: Instant
    outcome: Outcome
    status: int | None = Field(default=None, description="HTTP status, where there was an answer.")
    retry_at: Instant | None = Field(default=None, description="Not to be tried again before this (Retry-After).")
    detail: str = ""


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
    alert_id: str
    watch: str
    channel: str
    message: Message
    attempts: int
    at: Instant
    detail: str = ""


class DeliverySucceeded(Event):
    """A message arrived."""

    type: Literal["tocsin.delivery.succeeded"] = "tocsin.delivery.succeeded"
    data: DeliveryEnd


class DeliveryAbandoned(Event):
    """A message was given up."""

    type: Literal["tocsin.delivery.abandoned"] = "tocsin.delivery.abandoned"
    data: DeliveryEnd


class Notify:
    """The outbox as a fold: what is to be delivered, what was answered, when to try next.

    The HTTP calls are made beside it, for the deliveries that are due, and come back as `delivery.attempted`.
    """

    name = "notify"
    reads: tuple[type[Event], ...] = (AlertRaised, AlertResolved, DeliveryAttempted, ClockTicked)
    records: Mapping[str, type[StateRecord]] = MappingProxyType({"delivery": Delivery, "channel": ChannelOff})

    def step(self, state: State, event: Event) -> Step:
        """Fold `event`; an alert that was put out before is not put out again."""
        match event:
            case AlertRaised():
                return _put_out(state, event.data, "raised", event.time, None)
            case AlertResolved():
                return _put_out(state, event.data.alert, "resolved", event.time, event.data.reason)
            case DeliveryAttempted():
                return _answered(state, event.data)
            case ClockTicked():
                return _tidied(state, event.data.now)
        return Step()


def open_deliveries(state: State, now: datetime) -> list[Delivery]:
    """Return the deliveries whose next attempt is due at `now`, the longest waiting first."""
    due = [record for _, record in state.due(now) if isinstance(record, Delivery) and record.next_at is not None]
    wanted = [delivery for delivery in due if _off(state, delivery.channel) is None]
    return sorted(wanted, key=lambda each: (each.next_at or now, each.id))


def _tidied(state: State, now: datetime) -> Step:
    """Forget what was closed long ago, and give up what waits for a channel that was switched off meanwhile."""
    changes: dict[str, StateRecord | None] = {}
    events: list[Event] = []
    for key, record in state.due(now):
        if not isinstance(record, Delivery):
            continue
        off = _off(state, record.channel)
        if record.closed_at is not None:
            changes[key] = None
        elif off is not None:
            for waiting in (record, *_held_back(state, record)):
                changes[f"delivery/{waiting.id}"], ended = _switched_off(waiting, off, now)
                events.append(ended)
    return Step(changes, tuple(events))


def _put_out(state: State, alert: Alert, message: Message, now: datetime, reason: str | None) -> Step:
    changes: dict[str, StateRecord | None] = {}
    events: list[Event] = []
    for channel in alert.channels:
        key = _key(alert, channel, message)
        if state.get(key) is not None:
            continue
        delivery = Delivery(
            id=_delivery_id(alert, channel, message),
            channel=channel,
            message=message,
            alert=alert,
            at=now,
            reason=reason,
            next_at=None if message == "resolved" and _still_being_told(state, alert, channel) else now,
        )
        off = _off(state, channel)
        if off is not None:
            delivery, ended = _switched_off(delivery, off, now)
            events.append(ended)
        changes[key] = delivery
    return Step(changes, tuple(events))


def _answered(state: State, attempt: Attempt) -> Step:
    key = f"delivery/{attempt.delivery_id}"
    delivery = _delivery(state, key)
    if delivery is None or delivery.closed_at is not None or attempt.attempt <= delivery.attempts:
        return Step()
    tried = delivery.model_copy(update={"attempts": attempt.attempt})
    if attempt.outcome == "failed" and attempt.attempt < len(SCHEDULE):
        return Step({key: tried.model_copy(update={"next_at": _next_at(tried, attempt)})})
    closed, ended = _ended(tried, attempt)
    changes: dict[str, StateRecord | None] = {key: closed}
    for held in _held_back(state, tried):
        changes[f"delivery/{held.id}"] = held.model_copy(update={"next_at": attempt.at})
    if attempt.outcome == "gone":
        changes[f"channel/{attempt.channel}"] = ChannelOff(since=attempt.at, detail=attempt.detail)
    return Step(changes, (ended,))


def _still_being_told(state: State, alert: Alert, channel: str) -> bool:
    """Whether people may yet hear of the beginning: the end is held back until they have, or never will."""
    raised = _delivery(state, _key(alert, channel, "raised"))
    return raised is not None and raised.closed_at is None


def _held_back(state: State, delivery: Delivery) -> tuple[Delivery, ...]:
    """Return the message, if there is one, that waits for the end of `delivery`."""
    if delivery.message == "resolved":
        return ()
    held = _delivery(state, _key(delivery.alert, delivery.channel, "resolved"))
    return () if held is None or held.closed_at is not None else (held,)


def _delivery_id(alert: Alert, channel: str, message: Message) -> str:
    return stable_id("delivery", alert.id, channel, message)


def _key(alert: Alert, channel: str, message: Message) -> str:
    return f"delivery/{_delivery_id(alert, channel, message)}"


def _delivery(state: State, key: str) -> Delivery | None:
    return cast("Delivery | None", state.get(key))


def _off(state: State, channel: str) -> ChannelOff | None:
    return cast("ChannelOff | None", state.get(f"channel/{channel}"))


def _next_at(delivery: Delivery, attempt: Attempt) -> datetime:
    pause = SCHEDULE[delivery.attempts]
    # The spread depends on the delivery alone, so that the fold stays pure and a burst still fans out.
    spread = crc32(f"{delivery.id}{delivery.attempts}".encode()) / 2**32
    planned = attempt.at + pause * (1 + _JITTER * spread)
    return max(planned, attempt.retry_at) if attempt.retry_at else planned


def _ended(delivery: Delivery, attempt: Attempt) -> tuple[Delivery, DeliverySucceeded | DeliveryAbandoned]:
    if attempt.outcome == "delivered":
        return _succeeded(delivery, attempt.at)
    return _abandoned(delivery, attempt.at, attempt.detail)


def _switched_off(delivery: Delivery, off: ChannelOff, now: datetime) -> tuple[Delivery, DeliveryAbandoned]:
    return _abandoned(delivery, now, f"channel is switched off since {off.since:%Y-%m-%d %H:%M} UTC")


def _succeeded(delivery: Delivery, now: datetime) -> tuple[Delivery, DeliverySucceeded]:
    end = _end(delivery, now, "")
    return _close(delivery, now), DeliverySucceeded.make(
        delivery.id, source="notify", subject=end.alert_id, time=now, partition=end.watch, data=end
    )


def _abandoned(delivery: Delivery, now: datetime, detail: str) -> tuple[Delivery, DeliveryAbandoned]:
    end = _end(delivery, now, detail)
    return _close(delivery, now), DeliveryAbandoned.make(
        delivery.id, source="notify", subject=end.alert_id, time=now, partition=end.watch, data=end
    )


def _close(delivery: Delivery, now: datetime) -> Delivery:
    """Keep of a delivery that is over what it takes to know a repeat of it."""
    alert = delivery.alert.model_copy(update={"text": "", "evidence": ()})
    return delivery.model_copy(update={"alert": alert, "next_at": None, "closed_at": now})


def _end(delivery: Delivery, now: datetime, detail: str) -> DeliveryEnd:
    return DeliveryEnd(
        delivery_id=delivery.id,
        alert_id=delivery.alert.id,
        watch=delivery.alert.watch,
        channel=delivery.channel,
        message=delivery.message,
        attempts=delivery.attempts,
        at=now,
        detail=detail,
    )
