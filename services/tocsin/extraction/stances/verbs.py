"""Verb groups: the auxiliaries, negations and modals that stand before a predicate."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Literal, NamedTuple, cast, get_args

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.units import Unit

Modal = Literal["will", "would", "may", "can", "must"]
_OBLIGING = frozenset({"ought", "has", "have", "had", "need", "needs", "needed"})
_PLANNING = frozenset({"is", "are", "was", "were"})
_NO_ADVERBS = frozenset({"nothing", "none"})


class VerbGroup(NamedTuple):
    """The auxiliaries before a predicate, from unit `start` on."""

    start: int
    be: bool = False
    have: bool = False
    had: bool = False
    having: bool = False
    negated: bool = False
    infinitive: bool = False
    modal: Modal | None = None

    def with_modal(self, modal: Modal | None) -> "VerbGroup":
        """Return the group with a modal that stands elsewhere, before the subject."""
        return self if modal is None or self.modal is not None else self._replace(modal=modal)


def verb_group(units: Sequence[Unit], index: int) -> VerbGroup:
    """Return the auxiliaries that stand directly before unit `index`."""
    start, shown = index, cast(dict[str, Any], {})
    while start and units[start - 1].word in _grouped():
        width, added = _widening(units, start - 1, infinitive="infinitive" in shown)
        if not width:
            break
        start -= width
        shown |= added
    return VerbGroup(start, **shown)


@cache
def _grouped() -> frozenset[str]:
    """Return all words that can stand in a verb group before its verb."""
    groups = ("be", "have", "do", "negators", *get_args(Modal))
    return frozenset({"to", "better", "since"}) | (words_of(*groups) - _NO_ADVERBS)


def _widening(units: Sequence[Unit], k: int, *, infinitive: bool) -> tuple[int, dict[str, Any]]:
    """Return how many words up to `k` belong to the group, and what they add to it; (0, {}) if none does."""
    word = units[k].word
    if word == "since":
        return (1, {}) if k and units[k - 1].word in words_of("have") else (0, {})
    if not _is_single(units[k]) or (infinitive and word not in {"not", "never"}):
        return 0, {}
    if word == "better":
        return (2, {"modal": "must"}) if k and units[k - 1].word in {"had", "'d", "’d"} else (0, {})
    return _before_infinitive(units, k) if word == "to" else (1, _auxiliary(word))


def _before_infinitive(units: Sequence[Unit], k: int) -> tuple[int, dict[str, Any]]:
    """Return how many words up to the "to" at `k` belong to the group: "ought not to", "has to", "plans to"."""
    before = units[k - 1].word if k else ""
    if before == "not" and k > 1 and units[k - 2].word == "ought":
        return 3, {"modal": "must", "negated": True}
    if before in _OBLIGING:
        return 2, {"modal": "must"}
    return (2, {"modal": "will"}) if before in _PLANNING else (1, {"infinitive": True})


def _auxiliary(word: str) -> dict[str, Any]:
    """Return what a word of the verb group adds to it."""
    if word in words_of("be"):
        return {"be": True}
    if word in words_of("have"):
        return {"have": True, "had": word == "had", "having": word == "having"}
    modal = {} if modal_of(word) is None else {"modal": modal_of(word)}
    return {"negated": True, **modal} if word in words_of("negators") else modal


def _is_single(unit: Unit) -> bool:
    return unit.kind == "word" or (unit.kind == "predicate" and unit.end - unit.start == len(unit.word))


def modal_of(word: str) -> Modal | None:
    """Return which modal a word is, if it is one."""
    return _modals().get(word)


@cache
def _modals() -> dict[str, Modal]:
    return {word: modal for modal in reversed(get_args(Modal)) for word in words_of(modal)}


def is_auxiliary(unit: Unit) -> bool:
    """Return whether a unit is a form of "be" or "have", or a modal: what shows that a verb has begun."""
    return unit.word in words_of("be") or unit.word in words_of("have") or modal_of(unit.word) is not None


def is_verb(unit: Unit) -> bool:
    """Return whether a unit is a predicate that may be a finite verb."""
    return unit.kind == "predicate" and unit.readings[0][0].pos == "verb" and unit.has_form("s", "past", "base")
