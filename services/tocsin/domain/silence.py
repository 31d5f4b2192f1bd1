"""Silences: what people have asked not to be told of for a while."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from tocsin.domain.alert import Alert
from tocsin.domain.event import Event
from tocsin.domain.ledger import Ledger
from tocsin.domain.record import Instant, Record
from tocsin.domain.stage import StateRecord
from tocsin.domain.watch import AlertKind, Severity


class Silence(Record):
    """Alerts of a watch that are raised and resolved, but not told, until it ends. An empty filter covers all."""

    id: str
    watch: str
    kinds: tuple[AlertKind, ...] = ()
    severities: tuple[Severity, ...] = ()
    subjects: tuple[str, ...] = Field(default=(), description="What the alerts are about, as they say it.")
    at: Instant
    until: Instant
    by: str
    reason: str | None = None

    def covers(self, alert: Alert) -> bool:
        """Whether `alert` is one that it was asked for."""
        return (
            alert.watch == self.watch
            and (not self.kinds or alert.kind in self.kinds)
            and (not self.severities or alert.severity in self.severities)
            and (not self.subjects or alert.subject in self.subjects)
        )


class SilenceStarted(Event):
    """Somebody asked for silence."""

    type: Literal["tocsin.silence.started"] = "tocsin.silence.started"
    data: Silence

    @classmethod
    def of(cls, silence: Silence) -> "SilenceStarted":
        """Return the event that tells of `silence`."""
        return cls.make(
            silence.id, source="desk", subject=silence.id, time=silence.at, partition=silence.watch, data=silence
        )


class SilenceEnd(Record):
    """Somebody ended a silence before its time."""

    silence_id: str
    watch: str
    at: Instant
    by: str
    reason: str | None = None


class SilenceEnded(Event):
    """A silence was ended before its time."""

    type: Literal["tocsin.silence.ended"] = "tocsin.silence.ended"
    data: SilenceEnd

    @classmethod
    def of(cls, end: SilenceEnd) -> "SilenceEnded":
        """Return the event that tells of `end`."""
        return cls.make(
            end.silence_id, source="desk", subject=end.silence_id, time=end.at, partition=end.watch, data=end
        )


class Silences(StateRecord):
    """The silences of a watch that are on, and the alerts that were raised under them."""

    on: tuple[Silence, ...] = ()
    held: tuple[str, ...] = Field(default=(), description="Ids of the alerts that nobody was told of.")

    @property
    def wake_at(self) -> datetime | None:
        """When the next silence ends."""
        return min((each.until for each in self.on), default=None)


def silences_of(ledger: Ledger, watch: str) -> Silences:
    """Return the silences of `watch`."""
    return ledger.get(_key(watch), Silences) or Silences()


def start(ledger: Ledger, silence: Silence) -> None:
    """Begin `silence`, where it is new."""
    now = silences_of(ledger, silence.watch)
    if all(each.id != silence.id for each in now.on):
        ledger.put(_key(silence.watch), now.model_copy(update={"on": (*now.on, silence)}))


def hold(ledger: Ledger, alert: Alert, now: datetime) -> bool:
    """Note that nobody is told of `alert`, if a silence covers it at `now`; return whether one does."""
    silences = silences_of(ledger, alert.watch)
    if not is_silenced(silences, alert, now):
        return False
    ledger.put(_key(alert.watch), silences.model_copy(update={"held": (*silences.held, alert.id)}))
    return True


def is_silenced(silences: Silences, alert: Alert, now: datetime) -> bool:
    """Whether one of `silences` covers `alert` at `now`."""
    return any(each.until > now and each.covers(alert) for each in silences.on)


def end(ledger: Ledger, watch: str, now: datetime, ended: str | None = None) -> tuple[str, ...]:
    """End the silence of the id `ended`, and those whose time is up; return the alerts that were held under any."""
    silences = silences_of(ledger, watch)
    left = tuple(each for each in silences.on if each.until > now and each.id != ended)
    if len(left) == len(silences.on):
        return ()
    ledger.put(_key(watch), Silences(on=left) if left else None)
    return silences.held


def _key(watch: str) -> str:
    return f"silences/{watch}"
