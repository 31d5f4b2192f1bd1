"""One who does it with others whom nobody watches: "Vienna and other capitals", "nine states, including Vienna"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.units import Unit, is_punctuation

_LONGEST = 7
_AMONG_THEM = ["among", "them"]


def before_others(units: Sequence[Unit], j: int) -> int | None:
    """Return the unit before the "and" of "Vienna and the rest of the continent", which ends at unit `j`."""
    for k in range(j, max(0, j - _LONGEST), -1):
        if units[k].word == "and":
            return k - 1 if k < j and _opens_others(units[k + 1]) else None
        if is_punctuation(units[k]) or (units[k].kind == "actor" and units[k].word not in words_of("possessives")):
            return None
    return None


def _opens_others(unit: Unit) -> bool:
    return unit.word in words_of("others") or unit.word in words_of("determiners")


def opens_clause(units: Sequence[Unit], k: int) -> bool:
    """Return whether a noun phrase whose noun is unit `k` stands first in its clause, so that it is no object."""
    while k and units[k - 1].word in words_of("determiners") - {"that"}:
        k -= 1
    before = units[k - 1] if k else None
    if before is None or before.word == "that" or is_punctuation(before) or before.word in words_of("scope_enders"):
        return True
    told = any(predicate.lemma in words_of("informing") for predicate, _ in before.readings)
    return before.reading("say") is not None and not told


def included(units: Sequence[Unit], start: int, end: int) -> int | None:
    """Return where those begin whom an aside counts in: "including Vienna", "Vienna among them", "Vienna included"."""
    words = [unit.word for unit in units[start:end]]
    if words[:1] in (["including"], ["notably"]):
        return start + 1
    if words[:2] == _AMONG_THEM:
        return start + 2
    return start if words[-2:] == _AMONG_THEM or words[-1:] == ["included"] else None
