"""What undoes a thing right after it: "the dam's removal", "let the dam fail"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import CONTROLLED
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import VerbGroup

_UNDOING = Predicate("(undoing)", "act", "noun", -1, "proposition", ("nominal",), 0.85, "REJECT")
_ATTRIBUTES = 3


def undone(units: Sequence[Unit], k: int, governor: Predicate) -> Link | None:
    """Return what undoes the thing that ends at unit `k` under the predicate `governor`, if anything does."""
    owned = _owned_undoing(units, k)
    return _left_to_lapse(units, k) if owned is None and governor.lemma in words_of("letting") else owned


def _left_to_lapse(units: Sequence[Unit], k: int) -> Link | None:
    """Return what becomes of the thing that ends at unit `k` where it is only let happen: "let the pact lapse"."""
    j = k + 1 + (k + 1 < len(units) and units[k + 1].word == "to")
    lapses = j < len(units) and not {units[j].word, units[j].last}.isdisjoint(words_of("lapsing"))
    return Link(j, _UNDOING, "intransitive", CONTROLLED, VerbGroup(j)) if lapses else None


def _owned_undoing(units: Sequence[Unit], k: int) -> Link | None:
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
