"""How events pass the stages: how many, how fast, how far behind, and what was put aside."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import product
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from tocsin.domain.alert import AlertRaised
from tocsin.domain.claim import DeadlineClaimed, EventClaimed, StanceClaimed
from tocsin.domain.event import Event
from tocsin.domain.letter import CAUSES, LetterDead, cause_of
from tocsin.domain.watch import AlertKind, Severity
from tocsin.metrics.buckets import RECOVERY, SINCE_PUBLISHED, WORK
from tocsin.streams.topics import EVENTS, TOPICS
from tocsin.workers.observer import Lost, Observer, Publishing


class Pipeline(Observer):
    """Measures the stages of a process."""

    def __init__(self, registry: CollectorRegistry, wall_clock: Callable[[], datetime]) -> None:
        self._wall_clock = wall_clock
        self._got_on = False
        self._acknowledged = 0
        self._declare_stages(registry)
        self._declare_events(registry)
        self._declare_progress(registry)
        self._declare_losses(registry)

    def _declare_stages(self, registry: CollectorRegistry) -> None:
        self._stage = Histogram(
            "tocsin_stage_seconds",
            "How long a stage took for an event.",
            ["stage"],
            registry=registry,
            buckets=WORK,
        )
        self._out = Counter(
            "tocsin_stage_events_out_total", "Events that a stage has sent on.", ["stage"], registry=registry
        )
        self._recovery = Histogram(
            "tocsin_recovery_seconds",
            "How long it took to recover tables after partitions had moved.",
            ["group"],
            registry=registry,
            buckets=RECOVERY,
        )

    def _declare_events(self, registry: CollectorRegistry) -> None:
        self._events = Counter("tocsin_events_total", "Events committed to the log.", ["type"], registry=registry)
        for kind in EVENTS:
            self._events.labels(kind)
        self._alerts = Counter("tocsin_alerts_total", "Alerts raised.", ["kind", "severity"], registry=registry)
        for kind, severity in product(get_args(AlertKind), get_args(Severity)):
            self._alerts.labels(kind, severity)  # so that the first of them shows as one
        self._known = Histogram(
            "tocsin_published_to_known_seconds",
            "From the publication of an article to the recording of a claim in it.",
            registry=registry,
            buckets=SINCE_PUBLISHED,
        )

    def _declare_progress(self, registry: CollectorRegistry) -> None:
        self._lag = Gauge(
            "tocsin_log_lag_events", "Events that the slowest stage has still to read.", registry=registry
        )
        self._looped = Gauge("tocsin_loop_timestamp_seconds", "When the loop last went round.", registry=registry)
        self._progress = Gauge(
            "tocsin_progress_timestamp_seconds",
            "When the loop last went round and had got on with its work, or had nothing to do.",
            registry=registry,
        )
        # A start counts, so that one that leads nowhere shows.
        self._progress.set(self._wall_clock().timestamp())

    def _declare_losses(self, registry: CollectorRegistry) -> None:
        self._letters = Counter("tocsin_dead_letters_total", "Dead letters.", ["reason"], registry=registry)
        for cause in CAUSES:
            self._letters.labels(cause)
        self._lost = Counter(
            "tocsin_messages_lost_total", "Messages deleted before they were folded.", ["topic"], registry=registry
        )
        for topic in TOPICS:
            self._lost.labels(topic.name)

    def sent(self, events: Sequence[Event]) -> None:
        """Count events that were committed."""
        for event in events:
            self._events.labels(event.type).inc()
            match event:
                case StanceClaimed() | DeadlineClaimed() | EventClaimed():
                    claim = event.data
                    self._known.observe((claim.recorded_at - claim.published_at).total_seconds())
                case AlertRaised():
                    self._alerts.labels(event.data.kind, event.data.severity).inc()
                case LetterDead():
                    self._letters.labels(cause_of(event.data)).inc()

    def stepped(self, stage: str, seconds: float, sent: int) -> None:
        """Count an event that a stage has folded."""
        self._stage.labels(stage).observe(seconds)
        self._out.labels(stage).inc(sent)
        self._got_on = True

    def looped(self, lag: int) -> None:
        """Note that the loop went round, and whether it stands still all the same."""
        now = self._wall_clock().timestamp()
        self._looped.set(now)
        self._lag.set(lag)
        if self._got_on or not lag:
            self._progress.set(now)
        self._got_on = False

    def publishing(self, publishing: Publishing) -> None:
        """Note whether the brokers have taken something."""
        self._got_on |= publishing.acknowledged > self._acknowledged
        self._acknowledged = publishing.acknowledged

    def lost(self, lost: Lost) -> None:
        """Count messages that were deleted before they were folded."""
        self._lost.labels(lost.topic).inc(lost.end - lost.first)

    def recovered(self, group: str, seconds: float) -> None:
        """Note how long a group took to recover its tables."""
        self._recovery.labels(group).observe(seconds)
