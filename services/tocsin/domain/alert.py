"""An alert: something a rule says people must be told."""

from typing import Literal

from pydantic import Field

from tocsin.domain.event import Event
from tocsin.domain.evidence import Evidence
from tocsin.domain.record import Instant, Record
from tocsin.domain.watch import AlertKind, Severity


class Alert(Record):
    """What people are told, once for each channel."""

    id: str
    fingerprint: str = Field(description="The same for the same thing, whichever channels it goes to.")
    watch: str
    kind: AlertKind
    severity: Severity
    subject: str = Field(description="The deadline's id, actor and target of the stance, or the silent watch.")
    title: str = Field(description="One line: who, what, by when.")
    text: str = Field(description="What a duty officer needs to judge it, one fact a line.")
    at: Instant = Field(description="When it became true (UTC).")
    due: Instant | None = Field(default=None, description="When the deadline runs out, where there is one (UTC).")
    channels: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class AlertRaised(Event):
    """Something became true that people must be told."""

    type: Literal["tocsin.alert.raised"] = "tocsin.alert.raised"
    data: Alert


class Acknowledgement(Record):
    """A person has taken notice of an alert."""

    alert_id: str
    watch: str
    by: str
    reason: str | None = None
    at: Instant


class AlertAcknowledged(Event):
    """A person took notice of an alert."""

    type: Literal["tocsin.alert.acknowledged"] = "tocsin.alert.acknowledged"
    data: Acknowledgement


class Resolution(Record):
    """What was raised holds no longer, or is news no longer."""

    alert: Alert
    reason: str
    at: Instant
    lapsed: bool = Field(default=False, description="Whether it is over only because it is no longer news.")


class AlertResolved(Event):
    """What an alert told of is over."""

    type: Literal["tocsin.alert.resolved"] = "tocsin.alert.resolved"
    data: Resolution
