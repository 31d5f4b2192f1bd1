"""Claims, watches and a desk that folds them, for tests: Avalia and Borduria dispute a strait."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeVar
from zlib import crc32

from tocsin.domain.actor import Actor
from tocsin.domain.alert import AlertRaised, AlertResolved
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.claim import Claim, ClaimRetracted, DeadlineClaim, Quote, Retraction, StanceClaim, claim_id, claimed
from tocsin.domain.deadline import Deadline, DeadlineChanged
from tocsin.domain.docket import Docket
from tocsin.domain.event import Event
from tocsin.domain.projection import Project
from tocsin.domain.stage import MemoryState, Stage
from tocsin.domain.stance import Stance, StanceRecord
from tocsin.domain.tick import ClockTicked
from tocsin.domain.watch import DEFAULT_RULES, AlertRule, Proposition, Watch

NOON = datetime(2031, 4, 7, 12, 0, tzinfo=UTC)
"""A Monday."""

COUNTRIES: Mapping[str, str] = MappingProxyType({"AVA": "AV", "BOR": "BO", "CAL": "CA"})

E = TypeVar("E", bound=Event)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def days(count: float) -> timedelta:
    return timedelta(days=count)


def a_watch(*rules: AlertRule, name: str = "strait") -> Watch:
    return Watch(
        id=name,
        title="The strait",
        timezone="Europe/Athens",
        actors=(
            Actor(id="navy", name="The Bordurian navy", kind="military", country="BO"),
            Actor(id="pilots", name="The pilots' union", kind="union", country="BO"),
        ),
        propositions=(
            Proposition(id="blockade", title="Closing the strait", phrases=("blockade",)),
            Proposition(id="free-passage", title="Free passage", phrases=("free passage",), opposite="blockade"),
        ),
        alerts=rules or DEFAULT_RULES,
    )


def _base(kind: str, at: datetime, article: str | None, source: str, said: str, known: datetime | None, roles: Any):
    start = crc32(said.encode()) % 10_000
    evidence = Quote(text=said, start=start, end=start + len(said))
    article = article or f"{source} {at.isoformat()}"
    return {
        "id": claim_id("strait", article, kind, *roles, evidence=evidence),
        "watch": "strait",
        "watch_revision": "1",
        "extractor": "hand 1",
        "article_id": article,
        "source": source,
        "url": f"https://{source}.example/news",
        "published_at": at,
        "recorded_at": known or at,
        "rule": "by hand",
        "evidence": evidence,
        "sentence": evidence,
    }


def stance_claim(
    polarity: str, at: datetime, *, actor: str = "AVA", target: str = "blockade", source: str = "gazette",
    said: str | None = None, article: str | None = None, known: datetime | None = None, confidence: float = 0.8,
    conditional: bool = False,
) -> StanceClaim:  # fmt: skip
    said = said or f"{source} hears from {actor} {polarity} of {target} at {at:%d %H %M}"
    base = _base("stance", at, article, source, said, known, (actor, target, polarity))
    return StanceClaim(
        **base, actor=actor, target=target, polarity=polarity, confidence=confidence, conditional=conditional
    )


def deadline_claim(
    action: str, at: datetime, due: datetime | None = None, *, grain: str = "minute", source: str = "gazette",
    setter: str | None = "AVA", addressee: str | None = "BOR", article: str | None = None, said: str | None = None,
    known: datetime | None = None, earliest: datetime | None = None, confidence: float = 0.8, **more: Any,
) -> DeadlineClaim:  # fmt: skip
    said = said or f"{source} reports a {action} between {setter} and {addressee} on {at:%d %H %M}"
    base = _base("deadline", at, article, source, said, known, (setter, addressee, action))
    return DeadlineClaim(
        **base, action=action, setter=setter, addressee=addressee, due=due, latest=due, earliest=earliest or due,
        grain=grain if due else None, timezone="Europe/Athens", timezone_source="watch", confidence=confidence, **more,
    )  # fmt: skip


def retraction(claim: Claim, at: datetime | None = None) -> Retraction:
    return Retraction(claim=claim, reason="misread", by="an analyst", retracted_at=at or claim.recorded_at + hours(1))


def event_of(told: Claim | Retraction) -> Event:
    return ClaimRetracted.of(told) if isinstance(told, Retraction) else claimed(told)


class Desk:
    """The project and alert stages of one watch in memory, with every event that they have sent."""

    def __init__(self, *rules: AlertRule, watch: Watch | None = None, countries: Mapping[str, str] = COUNTRIES) -> None:
        watch = watch or a_watch(*rules)
        self.project = Project([watch], countries)
        self.alert = RaiseAlerts([watch], {"AVA": "Avalia", "BOR": "Borduria"})
        self.projected = MemoryState()
        self.alerted = MemoryState()
        self.sent: list[Event] = []

    def tell(self, *told: Claim | Retraction) -> list[Event]:
        return [event for each in told for event in self.take(event_of(each))]

    def tell_all(self, told: Iterable[Claim | Retraction]) -> "Desk":
        self.tell(*told)
        return self

    def tick(self, now: datetime) -> list[Event]:
        return self.take(ClockTicked.at(now))

    def until(self, now: datetime) -> list[Event]:
        """Let time pass as a punctual clock does, tick by tick."""
        sent: list[Event] = []
        while (wake := self._next_wake()) is not None and wake <= now:
            sent += self.tick(wake)
        return sent + self.tick(now)

    def take(self, event: Event) -> list[Event]:
        changes = _step(self.project, self.projected, event)
        alerts = [raised for each in (*changes, event) for raised in _step(self.alert, self.alerted, each)]
        self.sent += [*changes, *alerts]
        return [*changes, *alerts]

    def alert_again(self, changes: Iterable[Event]) -> list[Event]:
        """Give the alert stage alone what it has folded before, as a rebuild of the projections does."""
        return [event for each in changes for event in _step(self.alert, self.alerted, each)]

    def restarted(self) -> "Desk":
        """Return the desk that another process would find: all state read back from what was written."""
        again = Desk(watch=self.alert._desks["strait"].wording.watch)
        again.projected, again.alerted = reread(self.project, self.projected), reread(self.alert, self.alerted)
        again.sent = list(self.sent)
        return again

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        docket = self.projected.get("docket/strait")
        return docket.standing() if isinstance(docket, Docket) else ()

    @property
    def deadline(self) -> Deadline:
        (only,) = self.deadlines
        return only

    def stance(self, actor: str = "AVA", target: str = "blockade") -> Stance | None:
        record = self.projected.get(f"stance/strait/{actor}/{target}")
        return record.stance if isinstance(record, StanceRecord) else None

    def events(self, kind: type[E]) -> list[E]:
        return [each for each in self.sent if isinstance(each, kind)]

    def changes(self) -> list[str]:
        return [each.data.change for each in self.events(DeadlineChanged)]

    def raised(self) -> list[str]:
        return [each.data.kind for each in self.events(AlertRaised)]

    def resolved(self) -> list[str]:
        return [each.data.alert.kind for each in self.events(AlertResolved)]

    def written(self) -> dict[str, str]:
        """Return everything that the two stages remember, as it is written."""
        return {
            **{key: each.model_dump_json() for key, each in sorted(self.projected.records.items())},
            **{key: each.model_dump_json() for key, each in sorted(self.alerted.records.items())},
        }

    def _next_wake(self) -> datetime | None:
        return min(filter(None, (self.projected.next_wake(), self.alerted.next_wake())), default=None)


def reread(stage: Stage, state: MemoryState) -> MemoryState:
    """Return `state` as it comes back from what was written."""
    again = MemoryState()
    for key, record in state.records.items():
        kind = stage.records[key.partition("/")[0]]
        again.apply({key: kind.model_validate_json(record.model_dump_json())})
    return again


def _step(stage: Stage, state: MemoryState, event: Event) -> tuple[Event, ...]:
    if not isinstance(event, stage.reads):
        return ()
    step = stage.step(state, event)
    state.apply(step.changes)
    return step.events
