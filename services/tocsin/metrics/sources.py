"""What the sources give, and what became of the last time that they were asked."""

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge

from tocsin.ingest.source import Batch, Broken, Fetch
from tocsin.workers.observer import Observer


class Sources(Observer):
    """Measures reading, by source of the configuration."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._articles = Counter(
            "tocsin_articles_total", "Articles that sources gave.", ["source", "outcome"], registry=registry
        )
        self._last_article = Gauge(
            "tocsin_source_last_article_timestamp_seconds",
            "When the source last gave a new article.",
            ["source"],
            registry=registry,
        )
        self._trouble = Gauge(
            "tocsin_source_trouble", "1 while the source cannot be read, else 0.", ["source"], registry=registry
        )
        self._declare_fetches(registry)

    def _declare_fetches(self, registry: CollectorRegistry) -> None:
        self._fetches = Counter(
            "tocsin_source_fetches_total", "Answers of feeds.", ["source", "outcome"], registry=registry
        )
        self._last_fetch = Gauge(
            "tocsin_source_last_fetch_timestamp_seconds", "When the feed was last asked.", ["source"], registry=registry
        )
        self._next_poll = Gauge(
            "tocsin_source_next_poll_timestamp_seconds",
            "When the feed will be asked next.",
            ["source"],
            registry=registry,
        )

    def began(self, source: str, last_article: datetime) -> None:
        """Show since when a source has given nothing new, before it gives anything."""
        self._last_article.labels(source).set(last_article.timestamp())

    def read(self, batch: Batch, new: int, at: datetime) -> None:
        """Count what a source gave, of which `new` articles had not been seen before."""
        broken = sum(isinstance(item, Broken) for item in batch.items)
        counts = {"new": new, "broken": broken, "known": len(batch.items) - broken - new}
        for outcome, count in counts.items():
            self._articles.labels(batch.source, outcome).inc(count)
        self._trouble.labels(batch.source).set(batch.trouble is not None)
        if new:
            self._last_article.labels(batch.source).set(at.timestamp())
        if batch.fetch is not None:
            self._fetched(batch.source, batch.fetch)

    def _fetched(self, source: str, fetch: Fetch) -> None:
        self._fetches.labels(source, fetch.outcome).inc()
        self._last_fetch.labels(source).set(fetch.at.timestamp())
        self._next_poll.labels(source).set(fetch.next_at.timestamp())
