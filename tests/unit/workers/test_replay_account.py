from datetime import UTC, datetime, timedelta

from tests.fakes.extractor import LineExtractor
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.article import Article
from tocsin.domain.projection import Project
from tocsin.domain.watch import Watch
from tocsin.extraction.stage import Extract
from tocsin.workers.replay import Replay, Replayed

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
DUE = NOON + timedelta(days=2)
WATCH = Watch(id="harbour", title="The harbour")


def article(number: int, at: datetime, *lines: str, fetched_at: datetime | None = None) -> Article:
    return Article(
        id=f"a{number}",
        source="Wire",
        url=f"https://news.example/{number}",
        title="Harbour",
        text="\n".join(lines),
        published_at=at,
        fetched_at=fetched_at or at,
    )


ULTIMATUM = article(1, NOON, f"deadline PRT union set {DUE.isoformat()}", "stance PRT toll support")
TURN = article(2, NOON + timedelta(days=1), "stance PRT toll oppose")


def replayed(until: datetime, *articles: Article) -> Replayed:
    crisis = Replay((Extract(LineExtractor(WATCH.id)), Project([WATCH]), RaiseAlerts([WATCH], {})))
    for each in articles:
        crisis.take(each)
    return crisis.finish(until)


def test_every_alert_comes_at_the_instant_at_which_it_became_true() -> None:
    told = replayed(DUE + timedelta(hours=1), ULTIMATUM, TURN)
    assert [(alert.kind, alert.at - NOON) for alert in told.alerts] == [
        ("deadline.set", timedelta()),
        ("stance.new", timedelta()),
        ("deadline.approaching", timedelta(days=1)),
        ("stance.flipped", timedelta(days=1)),
        ("deadline.approaching", timedelta(days=1, hours=18)),
        ("deadline.approaching", timedelta(days=1, hours=23)),
        ("deadline.expired", timedelta(days=2)),
    ]


def test_flips_and_positions_are_told() -> None:
    told = replayed(TURN.published_at, ULTIMATUM, TURN)
    assert [(stance.actor, stance.polarity) for stance in told.stances] == [("PRT", "oppose")]
    (flip,) = told.flips
    assert flip.previous is not None
    assert (flip.previous.polarity, flip.change) == ("support", "flipped")


def test_a_deadline_is_pending_until_it_runs_out() -> None:
    before, after = (replayed(DUE + timedelta(seconds=s), ULTIMATUM) for s in (-1, 0))
    assert [each.state for each in before.deadlines] == ["pending"]
    assert [each.state for each in after.deadlines] == ["expired"]


def test_the_articles_own_clock_counts_and_not_when_they_were_fetched() -> None:
    late = ULTIMATUM.model_copy(update={"fetched_at": NOON + timedelta(days=30)})
    assert replayed(DUE, late) == replayed(DUE, ULTIMATUM)
