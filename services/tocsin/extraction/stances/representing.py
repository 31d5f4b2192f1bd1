"""Who and what speaks for an actor: offices, letters, the allies of a person; its opponents do not."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.units import Unit

_WRITTEN = frozenset({"from", "by", "of"})


def speaks_for(unit: Unit) -> bool:
    """Return whether a noun speaks for whoever it belongs to: "the league's envoy", "the league's letter"."""
    return unit.word in words_of("affiliations", "papers", "followers")


def is_paper_of(units: Sequence[Unit], j: int) -> bool:
    """Return whether the actor at unit `j` wrote what stands before: "a letter from Vienna", "a draft tabled by it"."""
    k = j - 2 - (units[j - 1].word == "by" and units[j - 2].word in words_of("publishing"))
    return k >= 0 and units[j - 1].word in _WRITTEN and units[k].word in words_of("papers")


def is_of_foes(before: Unit) -> bool:
    """Return whether a noun is of those who are against whoever follows: "rivals of", "a petition against"."""
    against = any(predicate.pos == "noun" and predicate.sign < 0 for predicate, _ in before.readings)
    return against and before.last in words_of("prepositions")
