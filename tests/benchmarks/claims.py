"""Invented claims to measure the folds with: what twenty actors say on five questions, and whose deadline runs when."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tocsin.domain.claim import ClaimRetracted, DeadlineClaim, Quote, Retraction, StanceClaim, claim_id, claimed
from tocsin.domain.due import Span
from tocsin.domain.event import Event
from tocsin.domain.watch import Proposition, Watch

BEGAN = datetime(2031, 1, 6, tzinfo=UTC)
EVERY = timedelta(seconds=80)
ACTORS = tuple(f"actor-{number}" for number in range(20))
TARGETS = tuple(f"proposal-{number}" for number in range(5))
OUTLETS = tuple(f"Paper {number}" for number in range(40))
POLARITIES = ("support", "oppose")
DEMANDS = ("lift the blockade", "withdraw the toll", "return to talks", "leave the harbour", "release the crew")
STEMS = (
    "harbour",
    "strait",
    "minist",
    "council",
    "deleg",
    "statement",
    "league",
    "toll",
    "ferr",
    "crew",
    "talk",
    "bord",
)
ENDINGS = (
    "",
    "s",
    "er",
    "ers",
    "ing",
    "ed",
    "ation",
    "ly",
    "al",
    "ment",
    "ful",
    "wise",
    "ward",
    "less",
    "ship",
    "hood",
)
WORDS = tuple(stem + ending for stem in STEMS for ending in ENDINGS)

CHANGES_SIDES = 0.05
COMES_LATE = 0.1
IS_COPIED = 0.1
COMES_TWICE = 0.02
SEEN_AGAIN = 500
IS_TAKEN_BACK = 0.01
BEGINS_ANEW = 0.2
GIVES_NO_INSTANT = 0.3
STILL_TOLD = 10


def watches(count: int) -> list[Watch]:
    """Return `count` watches with the default rules, on which these claims are made."""
    return [
        Watch(
            id=f"strait-{number}",
            title=f"Strait {number}",
            timezone="Europe/Lisbon",
            propositions=tuple(Proposition(id=each, title=each.capitalize(), phrases=(each,)) for each in TARGETS),
        )
        for number in range(count)
    ]


def events(count: int, watch_count: int, deadline_share: float, seed: int = 1) -> Iterator[Event]:
    """Give about `count` claims over `watch_count` watches, some of them late, twice, or taken back later."""
    chance = Random(seed)
    desks = [_Desk(watch.id, chance) for watch in watches(watch_count)]
    given: deque[Event] = deque(maxlen=SEEN_AGAIN)
    for number in range(count):
        now = BEGAN + number * EVERY
        desk = chance.choice(desks)
        claim = desk.deadline(now) if chance.random() < deadline_share else desk.stance(now)
        event = claimed(claim)
        given.append(event)
        yield event
        if chance.random() < COMES_TWICE:
            yield chance.choice(given)
        if chance.random() < IS_TAKEN_BACK:
            yield _taken_back(claim, now)


@dataclass(frozen=True)
class _Ultimatum:
    setter: str
    addressee: str
    demand: str
    due: datetime


class _Desk:
    """What is said about one watch."""

    def __init__(self, watch: str, chance: Random) -> None:
        self._watch = watch
        self._chance = chance
        self._sides: dict[tuple[str, str], str] = {}
        self._running: list[_Ultimatum] = []
        self._sentence = ""

    def stance(self, now: datetime) -> StanceClaim:
        actor, target = self._chance.choice(ACTORS), self._chance.choice(TARGETS)
        side = self._sides.get((actor, target)) or self._chance.choice(POLARITIES)
        if self._chance.random() < CHANGES_SIDES:
            side = "oppose" if side == "support" else "support"
        self._sides[actor, target] = side
        return StanceClaim(**self._base("stance", now, actor, target), actor=actor, target=target, polarity=side)

    def deadline(self, now: datetime) -> DeadlineClaim:
        if not self._running or self._chance.random() < BEGINS_ANEW:
            return self._told(self._begun(now), "set", now)
        at = self._chance.randrange(len(self._running))
        known = self._running[at]
        action = self._chance.choices(("set", "extend", "met", "withdraw"), (0.8, 0.1, 0.05, 0.05))[0]
        if action == "extend":
            known = _Ultimatum(known.setter, known.addressee, known.demand, known.due + timedelta(days=2))
            self._running[at] = known
            return self._told(known, action, now, moved_by=Span(count=48, unit="hour"))
        if action != "set":
            self._running.pop(at)
        return self._told(known, action, now, due_known=self._chance.random() >= GIVES_NO_INSTANT)

    def _begun(self, now: datetime) -> _Ultimatum:
        setter, addressee = self._chance.sample(ACTORS, 2)
        due = now.replace(minute=0, second=0) + timedelta(hours=self._chance.randrange(12, 240))
        begun = _Ultimatum(setter, addressee, self._chance.choice(DEMANDS), due)
        self._running = [*self._running, begun][-STILL_TOLD:]
        return begun

    def _told(
        self, told: _Ultimatum, action: str, now: datetime, *, due_known: bool = True, **more: Any
    ) -> DeadlineClaim:
        instants: dict[str, Any] = {"due": told.due, "earliest": told.due, "latest": told.due, "grain": "minute"}
        return DeadlineClaim(
            **self._base("deadline", now, told.setter, told.addressee),
            **(instants if due_known else {}),
            **more,
            setter=told.setter,
            addressee=told.addressee,
            action=action,
            demand=told.demand,
            consequence="sanctions",
            timezone="Europe/Lisbon",
            timezone_source="watch",
            raw="by then",
        )

    def _base(self, kind: str, now: datetime, *roles: str) -> dict[str, Any]:
        if not self._sentence or self._chance.random() >= IS_COPIED:
            self._sentence = " ".join(self._chance.choices(WORDS, k=22)).capitalize() + "."
        outlet, late = self._chance.choice(OUTLETS), self._chance.random() < COMES_LATE
        url = f"https://{outlet.lower().replace(' ', '-')}.example/{self._watch}/{self._chance.randrange(10**9)}"
        evidence = Quote(text=self._sentence[:40], start=120, end=160)
        return {
            "id": claim_id(self._watch, url, kind, *roles, evidence=evidence),
            "watch": self._watch,
            "watch_revision": "1f0c2a9be411",
            "extractor": "rules 1",
            "article_id": f"article {url}",
            "source": outlet,
            "url": url,
            "published_at": now - timedelta(hours=self._chance.random() * 5 if late else 0),
            "recorded_at": now,
            "confidence": round(0.5 + self._chance.random() / 2, 2),
            "rule": "subject-verb-object",
            "evidence": evidence,
            "sentence": Quote(text=self._sentence, start=80, end=80 + len(self._sentence)),
        }


def _taken_back(claim: StanceClaim | DeadlineClaim, now: datetime) -> Event:
    return ClaimRetracted.of(
        Retraction(claim=claim, reason="misread", by="an analyst", retracted_at=now + timedelta(seconds=1))
    )
