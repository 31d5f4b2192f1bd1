"""What the words of a target tell of it themselves: "the bridge must be reopened", "there should be no new toll"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import VerbGroup, verb_group

_ASKING = frozenset({"whether", "if"})
_MODIFIERS = 3


def inner_group(unit: Unit) -> VerbGroup | None:
    """Return the auxiliaries among a target's own words, where one of them is a modal: "bridge must be reopened"."""
    words = [Unit("word", word, 0, len(word)) for word in unit.word.split() if word not in words_of("noise")]
    if any(word.word in _ASKING for word in words):
        return None
    groups = (verb_group(words, k) for k in range(len(words) - 1, 0, -1))
    return next((group for group in groups if group.modal is not None), None)


def owed(units: Sequence[Unit], k: int) -> int:
    """Return 1 where the target at unit `k` must be, -1 where it must not, 0 where that is not said or only guessed."""
    set_free = k > 0 and units[k - 1].word in words_of("transparent")
    group = inner_group(units[k]) or _existence(units, k) or verb_group(units, k - set_free)
    if group.modal != "must" or (group.have and not group.negated):
        return 0
    return -1 if group.negated else 1


def is_promised(unit: Unit) -> bool:
    """Return whether a target tells itself of what will be ("dam will be torn down") or can not ("can be no toll")."""
    group = inner_group(unit)
    if group is None or not group.be:
        return False
    return group.modal in {"will", "would"} or (group.modal == "can" and "no" in unit.word.split())


def _existence(units: Sequence[Unit], k: int) -> VerbGroup | None:
    """Return the auxiliaries of "there must be a new toll", where unit `k` is the toll; a "no" counts among them."""
    first, negated = k, False
    while first > max(0, k - _MODIFIERS) and _opens_phrase(units[first - 1]):
        first -= 1
        negated = negated or units[first].word == "no"
    group = verb_group(units, first)
    told = group.be and group.start > 0 and units[group.start - 1].word == "there"
    return group._replace(negated=group.negated != negated) if told else None


def _opens_phrase(unit: Unit) -> bool:
    return unit.word in words_of("determiners", "novelty", "modifiers")
