"""Nouns for what undoes a thing that they are said to be of: "the dam's removal"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import CONTROLLED
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import VerbGroup

_UNDOING = Predicate("(undoing)", "act", "noun", -1, "proposition", ("nominal",), 0.85, "REJECT")
_ATTRIBUTES = 3


def owned_undoing(units: Sequence[Unit], k: int) -> Link | None:
    """Return the noun for what undoes the thing that ends at unit `k`: "the dam's complete removal"."""
    after = units[k + 1 : k + 2 + _ATTRIBUTES]
    if not after or after[0].word not in words_of("possessive_marks"):
        return None
    for j, unit in enumerate(after[1:], start=k + 2):
        if unit.word in words_of("undoing") or unit.word in words_of("endings"):
            return Link(j, _UNDOING, "nominal", CONTROLLED, VerbGroup(j))
        if unit.kind != "word" or is_punctuation(unit):
            return None
    return None
