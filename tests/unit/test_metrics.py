import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from tests.builders import NOON, Desk, deadline_claim, hours, stance_claim
from tocsin.domain.alert import AlertRaised
from tocsin.domain.article import Article
from tocsin.domain.delivery import Attempt, DeliveryAttempted
from tocsin.ingest.source import Arrived, Batch, Broken
from tocsin.metrics import Metrics
from tocsin.streams.read_model import Situation
from tocsin.streams.topics import EVENTS
from tocsin.workers.observer import Publishing

DOCUMENT = (Path(__file__).parents[2] / "docs" / "metrics.md").read_text()
ROW = re.compile(r"^\| `(tocsin_\w+)` \| (\w+) \| (.*?) \|", re.MULTILINE)
DOCUMENTED = {name: (kind, frozenset(re.findall(r"`(\w+)`", labels))) for name, kind, labels in ROW.findall(DOCUMENT)}
ARTICLE = Arrived(Article(id="a", source="w", url="", title="t", text="", published_at=NOON, fetched_at=NOON))
BROKEN = Broken(b"", "news.jsonl line 1", "item: is not JSON")
NOTHING = Situation((), (), (), {}, {}, {}, {})


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def metrics(registry: CollectorRegistry) -> Metrics:
    return Metrics(registry, lambda: NOON)


def exposed(registry: CollectorRegistry) -> dict[str, tuple[str, frozenset[str]]]:
    """Return type and labels of every metric that can be scraped, by the name that its samples have."""
    found = {}
    for family in text_string_to_metric_families(generate_latest(registry).decode()):
        for sample in family.samples:
            if not sample.name.endswith("_created"):
                found[sample.name] = (family.type, frozenset(sample.labels))
    return found


def everything_happened(metrics: Metrics) -> None:
    desk = Desk()
    desk.tell(stance_claim("support", NOON), deadline_claim("set", NOON, NOON + hours(5)))
    raised = desk.events(AlertRaised)[0].data
    attempt = Attempt(
        delivery_id="d", alert_id=raised.id, watch="strait", channel="desk", message="raised", attempt=1, at=NOON,
        outcome="failed",
    )  # fmt: skip
    metrics.sent([*desk.sent, DeliveryAttempted.of(attempt)])
    metrics.read(Batch("wire", (ARTICLE, BROKEN), None, trouble="gone"), 1, NOON)
    metrics.looped(lag=3)
    metrics.heartbeat(missed=None)
    metrics.publishing(Publishing(4, 2_000, 2_000, 7, answering=True, trouble="nothing is acknowledged"))
    counts = {("strait", "pending"): 1}
    metrics.situation(
        Situation((), (), (), counts, {("strait", "support"): 1}, {("strait", "open"): 2}, {"strait": NOON})
    )


def test_every_metric_is_documented_with_its_type_and_labels(registry: CollectorRegistry, metrics: Metrics) -> None:
    everything_happened(metrics)
    declared = {
        f"{family.name}_total"
        if family.type == "counter"
        else f"{family.name}_info"
        if family.type == "info"
        else family.name
        for family in registry.collect()
    }
    assert declared == DOCUMENTED.keys()
    for name, (kind, labels) in exposed(registry).items():
        assert DOCUMENTED[name] == (kind, labels), name


def test_every_type_of_event_has_a_series_from_the_start(registry: CollectorRegistry, metrics: Metrics) -> None:
    samples = next(family for family in registry.collect() if family.name == "tocsin_events").samples
    assert {sample.labels["type"] for sample in samples} == EVENTS.keys()


def test_what_the_news_say_makes_no_series(registry: CollectorRegistry, metrics: Metrics) -> None:
    def series() -> int:
        return sum(len(family.samples) for family in registry.collect())

    everything_happened(metrics)
    before = series()
    desk = Desk()
    for number in range(50):
        at = NOON + timedelta(minutes=number)
        desk.tell(stance_claim("support", at, actor=f"A{number}", source=f"paper {number}"))
    assert len(desk.events(AlertRaised)) == 50
    metrics.sent(desk.sent)
    assert series() == before


def test_articles_are_counted_by_what_became_of_them(registry: CollectorRegistry, metrics: Metrics) -> None:
    metrics.read(Batch("wire", (ARTICLE, ARTICLE, ARTICLE, BROKEN), None), 2, NOON)
    counted = {
        outcome: registry.get_sample_value("tocsin_articles_total", {"source": "wire", "outcome": outcome})
        for outcome in ("new", "known", "broken")
    }
    assert counted == {"new": 2, "known": 1, "broken": 1}


def test_a_source_without_news_keeps_the_time_of_its_last_article(
    registry: CollectorRegistry, metrics: Metrics
) -> None:
    metrics.read(Batch("wire", (ARTICLE,), None), 1, NOON)
    metrics.read(Batch("wire", (), None, trouble="cut"), 0, NOON + hours(1))
    name = "tocsin_source_last_article_timestamp_seconds"
    assert registry.get_sample_value(name, {"source": "wire"}) == NOON.timestamp()
    assert registry.get_sample_value("tocsin_source_trouble", {"source": "wire"}) == 1


def test_the_loop_is_timed_by_the_wall_clock(registry: CollectorRegistry, metrics: Metrics) -> None:
    metrics.looped(lag=7)
    assert (
        registry.get_sample_value("tocsin_loop_timestamp_seconds") == datetime(2031, 4, 7, 12, tzinfo=UTC).timestamp()
    )
    assert registry.get_sample_value("tocsin_log_lag_events") == 7


def test_a_heartbeat_that_stayed_away_keeps_the_time_of_the_last(registry: CollectorRegistry, metrics: Metrics) -> None:
    metrics.heartbeat("the loop has stood still for 60 s")
    assert registry.get_sample_value("tocsin_heartbeat_timestamp_seconds") == 0
    metrics.heartbeat(None)
    assert registry.get_sample_value("tocsin_heartbeat_timestamp_seconds") == NOON.timestamp()


def test_what_stands_no_longer_is_shown_no_longer(registry: CollectorRegistry, metrics: Metrics) -> None:
    everything_happened(metrics)
    labels = {"watch": "strait", "state": "pending"}
    assert registry.get_sample_value("tocsin_deadlines", labels) == 1
    assert registry.get_sample_value("tocsin_next_deadline_timestamp_seconds", {"watch": "strait"}) == NOON.timestamp()
    metrics.situation(NOTHING)
    assert registry.get_sample_value("tocsin_deadlines", labels) is None
    assert registry.get_sample_value("tocsin_next_deadline_timestamp_seconds", {"watch": "strait"}) is None


def test_the_spool_of_an_ingest_worker_is_shown_with_its_limit(registry: CollectorRegistry, metrics: Metrics) -> None:
    def shown() -> list[float | None]:
        names = ("tocsin_spool_events", "tocsin_spool_bytes", "tocsin_spool_limit_bytes", "tocsin_brokers_away")
        return [registry.get_sample_value(name) for name in names]

    metrics.publishing(Publishing(4, 1_500, 2_000, 7, answering=False, trouble="no broker answers"))
    assert shown() == [4, 1_500, 2_000, 1]
    metrics.publishing(Publishing(0, 0, 2_000, 11, answering=True, trouble=None))
    assert shown() == [0, 0, 2_000, 0]
