"""A stance: where an actor stands on a target now, since when, and where it stood before."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from itertools import groupby, takewhile
from typing import Literal, Self

from pydantic import Field

from tocsin.domain.claim import Polarity, StanceClaim
from tocsin.domain.event import Event
from tocsin.domain.evidence import Evidence, combined_confidence, independent
from tocsin.domain.record import Instant, Part, Record, json_of
from tocsin.domain.stage import StateRecord
from tocsin.domain.window import insert

WINDOW = 32
"""How many claims of one actor on one target stay open to late arrivals and retractions."""
_EARLIER = 50
_IN_FULL = 2
_SHOWN = 3


class Statement(Part):
    """One claim about one stance, as the fold needs it."""

    evidence: Evidence
    polarity: Polarity
    conditional: bool
    speaker: str | None
    retracted: bool = False

    @property
    def article(self) -> tuple[datetime, str]:
        """Publication time, then article id."""
        return self.evidence.published_at, self.evidence.article_id

    @property
    def order(self) -> tuple[datetime, str, str]:
        """Publication time, then article id, then claim id."""
        return self.evidence.published_at, self.evidence.article_id, self.evidence.claim_id

    @classmethod
    def from_claim(cls, claim: StanceClaim, polarity: Polarity, *, retracted: bool = False) -> Self:
        """Return `claim` as a statement of `polarity` (that of the claim, or its opposite for an opposite target)."""
        return cls(
            evidence=Evidence.of(claim),
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
    latest: Evidence = Field(description="The sentence that last told of it.")


class EarlierPosition(Part):
    """A position that was given up, in short; the claim leads to its sentence."""

    polarity: Polarity
    since: Instant = Field(description="When the first article that tells of it appeared.")
    claim_id: str = Field(description="The claim that last told of it.")

    @classmethod
    def of(cls, position: Position) -> Self:
        """Return `position` in short."""
        return cls(polarity=position.polarity, since=position.since, claim_id=position.latest.claim_id)


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
    earlier: tuple[EarlierPosition, ...] = Field(description="The latest fifty positions before this one, in order.")


class StanceRecord(StateRecord):
    """What the fold keeps of one actor on one target.

    `window` holds the latest claims in their order, `base` the last two positions of the claims that have left it, and
    `given_up` in short those before them. Articles leave the window whole; `closed` is the last one that did, and what
    is not later than it comes too late.
    """

    watch: str
    actor: str
    target: str
    given_up: tuple[EarlierPosition, ...] = ()
    base: tuple[Position, ...] = ()
    window: tuple[Statement, ...] = ()
    closed: tuple[Instant, str] | None = None

    def to_json(self) -> str:
        """Return the record as JSON."""
        return json_of(self, {"given_up": self.given_up, "window": self.window})

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """The positions that are known with their sentences, oldest first; the last is the one held now."""
        return positions(self.base, self.window)

    @property
    def previous(self) -> Position | None:
        """The position before the one held now."""
        return self.positions[-2] if len(self.positions) > 1 else None

    @cached_property
    def stance(self) -> Stance | None:
        """Where the actor stands by all that is kept, or None where nothing is left."""
        return _stance(self, self.positions[-1]) if self.positions else None


StanceChange = Literal["taken", "flipped", "updated", "retracted"]


class StanceMove(Record):
    """What became of a stance."""

    watch: str
    actor: str
    target: str
    change: StanceChange
    stance: Stance | None = Field(description="As it stands now; null when no claim is left.")
    previous: Position | None = Field(
        default=None, description="The position before the one held now, which a flip has ended."
    )


class StanceChanged(Event):
    """A stance was taken, flipped, told of again, or its latest position was taken back."""

    type: Literal["tocsin.stance.changed"] = "tocsin.stance.changed"
    data: StanceMove

    @classmethod
    def of(cls, move: StanceMove, now: datetime, cause: str) -> Self:
        """Return the one event that there is for what `cause` changed."""
        subject = f"{move.watch}/{move.actor}/{move.target}"
        return cls.make(cause, source="project", subject=subject, time=now, partition=move.watch, data=move)


def add(record: StanceRecord, statement: Statement) -> StanceRecord:
    """Fold one statement; the order of arrival and repeats make no difference within the window.

    Returns the very same record where nothing changes.
    """
    if record.closed is not None and statement.article <= record.closed:
        return record
    window = insert(record.window, statement)
    if window is record.window:
        return record
    in_order = window[-1] is statement and (not record.window or record.window[-1].article < statement.article)
    known = positions(record.positions, [statement]) if in_order else positions(record.base, window)
    if len(window) <= WINDOW:
        return _with(record, known, window=window)
    oldest = window[0].article
    leaving = list(takewhile(lambda each: each.article == oldest, window))
    left = positions(record.base, leaving)
    gone, base = left[:-_IN_FULL], left[-_IN_FULL:]
    given_up = (*record.given_up, *(EarlierPosition.of(each) for each in gone))[-_EARLIER:]
    window = window[len(leaving) :]
    return _with(record, known[len(gone) :], given_up=given_up, base=base, window=window, closed=oldest)


def compare(before: Stance | None, after: Stance | None) -> StanceChange | None:
    """Return what changed between two readings of one stance.

    A flip leads to a later position than the one before; else the one before was taken back.
    """
    if before == after:
        return None
    if after is None:
        return "retracted"
    if before is None:
        return "taken"
    if before.polarity == after.polarity:
        return "updated"
    return "flipped" if before.since < after.since else "retracted"


def positions(base: tuple[Position, ...], statements: Iterable[Statement]) -> tuple[Position, ...]:
    """Continue the positions of `base` with `statements` in their order; an article speaks with one voice."""
    held = list(base)
    standing = (each for each in statements if not each.retracted)
    voices = [_voice(list(group)) for _, group in groupby(standing, key=lambda each: each.article)]
    for polarity, group in groupby(voices, key=lambda each: each.polarity):
        spoken = list(group)
        since = held.pop() if held and held[-1].polarity == polarity else None
        held.append(_position(spoken, since))
    return tuple(held)


def _voice(statements: Sequence[Statement]) -> Statement:
    """Return the surest statement of the polarity that has most confidence behind it in one article."""
    if len(statements) == 1:
        return statements[0]
    weight: dict[Polarity, float] = {}
    for each in statements:
        weight[each.polarity] = weight.get(each.polarity, 0.0) + each.evidence.confidence
    polarity = max(sorted(weight), key=lambda each: weight[each])
    return max((each for each in statements if each.polarity == polarity), key=lambda each: each.evidence.confidence)


def _position(spoken: Sequence[Statement], held: Position | None) -> Position:
    """Return the position that `spoken` take, or go on with where it is `held` already."""
    last = spoken[-1]
    return Position(
        polarity=last.polarity,
        conditional=last.conditional,
        since=held.since if held else spoken[0].evidence.published_at,
        latest=last.evidence,
    )


def _with(record: StanceRecord, known: tuple[Position, ...], **changed: object) -> StanceRecord:
    """Return `record` with some fields changed, of which the positions are `known` already."""
    new = StanceRecord.model_construct(**{name: getattr(record, name) for name in StanceRecord.model_fields} | changed)
    vars(new)["positions"] = known
    return new


def _stance(record: StanceRecord, current: Position) -> Stance:
    backing: Sequence[Evidence] = [
        each.evidence
        for each in record.window
        if each.polarity == current.polarity and not each.retracted and each.evidence.published_at >= current.since
    ] or [current.latest]
    sources = independent(backing)
    earlier = (*record.given_up, *(EarlierPosition.of(each) for each in record.positions[:-1]))
    return Stance(
        watch=record.watch,
        actor=record.actor,
        target=record.target,
        polarity=current.polarity,
        conditional=current.conditional,
        since=current.since,
        confidence=combined_confidence(sources),
        sources=len(sources),
        corroborated=len(sources) > 1,
        evidence=tuple(reversed(backing[-_SHOWN:])),
        earlier=earlier[-_EARLIER:],
    )
