"""How things stand: deadlines, stances, open alerts."""

from collections.abc import Mapping
from typing import TypeVar

from prometheus_client import CollectorRegistry, Gauge

from tocsin.streams.outlook import Outlook
from tocsin.workers.observer import Observer

Labels = TypeVar("Labels", bound=tuple[str, ...])

_VALUES = {"support": 1, "neutral": 0, "oppose": -1}
_OF_A_STANCE = ["watch", "actor", "target"]


class Situations(Observer):
    """Shows how things stand; what stands no longer is shown no longer."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._shown: Outlook | None = None
        self._declare_counts(registry)
        self._due = Gauge(
            "tocsin_deadline_due_timestamp_seconds",
            "When the deadline runs out or ran out.",
            ["watch", "deadline", "setter", "addressee", "state"],
            registry=registry,
        )
        self._stance = Gauge("tocsin_stance", "1 support, 0 neutral, -1 oppose.", _OF_A_STANCE, registry=registry)
        self._sources = Gauge(
            "tocsin_stance_sources", "Independent sources of the stance.", _OF_A_STANCE, registry=registry
        )

    def _declare_counts(self, registry: CollectorRegistry) -> None:
        self._deadlines = Gauge("tocsin_deadlines", "Deadlines.", ["watch", "state"], registry=registry)
        self._next_due = Gauge(
            "tocsin_next_deadline_timestamp_seconds",
            "When the next pending deadline of the watch runs out.",
            ["watch"],
            registry=registry,
        )
        self._stances = Gauge("tocsin_stances", "Stances.", ["watch", "polarity"], registry=registry)
        self._alerts = Gauge("tocsin_alerts_open", "Alerts not yet resolved.", ["watch", "state"], registry=registry)

    def outlook(self, outlook: Outlook) -> None:
        """Show how things stand, where that has changed: it is much, and mostly what it was."""
        if outlook == self._shown:
            return
        self._shown = outlook
        _show(self._deadlines, outlook.deadline_counts)
        _show(self._next_due, {(watch,): due.timestamp() for watch, due in outlook.next_due.items()})
        _show(self._stances, outlook.stance_counts)
        _show(self._alerts, outlook.open_alerts)
        dues = ((d.watch, d.id, d.setter or "", d.addressee or "", d.state, d.due) for d in outlook.deadlines)
        _show(self._due, {tuple(labels): due.timestamp() for *labels, due in dues})
        _show(self._stance, {(s.watch, s.actor, s.target): _VALUES[s.polarity] for s in outlook.stances})
        _show(self._sources, {(s.watch, s.actor, s.target): s.sources for s in outlook.stances})


def _show(gauge: Gauge, values: Mapping[Labels, float]) -> None:
    """Give `gauge` a series for each of `values`, by the values of its labels, and none besides."""
    gauge.clear()
    for labels, value in values.items():
        gauge.labels(*labels).set(value)
