"""Every metric of tocsin, declared in one place.

Conventions: https://prometheus.io/docs/practices/naming/ - seconds, `_total` for counters, `_timestamp_seconds` rather
than "time since". Labels take their values from the configuration or from a fixed set alone, so that the number of
series is bounded whatever the news contain.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Info

from tocsin import __version__
from tocsin.domain.alert import AlertRaised
from tocsin.domain.delivery import DeliveryAbandoned, DeliveryAttempted, DeliverySucceeded
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.ingest.source import Batch, Broken
from tocsin.streams.read_model import Situation
from tocsin.streams.topics import EVENTS
from tocsin.workers.observer import Lost, Observer, Publishing


class Metrics(Observer):
    """What a process measures, whichever runtime it belongs to; it observes it and fills a registry.

    `wall_clock` tells the real time (UTC).
    """

    def __init__(self, registry: CollectorRegistry, wall_clock: Callable[[], datetime]) -> None:
        self._wall_clock = wall_clock
        # Which version runs, for dashboards to show and rules to join with.
        self._build = Info("tocsin_build", "Version of tocsin.", registry=registry)
        self._build.info({"version": __version__})
        self._declare_reading(registry)
        self._declare_events(registry)
        self._declare_progress(registry)
        self._declare_situation(registry)

    def _declare_reading(self, registry: CollectorRegistry) -> None:
        # Articles by source of the configuration: new ones, repeats and broken ones.
        self._articles = Counter(
            "tocsin_articles_total", "Articles that sources gave.", ["source", "outcome"], registry=registry
        )
        # When a source last had something new; "how long ago" is time() minus this.
        self._last_article = Gauge(
            "tocsin_source_last_article_timestamp_seconds",
            "When the source last gave a new article.",
            ["source"],
            registry=registry,
        )
        # 1 while a source could not be read at its last try.
        self._trouble = Gauge(
            "tocsin_source_trouble", "1 while the source cannot be read, else 0.", ["source"], registry=registry
        )

    def _declare_events(self, registry: CollectorRegistry) -> None:
        # Events by type, as they are committed to the log.
        self._events = Counter("tocsin_events_total", "Events committed to the log.", ["type"], registry=registry)
        # Alerts by kind and severity, both fixed sets.
        self._alerts = Counter("tocsin_alerts_total", "Alerts raised.", ["kind", "severity"], registry=registry)
        # Attempts and ends of deliveries, by channel of the configuration.
        self._attempts = Counter(
            "tocsin_delivery_attempts_total", "Attempts at a delivery.", ["channel", "outcome"], registry=registry
        )
        self._deliveries = Counter(
            "tocsin_deliveries_total", "Deliveries that ended.", ["channel", "outcome"], registry=registry
        )
        # What could not be read or folded and was put aside.
        self._letters = Counter("tocsin_dead_letters_total", "Dead letters.", registry=registry)
        # What retention deleted before a worker that had been away could fold it.
        self._lost = Counter(
            "tocsin_messages_lost_total", "Messages deleted before they were folded.", ["topic"], registry=registry
        )
        for kind in EVENTS:
            self._events.labels(kind)

    def _declare_progress(self, registry: CollectorRegistry) -> None:
        # Progress: the loop goes round at least every second; lag is what the slowest stage has still to read.
        self._looped = Gauge(
            "tocsin_loop_timestamp_seconds", "When the loop last went round (wall clock).", registry=registry
        )
        self._lag = Gauge(
            "tocsin_log_lag_events", "Events that the slowest stage has still to read.", registry=registry
        )
        # The dead man's switch: how long it has stayed away is time() minus this.
        self._heartbeat = Gauge(
            "tocsin_heartbeat_timestamp_seconds",
            "When the address of the heartbeat was last called.",
            registry=registry,
        )
        # An ingest worker: what waits for the brokers, how much may, and whether they take it.
        self._spooled = Gauge("tocsin_spool_events", "Events that wait to be published.", registry=registry)
        self._spool_size = Gauge("tocsin_spool_bytes", "Bytes of the events that wait.", registry=registry)
        self._spool_limit = Gauge(
            "tocsin_spool_limit_bytes", "Bytes from which on no source is read any more.", registry=registry
        )
        self._brokers_away = Gauge(
            "tocsin_brokers_away", "1 while the brokers take nothing, else 0.", registry=registry
        )

    def _declare_situation(self, registry: CollectorRegistry) -> None:
        # The situation, by watch: how many deadlines in which state, stances by polarity, alerts not yet resolved.
        self._deadlines = Gauge("tocsin_deadlines", "Deadlines.", ["watch", "state"], registry=registry)
        self._stances = Gauge("tocsin_stances", "Stances.", ["watch", "polarity"], registry=registry)
        self._open_alerts = Gauge(
            "tocsin_alerts_open", "Alerts not yet resolved.", ["watch", "state"], registry=registry
        )
        self._next_due = Gauge(
            "tocsin_next_deadline_timestamp_seconds",
            "When the next pending deadline of the watch runs out.",
            ["watch"],
            registry=registry,
        )

    def sent(self, events: Sequence[Event]) -> None:
        """Count events that were committed."""
        for event in events:
            self._events.labels(event.type).inc()
            match event:
                case AlertRaised():
                    self._alerts.labels(event.data.kind, event.data.severity).inc()
                case DeliveryAttempted():
                    self._attempts.labels(event.data.channel, event.data.outcome).inc()
                case DeliverySucceeded():
                    self._deliveries.labels(event.data.channel, "delivered").inc()
                case DeliveryAbandoned():
                    self._deliveries.labels(event.data.channel, "abandoned").inc()
                case LetterDead():
                    self._letters.inc()

    def read(self, batch: Batch, new: int, at: datetime) -> None:
        """Count what a source gave, of which `new` articles had not been seen before."""
        broken = sum(isinstance(item, Broken) for item in batch.items)
        counts = {"new": new, "broken": broken, "known": len(batch.items) - broken - new}
        for outcome, count in counts.items():
            self._articles.labels(batch.source, outcome).inc(count)
        self._trouble.labels(batch.source).set(batch.trouble is not None)
        if new:
            self._last_article.labels(batch.source).set(at.timestamp())

    def lost(self, lost: Lost) -> None:
        """Count messages that were deleted before they were folded."""
        self._lost.labels(lost.topic).inc(lost.end - lost.first)

    def looped(self, lag: int) -> None:
        """Note that the loop went round."""
        self._looped.set(self._wall_clock().timestamp())
        self._lag.set(lag)

    def heartbeat(self, missed: str | None) -> None:
        """Note that the heartbeat was heard."""
        if missed is None:
            self._heartbeat.set(self._wall_clock().timestamp())

    def publishing(self, publishing: Publishing) -> None:
        """Show how an ingest worker gets on."""
        self._spooled.set(publishing.waiting)
        self._spool_size.set(publishing.size)
        self._spool_limit.set(publishing.limit)
        self._brokers_away.set(publishing.trouble is not None)

    def situation(self, situation: Situation) -> None:
        """Show how things stand."""
        for gauge, counts in (
            (self._deadlines, situation.deadline_counts),
            (self._stances, situation.stance_counts),
            (self._open_alerts, situation.open_alerts),
        ):
            gauge.clear()
            for labels, count in counts.items():
                gauge.labels(*labels).set(count)
        self._next_due.clear()
        for watch, due in situation.next_due.items():
            self._next_due.labels(watch).set(due.timestamp())
