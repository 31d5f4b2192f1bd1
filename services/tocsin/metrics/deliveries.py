"""What is delivered to whom, how fast, and what still waits for that."""

from collections.abc import Mapping, Sequence
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from tocsin.domain.delivery import DeliveryAbandoned, DeliveryAttempted, DeliverySucceeded, Outcome
from tocsin.domain.event import Event
from tocsin.domain.lane import Waiting
from tocsin.metrics.buckets import SINCE_PUBLISHED
from tocsin.workers.observer import Observer


class Deliveries(Observer):
    """Measures deliveries, by channel of the configuration."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._attempts = Counter(
            "tocsin_delivery_attempts_total", "Attempts at a delivery.", ["channel", "outcome"], registry=registry
        )
        self._ended = Counter(
            "tocsin_deliveries_total", "Deliveries that ended.", ["channel", "outcome"], registry=registry
        )
        self._open = Gauge("tocsin_deliveries_open", "Deliveries that wait.", ["channel"], registry=registry)
        self._oldest = Gauge(
            "tocsin_deliveries_oldest_open_timestamp_seconds",
            "When the oldest delivery that waits was made.",
            ["channel"],
            registry=registry,
        )
        self._lateness = Histogram(
            "tocsin_published_to_delivered_seconds",
            "From the publication of the news to the arrival of the alert.",
            ["channel"],
            registry=registry,
            buckets=SINCE_PUBLISHED,
        )

    def _declare(self, channel: str) -> None:
        for outcome in get_args(Outcome):
            self._attempts.labels(channel, outcome)
        for end in ("delivered", "abandoned"):
            self._ended.labels(channel, end)

    def sent(self, events: Sequence[Event]) -> None:
        """Count attempts, and ends of deliveries."""
        for event in events:
            match event:
                case DeliveryAttempted():
                    self._attempts.labels(event.data.channel, event.data.outcome).inc()
                case DeliverySucceeded():
                    self._ended.labels(event.data.channel, "delivered").inc()
                case DeliveryAbandoned():
                    self._ended.labels(event.data.channel, "abandoned").inc()

    def arrived(self, channel: str, seconds: float) -> None:
        """Note how long after its news an alert has reached `channel`."""
        self._lateness.labels(channel).observe(seconds)

    def waiting(self, waiting: Mapping[str, Waiting]) -> None:
        """Show what waits, by channel; from then on all its counters are there, for a first failure to show as one."""
        self._oldest.clear()
        for channel, each in waiting.items():
            self._declare(channel)
            self._open.labels(channel).set(each.count)
            if each.oldest is not None:
                self._oldest.labels(channel).set(each.oldest.timestamp())
