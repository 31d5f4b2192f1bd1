"""How a thing is met: "has the backing of Vienna", "has Vienna's blessing", "drew fire from the union"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.definite import owner
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import Subject, source
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import verb_group

_ACCLAIM = Predicate("(acclaim)", "attitude", "noun", 1, "any", ("nominal",), 0.85, "SUPPORT")
_OUTCRY = Predicate("(outcry)", "attitude", "noun", -1, "any", ("nominal",), 0.85, "REJECT")
_WITHIN = 5


def reception(units: Sequence[Unit], k: int, j: int) -> Link | None:
    """Return what unit `k` is met with where unit `j` is a mere noun for it: "blessing", "fire"."""
    word = units[j].word
    predicate = _ACCLAIM if word in words_of("acclaim") else _OUTCRY if word in words_of("outcry") else None
    if predicate is None or any(other.kind == "attitude" and other.pos == "noun" for other, _ in units[j].readings):
        return None
    return received(units, k, j, predicate)


def received(units: Sequence[Unit], k: int, j: int, predicate: Predicate) -> Link | None:
    """Read what unit `k` has or wins, and from whom: "the full backing of Vienna", "our blessing", "praise from"."""
    verb = next((i for i in range(j - 1, max(k, j - _WITHIN), -1) if units[i].word in words_of("receiving")), None)
    if verb is None or units[j - 1].word in words_of("scarce"):
        return None
    group, before = verb_group(units, verb), units[j - 1]
    if not words_of("first_person").isdisjoint({before.word, units[j - 2].word}):
        return Link(j, predicate, "received", Subject(own=True, start=j), group, group.negated)
    actor = before.actor or _giver(units, j) or source(units, j) or owner(units, j)
    if actor is None:
        return None
    return Link(j, predicate, "received", Subject((actor,), start=j), group, group.negated, group.had)


def _giver(units: Sequence[Unit], j: int) -> ActorMention | None:
    """Return from whom it comes: "backing of Vienna", "protests among the dockers", but not "protests in Vienna"."""
    follows = units[j + 1 : j + 3]
    return None if follows and follows[0].word == "in" else next((unit.actor for unit in follows if unit.actor), None)
