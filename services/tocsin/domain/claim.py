"""A claim: what one sentence of one article asserts, with its exact words as evidence."""

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter

from tocsin.domain.due import Due, Grain, Span, ZoneSource
from tocsin.domain.event import Event, stable_id
from tocsin.domain.record import Instant, Record

Polarity = Literal["support", "oppose", "neutral"]

Act = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
"""PLOVER root category of what was done."""

Action = Literal["set", "extend", "advance", "withdraw", "met", "pass"]
"""What a deadline claim says happened to the deadline."""

Anchor = Literal["absolute", "stated", "published"]
"""What the due instant counts from: nothing (a date), a moment that the text names, or publication."""


class Quote(Record):
    """Verbatim words; offsets are code points in the article's body: title, a line feed, text."""

    text: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(ge=1)


class ClaimBase(Record):
    """What all claims say of where they come from."""

    id: str = Field(description="UUIDv5 of watch, article and what is asserted where.")
    watch: str
    watch_revision: str = Field(description="Digest of the watch that was read with.")
    extractor: str = Field(description="Name and version of the extractor.")
    article_id: str
    source: str
    url: str
    published_at: Instant = Field(description="When the article appeared (UTC).")
    recorded_at: Instant = Field(description="When tocsin first had the article (UTC).")
    confidence: float = Field(ge=0, le=1)
    rule: str = Field(description="The rule of the extractor that fired.")
    evidence: Quote
    sentence: Quote = Field(description="The sentence that holds the evidence.")


class StanceClaim(ClaimBase):
    """An actor is said to support, oppose, or be undecided on a target."""

    type: Literal["stance"] = "stance"
    actor: str
    target: str = Field(description="A proposition of the watch, or an actor.")
    polarity: Polarity
    act: Act | None = None
    conditional: bool = Field(default=False, description="Holds only under a condition that the text states.")
    speaker: str | None = Field(default=None, description="The person who spoke for the actor.")
    actor_mention: Quote | None = None
    target_mention: Quote | None = None


class DeadlineClaim(ClaimBase):
    """One actor is said to require another to act by a time, or such a deadline is said to have moved or ended."""

    type: Literal["deadline"] = "deadline"
    setter: str | None = None
    addressee: str | None = None
    action: Action = "set"
    demand: str | None = None
    consequence: str | None = None
    due: Instant | None = Field(default=None, description="When it has passed (UTC); equals `latest`.")
    grain: Grain | None = None
    earliest: Instant | None = None
    latest: Instant | None = None
    timezone: str | None = None
    timezone_source: ZoneSource | None = None
    alternatives: tuple[Instant, ...] = ()
    raw: str | None = Field(default=None, description="The words that were read as the time.")
    anchor: Anchor = "absolute"
    duration: Span | None = Field(default=None, description="The length of time that was given, where one was.")
    moved_by: Span | None = Field(
        default=None, description="By how much it was moved, counted from the old due instant."
    )
    previous_due: Instant | None = Field(default=None, description="The old due instant, where the text gives it.")

    @cached_property
    def interval(self) -> Due | None:
        """The due interval that it gives, or None."""
        if self.due is None:
            return None
        return Due(
            earliest=self.earliest or self.due,
            latest=self.latest or self.due,
            grain=self.grain or "minute",
            timezone=self.timezone or "UTC",
            timezone_source=self.timezone_source or "assumed",
            alternatives=self.alternatives,
            raw=self.raw or self.evidence.text,
        )


class EventClaim(ClaimBase):
    """Who did what to whom."""

    type: Literal["event"] = "event"
    actor: str
    act: Act
    target: str | None = None


Claim = Annotated[StanceClaim | DeadlineClaim | EventClaim, Field(discriminator="type")]
CLAIM: TypeAdapter[StanceClaim | DeadlineClaim | EventClaim] = TypeAdapter(Claim)


class Retraction(Record):
    """A person takes a claim back; the claim rides along so that the fold needs no look-up."""

    claim: Claim
    reason: str = Field(min_length=1)
    by: str = Field(min_length=1)
    retracted_at: Instant


def claim_id(watch: str, article_id: str, kind: str, *roles: str | None, evidence: Quote) -> str:
    """Return the id of a claim: the same words read the same way are one claim, whichever extractor read them."""
    return stable_id(watch, article_id, kind, *(role or "" for role in roles), str(evidence.start), str(evidence.end))


class StanceClaimed(Event):
    """A stance was read out of an article."""

    type: Literal["tocsin.stance.claimed"] = "tocsin.stance.claimed"
    data: StanceClaim


class DeadlineClaimed(Event):
    """A deadline, or what became of one, was read out of an article."""

    type: Literal["tocsin.deadline.claimed"] = "tocsin.deadline.claimed"
    data: DeadlineClaim


class EventClaimed(Event):
    """An act of one actor towards another was read out of an article."""

    type: Literal["tocsin.event.claimed"] = "tocsin.event.claimed"
    data: EventClaim


class ClaimRetracted(Event):
    """A person took a claim back."""

    type: Literal["tocsin.claim.retracted"] = "tocsin.claim.retracted"
    data: Retraction

    @classmethod
    def of(cls, retraction: Retraction) -> Self:
        """Return the one event that there is for the retraction of a claim."""
        claim = retraction.claim
        return cls.make(
            claim.id,
            source="retract",
            subject=claim.id,
            time=retraction.retracted_at,
            partition=claim.watch,
            data=retraction,
        )


_CLAIMED: dict[str, type[StanceClaimed] | type[DeadlineClaimed] | type[EventClaimed]] = {
    "stance": StanceClaimed,
    "deadline": DeadlineClaimed,
    "event": EventClaimed,
}


def claimed(claim: StanceClaim | DeadlineClaim | EventClaim) -> StanceClaimed | DeadlineClaimed | EventClaimed:
    """Return the event that publishes `claim`."""
    return _CLAIMED[claim.type].make(
        claim.id,
        source="extract",
        subject=claim.watch,
        time=claim.recorded_at,
        partition=claim.watch,
        data=claim,
    )
