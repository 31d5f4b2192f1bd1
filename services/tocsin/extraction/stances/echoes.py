"""Stances that a sentence tells by pointing back to the one before: "so does Vienna", "Vienna does not"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from tocsin.domain.claim import Polarity
from tocsin.extraction.reading import ActorMention, Token
from tocsin.extraction.stances.folded import Stance
from tocsin.extraction.stances.lexicon import words_of
from tocsin.extraction.stances.units import Unit, is_punctuation

_CERTAINTY = 0.8
_SHORT = 12
_ECHOING = frozenset({"so", "as"})


def may_echo(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence may tell no more than that somebody does as was said before, or does not."""
    return len(tokens) <= _SHORT and any(token.lower in _telling() for token in tokens)


@cache
def _telling() -> frozenset[str]:
    phrases = words_of("doing_alike") | words_of("doing_otherwise") | words_of("refusing")
    return frozenset(phrase.split()[0] for phrase in phrases) - words_of("be")


def echoed(units: Sequence[Unit], found: Sequence[Stance]) -> Iterator[Stance]:
    """Yield the stances of those who are said to do as the one before, or not to."""
    for k, unit in enumerate(units[:-1]):
        earlier = [stance for stance in found if stance.end <= unit.start]
        last = max(earlier, key=lambda stance: stance.end, default=None)
        if last is None:
            continue
        who = units[k + 2].actor if k + 2 < len(units) else None
        if unit.word in _ECHOING and who is not None and _is_auxiliary(units[k + 1]):
            yield _like(last, who, last.polarity, (unit.start, units[k + 2].end))
        polarity = _answered(units, k, last)
        if unit.actor is not None and polarity is not None and unit.actor.actor != last.actor.actor:
            yield _like(last, unit.actor, polarity, (unit.start, units[k + 1].end))


def _answered(units: Sequence[Unit], k: int, last: Stance) -> Polarity | None:
    """Return the stance of an actor of whom no more is said than "does not", "refused" or "did the same"."""
    actor = units[k].actor
    if actor is None or not actor.role or (k and units[k - 1].word in words_of("prepositions")):
        return None
    end = next((j for j in range(k + 1, len(units)) if is_punctuation(units[j])), len(units))
    said = " ".join(_words(unit) for unit in units[k + 1 : end])
    if said in words_of("doing_alike"):
        return last.polarity
    if said in words_of("refusing") and last.act == "REQUEST":
        return "oppose" if last.polarity == "support" else "support"
    named = actor.kind != "pronoun" and last.polarity == "support"
    return "oppose" if named and said in words_of("doing_otherwise") else None


def _words(unit: Unit) -> str:
    return f"{unit.word} {unit.last}" if unit.last not in {"", unit.word} else unit.word


def _like(stance: Stance, actor: ActorMention, polarity: Polarity, at: tuple[int, int]) -> Stance:
    confidence = round(stance.confidence * _CERTAINTY, 3)
    return replace(stance, actor=actor, polarity=polarity, start=at[0], end=at[1], confidence=confidence)


def _is_auxiliary(unit: Unit) -> bool:
    return any(unit.word in words_of(group) for group in ("be", "do", "have", "will", "would"))
