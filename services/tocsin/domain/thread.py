"""A thread: all that channels were told of one alert, so that nothing is told twice and later news finds its place."""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from tocsin.domain.alert import Alert
from tocsin.domain.ledger import Ledger
from tocsin.domain.policy import MessageKind
from tocsin.domain.record import Instant, Record
from tocsin.domain.stage import State, StateRecord

_KEPT = timedelta(days=7)

Standing = Literal["open", "acknowledged", "resolved", "unknown"]
"""How far an alert is, of which people have been told; unknown where nobody has."""


class Strand(Record):
    """What one channel was told of an alert."""

    channel: str
    messages: tuple[MessageKind, ...] = ()
    gathering: str | None = Field(default=None, description="Key of the gathering in which its last message waits.")
    last: str | None = Field(default=None, description="Id of the delivery that was last made.")
    receipt: str | None = Field(default=None, description="What the channel calls its first message.")


class Thread(StateRecord):
    """An alert, as far as the outbox must know it."""

    alert: Alert = Field(description="Without its text and evidence, unless nobody was told of it yet.")
    strands: tuple[Strand, ...] = ()
    held: bool = Field(default=False, description="Whether a silence keeps it from being told.")
    acknowledged: bool = False
    resolved_at: Instant | None = None
    resolution: str | None = Field(default=None, description="Why it was resolved.")

    @property
    def wake_at(self) -> datetime | None:
        """When it can be forgotten."""
        return None if self.resolved_at is None else self.resolved_at + _KEPT

    @property
    def settled(self) -> bool:
        """Whether nobody needs to act any more."""
        return self.acknowledged or self.resolved_at is not None

    def strand(self, channel: str) -> Strand:
        """Return what `channel` was told."""
        known = next((each for each in self.strands if each.channel == channel), None)
        return known or Strand(channel=channel)

    def with_strand(self, strand: Strand) -> "Thread":
        """Return the thread with `strand` in place of what its channel had."""
        others = tuple(each for each in self.strands if each.channel != strand.channel)
        return self.model_copy(update={"strands": (*others, strand)})


def thread_of(ledger: Ledger, watch: str, alert_id: str) -> Thread | None:
    """Return the thread of an alert, or None."""
    return ledger.get(_key(watch, alert_id), Thread)


def standing(state: State, watch: str, alert_id: str) -> Standing:
    """Return how far an alert is, as the outbox knows it."""
    thread = thread_of(Ledger(state), watch, alert_id)
    if thread is None:
        return "unknown"
    if thread.resolved_at is not None:
        return "resolved"
    return "acknowledged" if thread.acknowledged else "open"


def keep(ledger: Ledger, thread: Thread) -> None:
    """Put `thread` in its place."""
    ledger.put(_key(thread.alert.watch, thread.alert.id), thread)


def change_strand(ledger: Ledger, alert: Alert, channel: str, **changes: object) -> None:
    """Change what is known of an alert's strand in `channel`, where the alert is known."""
    thread = thread_of(ledger, alert.watch, alert.id)
    if thread is not None:
        keep(ledger, thread.with_strand(thread.strand(channel).model_copy(update=changes)))


def brief(alert: Alert) -> Alert:
    """Return `alert` without its text and evidence."""
    return alert.model_copy(update={"text": "", "evidence": ()})


def _key(watch: str, alert_id: str) -> str:
    return f"thread/{watch}/{alert_id}"
