"""Stances that a sentence tells by pointing back to the one before: "so does Vienna", "Vienna does not"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.folded import Stance
from tocsin.extraction.stances.lexicon import words_of
from tocsin.extraction.stances.units import Unit, is_punctuation

_CERTAINTY = 0.8
_ECHOING = frozenset({"so", "as"})


def echoed(units: Sequence[Unit], found: Sequence[Stance]) -> Iterator[Stance]:
    """Yield the stances of those who are said to do as the one before, or not to."""
    for k, unit in enumerate(units[:-2]):
        earlier = [stance for stance in found if stance.end <= unit.start]
        last = max(earlier, key=lambda stance: stance.end, default=None)
        if last is None:
            continue
        does, who = units[k + 1 : k + 3]
        if unit.word in _ECHOING and who.actor is not None and _is_auxiliary(does):
            yield _like(last, who.actor, unit.start, who.end)
        elif unit.actor is not None and last.polarity == "support" and _denies(units, k):
            yield replace(_like(last, unit.actor, unit.start, who.end), polarity="oppose")


def _denies(units: Sequence[Unit], k: int) -> bool:
    """Return whether the actor at unit `k` is said not to do it, and no more: "Vienna does not."."""
    actor, (does, denied, *after) = units[k].actor, units[k + 1 : k + 4]
    named = actor is not None and actor.role and actor.kind != "pronoun"
    ends = not after or is_punctuation(after[0])
    return named and ends and does.word in words_of("do") and denied.word == "not"


def _like(stance: Stance, actor: ActorMention, start: int, end: int) -> Stance:
    return replace(stance, actor=actor, start=start, end=end, confidence=round(stance.confidence * _CERTAINTY, 3))


def _is_auxiliary(unit: Unit) -> bool:
    return any(unit.word in words_of(group) for group in ("be", "do", "have", "will", "would"))
