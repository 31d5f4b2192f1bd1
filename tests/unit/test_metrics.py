import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from tests.builders import NOON, Desk, deadline_claim, event_of, hours, minutes, stance_claim
from tocsin.domain.alert import AlertRaised
from tocsin.domain.article import Article
from tocsin.domain.delivery import Attempt, DeliveryAbandoned, DeliveryAttempted, DeliveryEnd
from tocsin.domain.lane import Waiting
from tocsin.domain.letter import DeadLetter, LetterDead
from tocsin.domain.watch import AlertKind, Severity
from tocsin.ingest.source import Arrived, Batch, Broken, Fetch
from tocsin.metrics import measuring
from tocsin.streams.outlook import Ends, Outlook, Stands
from tocsin.streams.topics import EVENTS
from tocsin.workers.observer import Lost, Publishing

DOCUMENT = (Path(__file__).parents[2] / "docs" / "metrics.md").read_text()
ROW = re.compile(r"^\| `(tocsin_\w+|process_\w+)` \| (\w+) \| (.*?) \|", re.MULTILINE)
DOCUMENTED = {name: (kind, frozenset(re.findall(r"`(\w+)`", labels))) for name, kind, labels in ROW.findall(DOCUMENT)}
SUFFIX = {"counter": "_total", "info": "_info"}
ARTICLE = Arrived(Article(id="a", source="w", url="", title="t", text="", published_at=NOON, fetched_at=NOON))
BROKEN = Broken(b"", "news.jsonl line 1", "item: is not JSON")
NOTHING = Outlook((), (), {}, {}, {}, {})
OUTLOOK = Outlook(
    deadlines=(Ends("strait", "d1", "AVA", None, "pending", NOON + hours(5)),),
    stances=(
        Stands("strait", "navy", "blockade", "support", 3),
        Stands("strait", "pilots", "blockade", "oppose", 1),
        Stands("strait", "court", "blockade", "neutral", 2),
    ),
    deadline_counts={("strait", "pending"): 1},
    stance_counts={("strait", "support"): 1},
    open_alerts={("strait", "open"): 2, ("strait", "silenced"): 1},
    next_due={"strait": NOON + hours(5)},
)


class Measured:
    """A registry, and all that fills it."""

    def __init__(self, data: Path) -> None:
        self.registry = CollectorRegistry()
        self.now = NOON
        self._observers = measuring(self.registry, lambda: self.now, data)

    def note(self, what: str, *about: object) -> None:
        for observer in self._observers:
            getattr(observer, what)(*about)

    def value(self, name: str, **labels: str) -> float | None:
        return self.registry.get_sample_value(name, labels)

    def series(self) -> int:
        return sum(len(family.samples) for family in self.registry.collect())


@pytest.fixture
def measured(tmp_path: Path) -> Measured:
    return Measured(tmp_path)


def attempt(outcome: str) -> Attempt:
    return Attempt(
        delivery_id="d", alert_id="a", watch="strait", channel="desk", message="raised", attempt=1, at=NOON,
        outcome=outcome,
    )  # fmt: skip


def letter(reason: str, topic: str | None) -> LetterDead:
    dead = DeadLetter.of_item(b"", "here", reason, NOON)
    return LetterDead.of(dead.model_copy(update={"topic": topic}))


def everything_happened(measured: Measured) -> None:
    desk = Desk()
    claims = stance_claim("support", NOON), deadline_claim("set", NOON, NOON + hours(5))
    desk.tell(*claims)
    end = DeliveryEnd(
        delivery_id="d", alert_id="a", watch="strait", channel="desk", message="raised", attempts=9, at=NOON
    )
    events = [*map(event_of, claims), *desk.sent, DeliveryAttempted.of(attempt("failed")), DeliveryAbandoned.of(end)]
    measured.note("sent", events)
    fetch = Fetch("4xx", NOON, NOON + minutes(5))
    measured.note("read", Batch("wire", (ARTICLE, BROKEN), None, trouble="gone", fetch=fetch), 1, NOON)
    measured.note("stepped", "project", 0.002, 1)
    measured.note("looped", 3)
    measured.note("lost", Lost("tocsin.claims", 0, 5, 9))
    measured.note("recovered", "project", 1.5)
    measured.note("arrived", "desk", 61.0)
    measured.note("waiting", {"desk": Waiting(2, NOON)})
    measured.note("heartbeat", None)
    measured.note("publishing", Publishing(4, 2_000, 2_000, 7, answering=True, trouble="nothing is acknowledged"))
    measured.note("outlook", OUTLOOK)


def exposed(registry: CollectorRegistry) -> dict[str, tuple[str, frozenset[str]]]:
    """Return type and labels of every metric that can be scraped, by the name that docs give it."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for family in text_string_to_metric_families(generate_latest(registry).decode()):
        for sample in family.samples:
            if not sample.name.endswith("_created"):
                name = family.name if family.type == "histogram" else sample.name
                found[name] = (family.type, frozenset(sample.labels) - {"le"})
    return found


def test_every_metric_is_documented_with_its_type_and_labels(measured: Measured) -> None:
    everything_happened(measured)
    assert exposed(measured.registry) == DOCUMENTED


def test_no_metric_is_left_out_because_nothing_fills_it(measured: Measured) -> None:
    declared = {family.name + SUFFIX.get(family.type, "") for family in measured.registry.collect()}
    assert declared == DOCUMENTED.keys()


def test_every_type_of_event_and_every_reason_has_a_series_from_the_start(measured: Measured) -> None:
    families = {family.name: family.samples for family in measured.registry.collect()}
    assert {sample.labels["type"] for sample in families["tocsin_events"]} == EVENTS.keys()
    reasons = {sample.labels["reason"] for sample in families["tocsin_dead_letters"]}
    assert reasons == {"broken", "refused", "unreadable", "failed"}


def test_the_first_alert_of_its_kind_shows_as_one_since_it_has_a_series_before(measured: Measured) -> None:
    for kind in get_args(AlertKind):
        for severity in get_args(Severity):
            assert measured.value("tocsin_alerts_total", kind=kind, severity=severity) == 0


def test_what_the_news_say_makes_no_series(measured: Measured) -> None:
    everything_happened(measured)
    before = measured.series()
    desk = Desk()
    for number in range(50):
        at = NOON + timedelta(minutes=number)
        desk.tell(stance_claim("support", at, actor=f"A{number}", source=f"paper {number}"))
    assert len(desk.events(AlertRaised)) == 50
    measured.note("sent", desk.sent)
    measured.note("sent", [letter(f"extract: ValueError: {number}", "tocsin.articles") for number in range(50)])
    assert measured.series() == before


def test_articles_are_counted_by_what_became_of_them(measured: Measured) -> None:
    measured.note("read", Batch("wire", (ARTICLE, ARTICLE, ARTICLE, BROKEN), None), 2, NOON)
    counted = {
        outcome: measured.value("tocsin_articles_total", source="wire", outcome=outcome)
        for outcome in ("new", "known", "broken")
    }
    assert counted == {"new": 2, "known": 1, "broken": 1}


def test_a_source_without_news_keeps_the_time_of_its_last_article(measured: Measured) -> None:
    measured.note("read", Batch("wire", (ARTICLE,), None), 1, NOON)
    measured.note("read", Batch("wire", (), None, trouble="cut"), 0, NOON + hours(1))
    assert measured.value("tocsin_source_last_article_timestamp_seconds", source="wire") == NOON.timestamp()
    assert measured.value("tocsin_source_trouble", source="wire") == 1


def test_a_source_that_has_given_nothing_since_the_start_shows_since_when(measured: Measured) -> None:
    measured.note("began", "wire", NOON - hours(30))
    measured.note("read", Batch("wire", (), None), 0, NOON)
    shown = measured.value("tocsin_source_last_article_timestamp_seconds", source="wire")
    assert shown == (NOON - hours(30)).timestamp()


def test_a_poll_is_counted_once_with_when_it_was_and_when_the_next_will_be(measured: Measured) -> None:
    fetch = Fetch("2xx", NOON, NOON + minutes(5))
    measured.note("read", Batch("wire", (ARTICLE,), None), 1, NOON)
    measured.note("read", Batch("wire", (ARTICLE,), None, fetch=fetch), 1, NOON)
    assert measured.value("tocsin_source_fetches_total", source="wire", outcome="2xx") == 1
    assert measured.value("tocsin_source_last_fetch_timestamp_seconds", source="wire") == NOON.timestamp()
    next_poll = measured.value("tocsin_source_next_poll_timestamp_seconds", source="wire")
    assert next_poll == (NOON + minutes(5)).timestamp()


def test_the_loop_is_timed_by_the_wall_clock(measured: Measured) -> None:
    measured.note("looped", 7)
    assert measured.value("tocsin_loop_timestamp_seconds") == NOON.timestamp()
    assert measured.value("tocsin_log_lag_events") == 7


def test_a_loop_that_goes_round_without_getting_on_makes_no_progress(measured: Measured) -> None:
    def progress(at: datetime, lag: int) -> float | None:
        measured.now = at
        measured.note("looped", lag)
        return measured.value("tocsin_progress_timestamp_seconds")

    assert progress(NOON + minutes(1), 7) == NOON.timestamp(), "the start"
    measured.note("stepped", "project", 0.001, 0)
    folded = NOON + minutes(2)
    assert progress(folded, 6) == folded.timestamp()
    measured.note("publishing", Publishing(6, 100, 2_000, 1, answering=True, trouble=None))
    published = NOON + minutes(3)
    assert progress(published, 5) == published.timestamp()
    measured.note("publishing", Publishing(6, 100, 2_000, 1, answering=True, trouble=None))
    assert progress(NOON + minutes(4), 5) == published.timestamp()
    idle = NOON + minutes(5)
    assert progress(idle, 0) == idle.timestamp(), "nothing to do"


@pytest.mark.parametrize(
    ("reason", "topic", "counted"),
    [
        ("item: is not JSON", None, "broken"),
        ("refused: the record is too large", None, "refused"),
        ("project: UnreadableEventError: no such type", "tocsin.claims", "unreadable"),
        ("project/alert: ValueError: nonsense: refused: UnreadableEventError", "tocsin.claims", "failed"),
    ],
)
def test_dead_letters_are_counted_by_the_class_of_their_reason(
    measured: Measured, reason: str, topic: str | None, counted: str
) -> None:
    measured.note("sent", [letter(reason, topic)])
    assert measured.value("tocsin_dead_letters_total", reason=counted) == 1


def test_how_late_an_article_is_known_counts_from_its_publication(measured: Measured) -> None:
    claim = stance_claim("support", NOON, known=NOON + minutes(4))
    measured.note("sent", [event_of(claim)])
    assert measured.value("tocsin_published_to_known_seconds_sum") == 240
    assert measured.value("tocsin_published_to_known_seconds_bucket", le="300.0") == 1
    assert measured.value("tocsin_published_to_known_seconds_bucket", le="120.0") == 0


def test_a_stance_is_shown_as_a_number_with_its_sources(measured: Measured) -> None:
    measured.note("outlook", OUTLOOK)
    shown = {
        actor: measured.value("tocsin_stance", watch="strait", actor=actor, target="blockade")
        for actor in ("navy", "pilots", "court")
    }
    assert shown == {"navy": 1, "pilots": -1, "court": 0}
    assert measured.value("tocsin_stance_sources", watch="strait", actor="navy", target="blockade") == 3


def test_a_deadline_is_shown_by_its_due_instant(measured: Measured) -> None:
    measured.note("outlook", OUTLOOK)
    labels = {"watch": "strait", "deadline": "d1", "setter": "AVA", "addressee": "", "state": "pending"}
    due = measured.value("tocsin_deadline_due_timestamp_seconds", **labels)
    assert due == (NOON + hours(5)).timestamp()


def test_what_stands_no_longer_is_shown_no_longer(measured: Measured) -> None:
    without = measured.series()
    measured.note("outlook", OUTLOOK)
    assert measured.series() == without + 12
    measured.note("outlook", NOTHING)
    assert measured.series() == without


def test_a_channel_for_which_nothing_waits_has_no_oldest_delivery(measured: Measured) -> None:
    name = "tocsin_deliveries_oldest_open_timestamp_seconds"
    measured.note("waiting", {"desk": Waiting(2, NOON)})
    assert (measured.value("tocsin_deliveries_open", channel="desk"), measured.value(name, channel="desk")) == (
        2, NOON.timestamp(),
    )  # fmt: skip
    measured.note("waiting", {"desk": Waiting(0, None)})
    assert (measured.value("tocsin_deliveries_open", channel="desk"), measured.value(name, channel="desk")) == (0, None)


def test_a_heartbeat_that_is_missed_leaves_the_time_of_the_last_one_or_of_the_start(measured: Measured) -> None:
    def heard(at: datetime, missed: str | None) -> float | None:
        measured.now = at
        measured.note("heartbeat", missed)
        return measured.value("tocsin_heartbeat_timestamp_seconds")

    assert measured.value("tocsin_heartbeat_timestamp_seconds") == 0, "none is called"
    assert heard(NOON + minutes(1), "no source is read") == NOON.timestamp()
    last = NOON + minutes(2)
    assert heard(last, None) == last.timestamp()
    assert heard(NOON + minutes(3), "no source is read") == last.timestamp()


def test_a_channel_has_all_its_counters_before_anything_is_sent(measured: Measured) -> None:
    measured.note("waiting", {"desk": Waiting(0, None)})
    assert measured.value("tocsin_deliveries_total", channel="desk", outcome="abandoned") == 0
    assert measured.value("tocsin_delivery_attempts_total", channel="desk", outcome="failed") == 0


def test_the_disk_of_the_data_directory_is_measured_when_somebody_asks(measured: Measured) -> None:
    free, size = measured.value("tocsin_data_free_bytes"), measured.value("tocsin_data_size_bytes")
    assert free is not None
    assert size is not None
    assert 0 < free < size


def test_the_spool_of_an_ingest_worker_is_shown_with_its_limit(measured: Measured) -> None:
    def shown() -> list[float | None]:
        names = ("tocsin_spool_events", "tocsin_spool_bytes", "tocsin_spool_limit_bytes", "tocsin_brokers_away")
        return [measured.value(name) for name in names]

    measured.note("publishing", Publishing(4, 1_500, 2_000, 7, answering=False, trouble="no broker answers"))
    assert shown() == [4, 1_500, 2_000, 1]
    measured.note("publishing", Publishing(0, 0, 2_000, 11, answering=True, trouble=None))
    assert shown() == [0, 0, 2_000, 0]
