"""Who did what to whom, by PLOVER root category (https://github.com/openeventdata/PLOVER)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.domain.claim import Act
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.chains import Chains
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import by_agent
from tocsin.extraction.stances.targets import MENTION_CERTAINTY

_TOLD: frozenset[str] = frozenset({"attitude", "act", "demand", "threat", "event"})
_DONE = frozenset({"active", "light", "addressed", "participle"})


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """What an actor did to another, and the words that say so (offsets in the body)."""

    actor: ActorMention
    act: Act
    target: ActorMention
    confidence: float
    rule: str
    start: int
    end: int


def read_events(chains: Chains) -> list[ReadEvent]:
    """Return what the sentence says that actors did to each other; what was not or may not be done is no event."""
    return [event for link in chains.heads if _has_happened(link) for event in _of(chains, link)]


def _has_happened(link: Link) -> bool:
    planned = link.group.modal is not None or link.group.infinitive
    return link.predicate.kind in _TOLD and not link.negated and not planned


def _of(chains: Chains, link: Link) -> Iterator[ReadEvent]:
    target = _passive_target(chains, link) if link.frame == "passive" else _target(chains, link)
    if target is None:
        return
    actors = by_agent(chains.units, link.index) if link.frame == "passive" else _doers(link)
    for actor in actors:
        if actor.actor != target.actor:
            yield _event(chains, link, actor, target)


def _doers(link: Link) -> Sequence[ActorMention]:
    return link.subject.actors if link.frame in _DONE else ()


def _target(chains: Chains, link: Link) -> ActorMention | None:
    """Return the first actor that the predicate reaches."""
    found = (unit.actor for unit in chains.argument(link) if unit.actor is not None and unit.actor.kind != "pronoun")
    return next(found, None)


def _passive_target(chains: Chains, link: Link) -> ActorMention | None:
    before = chains.units[link.group.start - 1] if link.group.start else None
    return None if before is None else before.actor


def _event(chains: Chains, link: Link, actor: ActorMention, target: ActorMention) -> ReadEvent:
    at = chains.units[link.index]
    certainty = link.predicate.strength * MENTION_CERTAINTY[actor.kind] * MENTION_CERTAINTY[target.kind]
    start, end = min(actor.start, target.start, at.start), max(actor.end, target.end, at.end)
    return ReadEvent(actor, link.predicate.root, target, round(certainty, 3), link.rule, start, end)
