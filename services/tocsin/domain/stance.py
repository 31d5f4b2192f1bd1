"""A stance: where an actor stands on a target now, since when, and where it stood before."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Literal, Self

from pydantic import Field

from tocsin.domain.claim import Polarity, StanceClaim
from tocsin.domain.event import Event
from tocsin.domain.evidence import Evidence, combined_confidence, independent
from tocsin.domain.record import Instant, Record
from tocsin.domain.stage import StateRecord
from tocsin.domain.window import insert

WINDOW = 32
"""How many claims of one actor on one target stay open to late arrivals and retractions."""
_EARLIER = 50
_SHOWN = 5


class Statement(Evidence):
    """One claim about one stance, as the fold needs it."""

    polarity: Polarity
    conditional: bool
    speaker: str | None
    retracted: bool = False

    @property
    def order(self) -> tuple[datetime, str, str]:
        """Publication time, then article id, then claim id."""
        return self.published_at, self.article_id, self.claim_id

    @classmethod
    def from_claim(cls, claim: StanceClaim, polarity: Polarity, *, retracted: bool = False) -> Self:
        """Return `claim` as a statement of `polarity` (that of the claim, or its opposite for an opposite target)."""
        return cls(
            **Evidence.of(claim).model_dump(),
            polarity=polarity,
            conditional=claim.conditional,
            speaker=claim.speaker,
            retracted=retracted,
        )


class Position(Record):
    """A polarity held from the first statement of it until another takes its place."""

    polarity: Polarity
    conditional: bool
    since: Instant = Field(description="When the first article that tells of it appeared.")
    first: Evidence
    latest: Evidence


class Stance(Record):
    """Where an actor stands on a target, with the sentences that show it."""

    watch: str
    actor: str
    target: str
    polarity: Polarity
    conditional: bool
    since: Instant
    confidence: float = Field(description="Chance that at least one independent source is right.")
    sources: int = Field(ge=1, description="Independent sources; wire copy counts once.")
    corroborated: bool = Field(description="Whether two independent sources say so.")
    evidence: tuple[Evidence, ...] = Field(description="The latest sentences, newest first.")
    earlier: tuple[Position, ...] = Field(description="Every earlier position, oldest first.")


class StanceRecord(StateRecord):
    """What the fold keeps of one actor on one target.

    `base` holds the positions of claims that have left the window; `window` the latest claims in their order.
    """

    base: tuple[Position, ...] = ()
    window: tuple[Statement, ...] = ()


StanceChange = Literal["taken", "flipped", "updated", "retracted"]


class StanceMove(Record):
    """What became of a stance."""

    watch: str
    actor: str
    target: str
    change: StanceChange
    stance: Stance | None = Field(description="As it stands now; null when no claim is left.")
    previous: Position | None = Field(default=None, description="The position that a flip ended.")


class StanceChanged(Event):
    """A stance was taken, flipped, told of again or lost its last claim."""

    type: Literal["tocsin.stance.changed"] = "tocsin.stance.changed"
    data: StanceMove


def add(record: StanceRecord, statement: Statement) -> StanceRecord:
    """Fold one statement; the order of arrival and repeats make no difference within the window."""
    window = insert(record.window, statement)
    if len(window) <= WINDOW:
        return record.model_copy(update={"window": window})
    oldest, *rest = window
    base = positions(record.base, [oldest])[-_EARLIER:]
    return StanceRecord(base=base, window=tuple(rest))


def stance(record: StanceRecord, watch: str, actor: str, target: str) -> Stance | None:
    """Return where the actor stands by all that `record` holds, or None where nothing is left."""
    held = positions(record.base, record.window)
    if not held:
        return None
    current = held[-1]
    told = [each for each in _standing(record.window) if each.published_at >= current.since]
    backing: Sequence[Evidence] = [each for each in told if each.polarity == current.polarity] or [current.latest]
    sources = independent(backing)
    return Stance(
        watch=watch,
        actor=actor,
        target=target,
        polarity=current.polarity,
        conditional=current.conditional,
        since=current.since,
        confidence=combined_confidence(sources),
        sources=len(sources),
        corroborated=len(sources) > 1,
        evidence=tuple(_as_evidence(each) for each in reversed(backing[-_SHOWN:])),
        earlier=held[:-1],
    )


def compare(before: Stance | None, after: Stance | None) -> tuple[StanceChange, Position | None] | None:
    """Return what changed between two readings of one stance, with the position that a flip ended."""
    if before == after:
        return None
    if after is None:
        return "retracted", None
    if before is None:
        return "taken", None
    if before.polarity != after.polarity:
        return "flipped", after.earlier[-1] if after.earlier else None
    return "updated", None


def positions(base: tuple[Position, ...], statements: Iterable[Statement]) -> tuple[Position, ...]:
    """Continue the positions of `base` with `statements` in their order; an article speaks with one voice."""
    held = list(base)
    for _, group in groupby(_standing(statements), key=lambda each: (each.published_at, each.article_id)):
        voice = _voice(list(group))
        if held and held[-1].polarity == voice.polarity:
            held[-1] = held[-1].model_copy(update={"latest": _as_evidence(voice), "conditional": voice.conditional})
        else:
            held.append(_position(voice))
    return tuple(held)


def _standing(statements: Iterable[Statement]) -> list[Statement]:
    return [each for each in statements if not each.retracted]


def _voice(statements: Sequence[Statement]) -> Statement:
    """Return the surest statement of the polarity that has most confidence behind it in one article."""
    weight: dict[Polarity, float] = {}
    for each in statements:
        weight[each.polarity] = weight.get(each.polarity, 0.0) + each.confidence
    polarity = max(sorted(weight), key=lambda each: weight[each])
    return max((each for each in statements if each.polarity == polarity), key=lambda each: each.confidence)


def _position(statement: Statement) -> Position:
    evidence = _as_evidence(statement)
    return Position(
        polarity=statement.polarity,
        conditional=statement.conditional,
        since=statement.published_at,
        first=evidence,
        latest=evidence,
    )


def _as_evidence(evidence: Evidence) -> Evidence:
    return Evidence(**{name: getattr(evidence, name) for name in Evidence.model_fields})
