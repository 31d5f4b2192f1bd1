"""Whose judgement it is: "unacceptable to Vienna", "in Vienna's eyes", "to Vienna it is folly"; else the speaker's."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.subjects import Subject
from tocsin.extraction.stances.units import Unit

_TO_OR_FOR = frozenset({"to", "for"})
_OPENING = frozenset({",", ":", ";", "that", "but", "and"})
_AFTER = 4
_BEFORE = 10


def viewer(units: Sequence[Unit], k: int, j: int) -> Subject:
    """Return who judges what ends at unit `k` by the words at unit `j`."""
    named = _affected(units, j)
    if named is None:
        near = range(max(0, k - _BEFORE), min(len(units) - 1, j + _AFTER + 2))
        named = next((i for i in near if units[i].actor is not None and _sees(units, i, k)), None)
    actor = None if named is None else units[named].actor
    return Subject(own=True, start=j) if actor is None or named is None else Subject((actor,), start=named)


def _affected(units: Sequence[Unit], j: int) -> int | None:
    """Return the actor of "unacceptable to Vienna" and "a red line for the league"."""
    if _is_effect(units, j):
        return None
    for k in range(j + 1, min(len(units), j + _AFTER)):
        if units[k].actor is not None and (units[k - 1].word in _TO_OR_FOR or units[k - 1].kind == "predicate"):
            return k
        if units[k].word not in _TO_OR_FOR:
            break
    return None


def _is_effect(units: Sequence[Unit], j: int) -> bool:
    """Return whether it is told what a thing does to somebody, not what he thinks of it: "is a disaster for Vienna"."""
    follows = units[j + 1].word if j + 1 < len(units) else units[j].last
    return "for" in {follows, units[j].last} and units[j].word in words_of("effects")


def _sees(units: Sequence[Unit], i: int, k: int) -> bool:
    """Return whether actor `i` is told to look at it so: by its eyes, or as the one to whom it is what it is."""
    first = i - 1 if i and units[i - 1].word == "the" else i
    owns = units[i + 1].word in words_of("possessive_marks")
    before = [unit.word for unit in units[max(0, first - 2) : first]]
    if owns or units[i].word in words_of("possessives"):
        return before[-1:] in (["in"], ["to"], ["by"]) and units[i + 1 + owns].word in words_of("eyes")
    if before[-1:] == ["of"]:
        return before[0] in words_of("eyes")
    if before[-1:] == ["as"]:
        return units[i + 1].word in words_of("discerning")
    return before[-1:] in (["to"], ["for"]) and before[:-1] in ([], *([w] for w in _OPENING)) and _leads_to(units, i, k)


def _leads_to(units: Sequence[Unit], i: int, k: int) -> bool:
    return all(unit.word == "," or unit.word in words_of("determiners") for unit in units[i + 1 : k])
