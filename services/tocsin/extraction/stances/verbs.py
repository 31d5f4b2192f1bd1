"""Verb groups: the auxiliaries, negations and modals that stand before a predicate."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from tocsin.extraction.stances.lexicon import words_of
from tocsin.extraction.stances.units import Unit

Modal = Literal["will", "would", "may", "can", "must"]
_OBLIGING = frozenset({"ought", "has", "have", "had", "need", "needs", "needed"})
_NO_ADVERBS = frozenset({"nothing", "none"})


@dataclass(frozen=True, slots=True)
class VerbGroup:
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
        return self if modal is None or self.modal is not None else replace(self, modal=modal)


def verb_group(units: Sequence[Unit], index: int) -> VerbGroup:
    """Return the auxiliaries that stand directly before unit `index`."""
    group = VerbGroup(index)
    while group.start:
        wider = _widened(group, units)
        if wider is None:
            break
        group = wider
    return group


def _widened(group: VerbGroup, units: Sequence[Unit]) -> VerbGroup | None:
    """Return the group with the word before it, or None if that is no part of it."""
    unit, start = units[group.start - 1], group.start - 1
    word = unit.word
    if not _is_single(unit) or (group.infinitive and word not in {"not", "never"}):
        return None
    if word == "to":
        obliged = start > 0 and units[start - 1].word in _OBLIGING
        return (
            replace(group, start=start - 1, modal="must") if obliged else replace(group, start=start, infinitive=True)
        )
    shown = _auxiliary(word)
    return None if shown is None else replace(group, start=start, **shown)


def _auxiliary(word: str) -> dict[str, Any] | None:
    """Return what a word adds to a verb group, or None if it cannot stand in one."""
    if word in words_of("be"):
        return {"be": True}
    if word in words_of("have"):
        return {"have": True, "had": word == "had", "having": word == "having"}
    if word in words_of("negators") and word not in _NO_ADVERBS:
        return {"negated": True}
    modal = modal_of(word)
    if modal is not None:
        return {"modal": modal}
    return {} if word in words_of("do") else None


def _is_single(unit: Unit) -> bool:
    return unit.kind == "word" or (unit.kind == "predicate" and unit.end - unit.start == len(unit.word))


def modal_of(word: str) -> Modal | None:
    """Return which modal a word is, if it is one."""
    for modal in get_args(Modal):
        if word in words_of(modal):
            return modal  # type: ignore[no-any-return]
    return None


def is_auxiliary(unit: Unit) -> bool:
    """Return whether a unit is a form of "be" or "have", or a modal: what shows that a verb has begun."""
    return unit.word in words_of("be") or unit.word in words_of("have") or modal_of(unit.word) is not None


def is_verb(unit: Unit) -> bool:
    """Return whether a unit is a predicate that may be a finite verb."""
    return unit.kind == "predicate" and unit.readings[0][0].pos == "verb" and unit.has_form("s", "past", "base")
