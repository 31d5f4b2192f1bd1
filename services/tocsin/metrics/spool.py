"""What waits for the brokers in an ingest worker, how much may, and whether they take it."""

from prometheus_client import CollectorRegistry, Gauge

from tocsin.workers.observer import Observer, Publishing


class Spool(Observer):
    """Measures what has still to be published."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._events = Gauge("tocsin_spool_events", "Events that wait to be published.", registry=registry)
        self._size = Gauge("tocsin_spool_bytes", "Bytes of the events that wait.", registry=registry)
        self._limit = Gauge(
            "tocsin_spool_limit_bytes", "Bytes from which on no source is read any more.", registry=registry
        )
        self._away = Gauge("tocsin_brokers_away", "1 while the brokers take nothing, else 0.", registry=registry)

    def publishing(self, publishing: Publishing) -> None:
        """Show how publishing gets on."""
        self._events.set(publishing.waiting)
        self._size.set(publishing.size)
        self._limit.set(publishing.limit)
        self._away.set(publishing.trouble is not None)
