"""What may stand between a predicate and what it governs."""

from collections.abc import Sequence
from itertools import pairwise

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Kind
from tocsin.extraction.stances.units import Unit

_CONCERNING = frozenset({"of", "on", "about", "into"})
_TOPICAL = frozenset({"over", "about", "despite"})


def passes(kind: Kind, between: Sequence[str]) -> bool:
    """Return whether a predicate of `kind` reaches past the words `between` it and what follows."""
    if kind in {"act", "event"}:
        return not any(word in words_of("prepositions") and word != "of" for word in between) and not _is_study(between)
    item = between[max((k for k, word in enumerate(between, 1) if word == ","), default=0) :]
    if kind == "demand" and _is_study(item, _CONCERNING):
        return False
    leading = next((word for word in reversed(between) if word not in words_of("determiners")), "")
    return kind not in {"demand", "commit"} or leading not in _TOPICAL


def _is_study(between: Sequence[str], linking: frozenset[str] = frozenset({"of"})) -> bool:
    """Return whether it is about what is known or said of a thing: "ordered a study of the dam"."""
    return any(word in linking and before in words_of("studies") for before, word in pairwise(between))


def is_contrast(unit: Unit) -> bool:
    """Return whether a unit sets what follows it against what stands before: "rather than", "or face"."""
    return unit.word == "or" or any(
        predicate.kind == "act" and predicate.pos == "adjective" for predicate, _ in unit.readings
    )


def is_of_another(between: Sequence[Unit]) -> bool:
    """Return whether what is judged is something else, as in "called the delay to the dam a mistake"."""
    prepositions = words_of("prepositions") - {"of"}
    heads = (before for before, word in pairwise(words_between(between)) if word in prepositions)
    return any(head not in words_of("anaphoric_nouns") for head in heads)


def words_between(units: Sequence[Unit]) -> list[str]:
    """Return the first and last words of units: "report" and "on" of "report on"."""
    return [word for unit in units for word in dict.fromkeys((unit.word, unit.last)) if word]


def ends_in_to(unit: Unit) -> bool:
    """Return whether a unit is "to" or an expression that ends in it."""
    return unit.word == "to" or unit.last == "to"


def opens_phrase(unit: Unit) -> bool:
    """Return whether a unit opens a noun phrase."""
    return unit.kind == "actor" or unit.word in words_of("determiners", "possessives", "negators")
