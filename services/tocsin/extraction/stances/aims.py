"""Whose aim a target is said to be: "a truce remains Vienna's preferred course", "a truce was its first demand"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import Subject
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import verb_group

AIM = Predicate("(aim)", "evaluation", "noun", 1, "any", ("np",), 0.8, "SUPPORT")

_ENDING = ("prepositions", "conjunctions", "scope_enders")
_OWNER_WITHIN = 12
_ATTRIBUTES = 4


def aimed(units: Sequence[Unit], k: int) -> Link | None:
    """Return that unit `k` is somebody's aim, where a form of "be" and the aim follow it."""
    for i in range(k + 2, min(len(units) - 1, k + _OWNER_WITHIN)):
        group = verb_group(units, i) if units[i].kind == "actor" else None
        if group is not None and group.be:
            follows = group.start == k + 1 or units[group.start - 1].word == ","
            noun = _aim(units, i) if follows else 0
            return Link(noun, AIM, "copular", Subject(units[i].actors, start=i), group, group.negated) if noun else None
    return None


def _aim(units: Sequence[Unit], owner: int) -> int:
    """Return the unit of the aim that an actor owns, or 0: the goal of "the league's only real goal"."""
    owned = units[owner + 1].word in words_of("possessive_marks")
    if not owned and units[owner].word not in words_of("possessives"):
        return 0
    first = owner + 1 + owned
    for k in range(first, min(len(units), first + _ATTRIBUTES)):
        if units[k].word in words_of("aims") or (k > first and _is_choice(units, k)):
            return k if k + 1 == len(units) or _ends(units[k + 1]) else 0
    return 0


def _is_choice(units: Sequence[Unit], k: int) -> bool:
    return units[k].word in words_of("choices") and units[k - 1].word in words_of("choosing")


def _ends(after: Unit) -> bool:
    return is_punctuation(after) or after.word in words_of(*_ENDING)
