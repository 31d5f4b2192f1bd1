"""What stands after a predicate, but is not what it is about: "wants a referendum on it", "defied it by backing it"."""

from collections.abc import Sequence
from itertools import pairwise

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.between import words_between
from tocsin.extraction.stances.lexicon import Kind
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.units import Unit

_ACCUSED_WITHIN = 3
_OF_THINGS: frozenset[Kind] = frozenset({"demand", "attitude", "commit"})


def stands_apart(units: Sequence[Unit], link: Link, follower: int) -> bool:
    """Return whether unit `follower`, though in reach of a predicate, is not what it is about."""
    between = units[link.index + 1 : follower]
    other = link.predicate.kind in _OF_THINGS and _is_another_thing(between)
    return other or _is_setting(units, link, follower) or _is_means(units, follower) or _is_charge(units, link)


def _is_another_thing(between: Sequence[Unit]) -> bool:
    """Return whether it is something about a thing, or done in its shadow: "a referendum on it", "met under it"."""
    words = words_between(between[max((k for k, unit in enumerate(between, 1) if unit.word == ","), default=0) :])
    pairs = list(pairwise(words))
    apart = any((noun in words_of("matters") and _concerns(noun, word)) or _is_of(noun, word) for noun, word in pairs)
    beside = not words_of("adjoining").isdisjoint(words) and words_of("subjecting").isdisjoint(words)
    return apart or beside


def _concerns(noun: str, word: str) -> bool:
    """Return whether `word` leads to what a noun is about: "a vote on", "a study of", but not "the votes of"."""
    return word in words_of("prepositions") and (word != "of" or noun in words_of("studies"))


def _is_of(noun: str, word: str) -> bool:
    return word == "of" and noun in words_of("matters_of")


def _is_setting(units: Sequence[Unit], link: Link, follower: int) -> bool:
    """Return whether an actor is backed or blamed "in" a thing: "backed his rival in the election"."""
    if link.predicate.kind != "attitude" or units[follower].target is None:
        return False
    between = [unit for unit in units[link.index + 1 : follower] if unit.word not in words_of("determiners")]
    words = [unit.word for unit in between if unit.kind == "word"]
    return words == ["in"] and between[-1].word == "in" and between[0].kind == "actor"


def _is_means(units: Sequence[Unit], follower: int) -> bool:
    """Return whether what follows tells how something else was done: "defied Vienna by backing the dam"."""
    is_gerund = units[follower].kind != "actor" and units[follower].word.split()[0].endswith("ing")
    return is_gerund and units[follower - 1].word == "by"


def _is_charge(units: Sequence[Unit], link: Link) -> bool:
    """Return whether the "of" of a noun belongs to a charge: "accused its rivals of plotting a coup"."""
    if link.predicate.pos != "noun" or units[link.index].last != "of":
        return False
    before = units[max(0, link.index - _ACCUSED_WITHIN) : link.index]
    return any(predicate.lemma in words_of("accusing") for unit in before for predicate, _ in unit.readings)
