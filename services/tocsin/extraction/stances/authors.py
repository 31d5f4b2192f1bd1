"""Whose a motion or a boycott is: "Vienna's motion", "a motion from Vienna"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import Subject, actors_after
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import VerbGroup

_PUT_FORWARD = Predicate("(put forward)", "act", "noun", 1, "proposition", ("np",), 0.75, "COOPERATE")
_COMING_FROM = frozenset({"from", "by"})
_DEEDS = ("ing", "sion", "tion")
_ADJECTIVES = 2
_SUPPOSED_WITHIN = 4


def author(units: Sequence[Unit], k: int) -> Link | None:
    """Return the putting forward of what unit `k` names, where the words beside it tell who did that."""
    if words_of("sponsored").isdisjoint(units[k].word.split()):
        return None
    subject = _source(units, k) or _owner(units, k) or _declared(units, k)
    return None if subject is None else Link(k, _PUT_FORWARD, "nominal", subject, VerbGroup(k))


def doer(units: Sequence[Unit], k: int) -> Link | None:
    """Return the deed that unit `k` names, where its owner does it: "its blacklisting of", "Vienna's invasion of"."""
    first, *rest = [*units[k].word.split(), *(unit.word for unit in units[k + 1 : k + 2])]
    subject = _owner(units, k) if rest[:1] == ["of"] and first.endswith(_DEEDS) else None
    return None if subject is None else Link(k, _PUT_FORWARD, "nominal", subject, VerbGroup(k))


def _source(units: Sequence[Unit], k: int) -> Subject | None:
    follows = units[k + 1].word if k + 1 < len(units) else ""
    actors = actors_after(units, k + 2) if follows in _COMING_FROM else ()
    supposed = any(unit.word in words_of("would", "may") for unit in units[k + 2 : k + 2 + _SUPPOSED_WITHIN])
    return Subject(actors, start=k) if actors and not supposed else None


def _declared(units: Sequence[Unit], k: int) -> Subject | None:
    """Return whose it is said to be: "the motion is Vienna's"."""
    be, owner, mark, *after = [*units[k + 1 : k + 5], None, None, None]
    if (
        be is None
        or be.word not in words_of("be")
        or owner is None
        or mark is None
        or mark.word not in words_of("possessive_marks")
    ):
        return None
    ends = after[0] is None or is_punctuation(after[0])
    return Subject((owner.actor,), start=k) if owner.actor is not None and ends else None


def _owner(units: Sequence[Unit], k: int) -> Subject | None:
    for j in range(k - 1, max(-1, k - 2 - _ADJECTIVES), -1):
        unit = units[j]
        if unit.actor is not None and unit.word in words_of("possessives"):
            return Subject((unit.actor,), start=j)
        if unit.word in words_of("possessive_marks"):
            owner = units[j - 1].actor if j else None
            return None if owner is None else Subject((owner,), start=j - 1)
        if unit.kind != "word" or unit.word in words_of("prepositions") or unit.word in words_of("determiners"):
            return None
    return None
