"""The outbox as a runtime drives it, for tests of what is told to whom."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from tocsin.domain.alert import (
    Acknowledgement,
    Alert,
    AlertAcknowledged,
    AlertRaised,
    AlertResolved,
    Resolution,
)
from tocsin.domain.delivery import Attempt, Delivery, DeliveryAttempted, Outcome
from tocsin.domain.event import Event
from tocsin.domain.outbox import Notify, open_deliveries
from tocsin.domain.policy import NO_POLICIES, ChannelPolicy, Policies
from tocsin.domain.silence import Silence, SilenceStarted
from tocsin.domain.stage import MemoryState
from tocsin.domain.tick import ClockTicked
from tocsin.domain.watch import Severity

NOON = datetime(2031, 4, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=6)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def alert(*channels: str, name: str = "a1", severity: Severity = "critical") -> Alert:
    return Alert(
        id=name,
        fingerprint=f"print-{name}",
        watch="harbour",
        kind="deadline.set",
        severity=severity,
        subject="d1",
        title="Port union gives the ministry until Friday",
        text="A long account.",
        at=NOON,
        channels=channels,
        evidence=(),
    )


def alert_of(delivery: Delivery) -> str:
    return delivery.items[0].alert.id


def raised(told: Alert, at: datetime | None = None) -> AlertRaised:
    return AlertRaised.make(
        told.id, source="alert", subject=told.id, time=at or told.at, partition=told.watch, data=told
    )


def resolved(told: Alert, at: datetime, *, lapsed: bool = False) -> AlertResolved:
    data = Resolution(alert=told, reason="the deadline was met", at=at, lapsed=lapsed)
    return AlertResolved.make(told.id, source="alert", subject=told.id, time=at, partition=told.watch, data=data)


def acknowledged(told: Alert, at: datetime) -> AlertAcknowledged:
    data = Acknowledgement(alert_id=told.id, watch=told.watch, by="A. Nalyst", reason="seen", at=at)
    return AlertAcknowledged.make(told.id, source="desk", subject=told.id, time=at, partition=told.watch, data=data)


def attempt(
    delivery: Delivery,
    outcome: Outcome,
    at: datetime,
    *,
    retry_at: datetime | None = None,
    detail: str = "",
    receipt: str | None = None,
) -> DeliveryAttempted:
    made = Attempt.next(delivery, at, outcome, retry_at=retry_at, detail=detail, receipt=receipt)
    return DeliveryAttempted.of(made)


class Outbox:
    """The fold with its state, as a runtime drives it."""

    def __init__(self, policies: Policies = NO_POLICIES, zones: Mapping[str, str] | None = None) -> None:
        self.notify = Notify(policies, zones or {})
        self.state = MemoryState()
        self.log: list[Event] = []

    def fold(self, event: Event) -> tuple[Event, ...]:
        step = self.notify.step(self.state, event)
        self.state.apply(step.changes)
        self.log.append(event)
        return step.events

    def raise_(self, told: Alert, at: datetime) -> tuple[Event, ...]:
        return self.fold(raised(told, at))

    def resolve(self, told: Alert, at: datetime, *, lapsed: bool = False) -> tuple[Event, ...]:
        return self.fold(resolved(told, at, lapsed=lapsed))

    def acknowledge(self, told: Alert, at: datetime) -> tuple[Event, ...]:
        return self.fold(acknowledged(told, at))

    def tick(self, now: datetime) -> tuple[Event, ...]:
        return self.fold(ClockTicked.at(now))

    def open(self, now: datetime) -> list[Delivery]:
        return open_deliveries(self.state, now)

    def only(self, now: datetime = LATER) -> Delivery:
        (delivery,) = self.open(now)
        return delivery

    def answer(self, outcome: Outcome, now: datetime, **more) -> tuple[Event, ...]:
        return self.answer_to(self.only(now), outcome, now, **more)

    def answer_to(self, delivery: Delivery, outcome: Outcome, now: datetime, **more) -> tuple[Event, ...]:
        return self.fold(attempt(delivery, outcome, now, **more))

    def deliver_all(self, now: datetime) -> None:
        for delivery in self.open(now):
            self.fold(attempt(delivery, "delivered", now))

    def snapshot(self) -> dict[str, str]:
        return {key: record.model_dump_json() for key, record in self.state.records.items()}


class Numbered(ChannelPolicy):
    """A channel that takes every alert by itself."""

    BUNDLES = False


class Forgetful(Numbered):
    """A channel that must be told again what is open."""

    TELLS = frozenset({"raised", "resolved", "escalated", "firing"})

    @property
    def refresh(self) -> timedelta:
        return 2 * MINUTE


def policy(**fields: object) -> ChannelPolicy:
    return ChannelPolicy.model_validate(fields)


def outbox(**policies: ChannelPolicy) -> Outbox:
    return Outbox(policies, {"harbour": "Europe/Lisbon"})


def told(box: Outbox, now: datetime) -> list[tuple[str, str, tuple[str, ...]]]:
    """Deliver all that is due: to which channel, what kind of message, of which alerts."""
    found = [(each.channel, each.message, tuple(i.alert.id for i in each.items)) for each in box.open(now)]
    box.deliver_all(now)
    return found


def silence(**fields: object) -> SilenceStarted:
    plain = {"id": "s1", "watch": "harbour", "at": NOON, "until": NOON + HOUR, "by": "A. Nalyst"}
    return SilenceStarted.of(Silence.model_validate(plain | fields))
