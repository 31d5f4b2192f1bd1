"""Nouns that stand for what was named before, and whose it is: "the move", "such a step", "Vienna's bold plan"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import is_auxiliary

_MODIFIERS = 2


def is_definite(units: Sequence[Unit], k: int) -> bool:
    """Return whether a noun is one that was named before: "the move", "such a step", "the whole idea"."""
    first = _first_modifier(units, k)
    before = [unit.word for unit in units[max(0, first - 2) : first]]
    return bool(before) and (before[-1] in words_of("anaphoric_determiners") or before[0] == "such")


def is_remarked(units: Sequence[Unit], k: int) -> bool:
    """Return whether a deed is one just told, though an article stands before it: "a move that Vienna calls rash"."""
    if units[k].word not in words_of("deeds") or units[k].target is not None:
        return False
    first = _first_modifier(units, k)
    related = units[k].last == "that" or (k + 1 < len(units) and units[k + 1].word in {"that", "which"})
    return related and first > 0 and units[first - 1].word in {"a", "an"}


def owner(units: Sequence[Unit], k: int) -> ActorMention | None:
    """Return whose a noun is: "Vienna's refusal", "the Austrian plan"."""
    before = _first_modifier(units, k) - 1
    if before >= 1 and units[before].word in {"'s", "’s"}:
        return units[before - 1].actor
    if _is_followed_by_owner(units, k):
        return units[k + 2].actor
    actor = units[before].actor if before >= 0 else None
    return actor if actor is not None and actor.kind == "demonym" and _is_thing(units, before, k) else None


def is_whole(units: Sequence[Unit], k: int) -> bool:
    """Return whether a noun does not say what it is about: "the idea", but not "the idea of a bridge"."""
    if units[k].last in words_of("complementing"):
        return False
    after, then = [*(unit.word for unit in units[k + 1 : k + 3]), "", ""][:2]
    if _is_followed_by_owner(units, k):
        return True
    if after == "to":
        return then in words_of("be") or then in words_of("intransitive")
    return after not in words_of("complementing")


def _is_followed_by_owner(units: Sequence[Unit], k: int) -> bool:
    """Return whether a noun is whose it says, and says no more: "the request of Vienna"."""
    of_actor = k + 2 < len(units) and units[k + 1].word == "of" and units[k + 2].actor is not None
    return of_actor and (k + 3 == len(units) or units[k + 3].word not in words_of("complementing") | {"to", "'s", "’s"})


def _first_modifier(units: Sequence[Unit], k: int) -> int:
    first = k
    while first > max(0, k - _MODIFIERS) and units[first - 1].word in words_of("modifiers"):
        first -= 1
    return first


def _is_thing(units: Sequence[Unit], demonym: int, k: int) -> bool:
    """Return whether a noun after a demonym is no verb: "the French plan is", but not "the French plan a bridge"."""
    first = demonym - 1 if demonym and units[demonym - 1].word in words_of("determiners") else demonym
    after = units[k + 1] if k + 1 < len(units) else None
    governed = first > 0 and units[first - 1].kind == "predicate"
    return governed or after is None or is_punctuation(after) or is_auxiliary(after)
