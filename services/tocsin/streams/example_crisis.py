"""An invented crisis, told through the real stages: where the published example of each event comes from."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tocsin.domain.actor import Actor
from tocsin.domain.alert import Acknowledgement, AlertAcknowledged, AlertRaised
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.claim import (
    ClaimRetracted,
    DeadlineClaim,
    EventClaim,
    Quote,
    Retraction,
    StanceClaim,
    claim_id,
    claimed,
)
from tocsin.domain.delivery import Attempt, DeliveryAttempted, Outcome
from tocsin.domain.due import Span
from tocsin.domain.event import Event, stable_id
from tocsin.domain.letter import DeadLetter, LetterDead, LetterReplayed
from tocsin.domain.outbox import Notify, open_deliveries
from tocsin.domain.projection import Project
from tocsin.domain.reopening import ChannelReopened, Reopening
from tocsin.domain.silence import Silence, SilenceEnd, SilenceEnded, SilenceStarted
from tocsin.domain.stage import MemoryState, Stage
from tocsin.domain.tick import ClockTicked, SourcePolled, SourceReading
from tocsin.domain.watch import AlertRule, Proposition, Watch
from tocsin.streams.envelope import encode

_WATCH = Watch(
    id="kelmar-2024",
    title="Kelmar: the closed harbour",
    timezone="Atlantic/Azores",
    actors=(
        Actor(id="lagoon-league", name="Lagoon League", kind="igo", aliases=("the League",)),
        Actor(id="harbour-guard", name="Harbour Guard of Kelmar", kind="military", aliases=("the Guard",)),
        Actor(id="tarn", name="Principality of Tarn", kind="state", people=("Ilse Marrow",)),
        Actor(id="dockers", name="Kelmar Dockers' Union", kind="union", aliases=("the dockers",)),
    ),
    propositions=(
        Proposition(id="convoy", title="An armed convoy to Kelmar", phrases=("armed convoy", "naval escort")),
        Proposition(id="closure", title="The closing of the harbour", phrases=("closing of the harbour", "closure")),
    ),
    alerts=(
        AlertRule(on="deadline.set", severity="critical", channels=("ops",)),
        AlertRule(on="deadline.approaching", severity="critical", channels=("ops", "pager")),
        AlertRule(on="deadline.moved", channels=("ops",)),
        AlertRule(on="stance.flipped", channels=("ops",)),
    ),
)
_MONDAY = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)
_LATER = timedelta(minutes=4)


def _article(source: str, slug: str, after: timedelta, title: str, text: str) -> Article:
    published = _MONDAY + after
    url = f"https://{source}.example/{slug}"
    return Article(
        id=stable_id(url),
        source=f"{source}.example",
        url=url,
        title=title,
        text=text,
        published_at=published,
        fetched_at=published + _LATER,
        place="Kelmar, PT",
    )


_ULTIMATUM = _article(
    "courier",
    "ultimatum",
    timedelta(),
    "League threatens Kelmar's guards with sanctions",
    "The Lagoon League gave the Harbour Guard 48 hours to reopen the harbour or face sanctions.",
)
_BACKING = _article(
    "tarn-herald",
    "marrow-convoy",
    timedelta(hours=3),
    "Tarn would sail",
    "Ilse Marrow, the premier of Tarn, said that her government backed an armed convoy to Kelmar.",
)
_MARCH = _article(
    "courier",
    "march",
    timedelta(hours=5),
    "Thousands on the quays",
    "Dockers marched through Kelmar against the closing of the harbour.",
)
_REVERSAL = _article(
    "tarn-herald",
    "marrow-no-convoy",
    timedelta(hours=30),
    "Tarn changes course",
    "Marrow ruled out an armed convoy on Tuesday after a night of talks.",
)
_RESPITE = _article(
    "courier",
    "respite",
    timedelta(hours=46),
    "A day more for Kelmar",
    "The League extended its deadline by 24 hours.",
)


def _quote(article: Article, words: str) -> Quote:
    start = article.body.index(words)
    return Quote(text=words, start=start, end=start + len(words))


def _provenance(article: Article, kind: str, words: str, *roles: str) -> dict[str, object]:
    """Return what all claims say of where they come from."""
    evidence = _quote(article, words)
    return {
        "id": claim_id(_WATCH.id, article.id, kind, *roles, evidence=evidence),
        "watch": _WATCH.id,
        "watch_revision": _WATCH.revision,
        "extractor": "example/1",
        "article_id": article.id,
        "source": article.source,
        "url": article.url,
        "published_at": article.published_at,
        "recorded_at": article.fetched_at,
        "confidence": 0.9,
        "rule": "example",
        "evidence": evidence,
        "sentence": _quote(article, article.text),
    }


def _stance(article: Article, words: str, mention: str, **fields: object) -> StanceClaim:
    roles = (str(fields["actor"]), str(fields["target"]))
    return StanceClaim.model_validate(
        {**_provenance(article, "stance", words, *roles), "actor_mention": _quote(article, mention), **fields}
    )


_DUE = _MONDAY + timedelta(hours=48)
_SET = DeadlineClaim.model_validate(
    {
        **_provenance(_ULTIMATUM, "deadline", "gave the Harbour Guard 48 hours", "lagoon-league", "harbour-guard"),
        "setter": "lagoon-league",
        "addressee": "harbour-guard",
        "demand": "reopen the harbour",
        "consequence": "face sanctions",
        "due": _DUE,
        "grain": "minute",
        "earliest": _DUE,
        "latest": _DUE,
        "timezone": "Atlantic/Azores",
        "timezone_source": "watch",
        "raw": "48 hours",
        "anchor": "published",
        "duration": Span(count=48, unit="hour"),
    }
)
_EXTENDED = DeadlineClaim.model_validate(
    {
        **_provenance(_RESPITE, "deadline", "extended its deadline by 24 hours", "lagoon-league"),
        "setter": "lagoon-league",
        "action": "extend",
        "raw": "by 24 hours",
        "moved_by": Span(count=24, unit="hour"),
    }
)
_BACKS = _stance(
    _BACKING,
    "backed an armed convoy",
    "Ilse Marrow",
    actor="tarn",
    target="convoy",
    polarity="support",
    act="SUPPORT",
    speaker="Ilse Marrow",
)
_RULES_OUT = _stance(
    _REVERSAL,
    "ruled out an armed convoy",
    "Marrow",
    actor="tarn",
    target="convoy",
    polarity="oppose",
    act="REJECT",
    speaker="Ilse Marrow",
)
_MISREAD = _stance(
    _ULTIMATUM,
    "gave the Harbour Guard 48 hours",
    "Lagoon League",
    actor="lagoon-league",
    target="harbour-guard",
    polarity="oppose",
    act="THREATEN",
)
_MARCHED = EventClaim.model_validate(
    {
        **_provenance(_MARCH, "event", "Dockers marched through Kelmar", "dockers"),
        "actor": "dockers",
        "act": "PROTEST",
    }
)


class _Desk:
    """The stages behind extraction, in memory, with all that was told to them and all that they said."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.outbox = MemoryState()
        self._stages: Sequence[tuple[Stage, MemoryState]] = (
            (Project([_WATCH]), MemoryState()),
            (RaiseAlerts([_WATCH], {}), MemoryState()),
            (Notify(), self.outbox),
        )

    def tell(self, *events: Event) -> None:
        """Put events through every stage that reads them, and then what comes out of it."""
        for event in events:
            self.events.append(event)
            for stage, state in self._stages:
                if isinstance(event, stage.reads):
                    step = stage.step(state, event)
                    state.apply(step.changes)
                    self.tell(*step.events)

    def deliver(self, channel: str, at: datetime, outcome: Outcome, status: int, detail: str = "") -> None:
        """Answer everything that is due at `at` for `channel`."""
        for delivery in open_deliveries(self.outbox, at):
            if delivery.channel == channel:
                attempt = Attempt.next(delivery, at, outcome, status=status, detail=detail)
                self.tell(DeliveryAttempted.of(attempt))


def crisis() -> tuple[Event, ...]:
    """Return every event of the crisis in the order in which it happened; the same ones each time."""
    desk = _Desk()
    desk.tell(ArticlePublished.of(_ULTIMATUM), claimed(_SET), claimed(_MISREAD), _retracted(), _polled())
    desk.tell(ArticlePublished.of(_BACKING), claimed(_BACKS), ArticlePublished.of(_MARCH), claimed(_MARCHED))
    desk.tell(*_put_aside())
    desk.tell(ClockTicked.at(_DUE - timedelta(hours=24)))
    desk.tell(_acknowledged(desk.events))
    desk.deliver("ops", _DUE - timedelta(hours=23, minutes=59), "failed", 503, "service unavailable")
    desk.deliver("ops", _DUE - timedelta(hours=23, minutes=58), "delivered", 204)
    desk.deliver("pager", _DUE - timedelta(hours=23, minutes=58), "gone", 410, "the channel wants no more messages")
    desk.tell(ArticlePublished.of(_REVERSAL), claimed(_RULES_OUT), ArticlePublished.of(_RESPITE), claimed(_EXTENDED))
    desk.tell(*_silenced(_REVERSAL.fetched_at), _reopened(_RESPITE.fetched_at))
    return tuple(desk.events)


def examples() -> dict[type[Event], Event]:
    """Return the last event of each kind that the crisis had."""
    return {type(event): event for event in crisis()}


def _retracted() -> ClaimRetracted:
    return ClaimRetracted.of(
        Retraction(
            claim=_MISREAD,
            reason="An ultimatum is no stance.",
            by="analyst on duty",
            retracted_at=_MISREAD.recorded_at + timedelta(minutes=20),
        )
    )


def _polled() -> SourcePolled:
    read_at, last = _BACKING.fetched_at, _BACKING.published_at
    return SourcePolled.of(SourceReading(source="tarn-herald", read_at=read_at, last_article_at=last))


def _acknowledged(events: Sequence[Event]) -> AlertAcknowledged:
    alert = next(event.data for event in reversed(events) if isinstance(event, AlertRaised))
    at = alert.at + timedelta(minutes=2)
    given = Acknowledgement(alert_id=alert.id, watch=alert.watch, by="duty officer", reason="Staff are told.", at=at)
    return AlertAcknowledged.of(given)


def _silenced(at: datetime) -> tuple[SilenceStarted, SilenceEnded]:
    silence = Silence(
        id="6e1d8c53-2b1f-5d63-9f5e-0a5c1a2f7c11",
        watch=_WATCH.id,
        kinds=("stance.flipped",),
        at=at,
        until=at + timedelta(hours=8),
        by="duty officer",
        reason="The minister is on the air.",
    )
    end = SilenceEnd(silence_id=silence.id, watch=silence.watch, at=at + timedelta(hours=1), by="duty officer")
    return SilenceStarted.of(silence), SilenceEnded.of(end)


def _reopened(at: datetime) -> ChannelReopened:
    return ChannelReopened.of(Reopening(channel="pager", watch=_WATCH.id, at=at, by="duty officer"))


def _put_aside() -> tuple[LetterDead, LetterReplayed]:
    raw = encode(ArticlePublished.of(_MARCH))
    reason = "extract: ZeroDivisionError: division by zero"
    letter = DeadLetter.of_event(raw, "tocsin.articles", 3, 41, reason, _MARCH.fetched_at)
    return LetterDead.of(letter), LetterReplayed.of(letter, _MARCH.fetched_at + timedelta(hours=2))
