"""Who is against what is done all the same: "went ahead with the dam over Vienna's objections"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import Subject, actors_named
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import VerbGroup

_OPPOSED = Predicate("(opposition)", "attitude", "noun", -1, "any", ("np",), 0.85, "REJECT")
_WITHIN = 7
_FROM = frozenset({"from", "by", "of"})


def despite(units: Sequence[Unit]) -> Link | None:
    """Return the opposition over which the sentence says that something is done, if it says whose that is."""
    for k in range(len(units) - 2):
        if units[k].word in words_of("despite") and (link := _opposition(units, k)) is not None:
            return link
    return None


def _opposition(units: Sequence[Unit], k: int) -> Link | None:
    """Return the opposition named after unit `k`: "despite fierce opposition from Vienna", "over its objections"."""
    end = min(len(units) - 1, k + _WITHIN)
    for j in range(k + 1, end):
        if is_punctuation(units[j]) or units[j].kind == "target":
            return None
        if units[j].word in words_of("oppositions"):
            holder = _holder(units, k + 1, j)
            actors = () if holder is None or holder >= len(units) else actors_named(units, holder)
            return Link(j, _OPPOSED, "nominal", Subject(actors, start=j), VerbGroup(j)) if actors else None
    return None


def _holder(units: Sequence[Unit], start: int, noun: int) -> int | None:
    """Return the unit that says whose opposition it is: before the noun, or after its "from" or "of"."""
    owner = start + (units[start].word in words_of("determiners"))
    if units[owner].kind == "actor" and owner < noun:
        return owner
    if units[noun].last in _FROM:
        return noun + 1
    return noun + 2 if units[noun + 1].word in _FROM else None
