"""What is only supposed: the clauses of a condition, and what holds only under one."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.phrases import begins_with_verb
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.units import Unit

_FRONTED = frozenset({"nor", "neither", "so", "only", "then", "never", "why", "what", "how"})
_LATER = frozenset({"will", "would", "can"})
_FRONTING = frozenset({"that", "and", "but", ",", ";", ":"})


def hypothetical(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the units (start, end exclusive) of the sentence's if-clauses; "even if" and "as if" make none."""
    found, openers = [], words_of("conditions")
    for k, unit in enumerate(units):
        if unit.word in openers and _opens_condition(units, k):
            found.append((k, end_of(units, k)))
        elif unit.word == "whether":
            end = next((j for j in range(k + 1, len(units)) if units[j].word in {",", ";"}), len(units))
            found.append((k, end))
    return [*found, *_counterfactual(units)]


def _counterfactual(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the units of a condition that opens with its verb: "had Vienna signed it, the ports would be open"."""
    opens = (
        len(units) > 1
        and units[0].word == "had"
        and (units[1].kind == "actor" or units[1].word in words_of("pronouns"))
    )
    return [(0, end_of(units, 0))] if opens else []


def not_yet(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the units of what is only waited for: "until Vienna lifts the toll", but not "until Vienna lifted it"."""
    opened = ((k, end_of(units, k)) for k, unit in enumerate(units) if unit.word == "until")
    return [(k, end) for k, end in opened if _is_awaited(units[k + 1 : end])]


def _is_awaited(clause: Sequence[Unit]) -> bool:
    """Return whether a clause has an actor for its subject, and a verb in the present."""
    first = next((unit for unit in clause if unit.word not in words_of("determiners")), None)
    verb = next((unit for unit in clause if unit.kind == "predicate" or unit.word in words_of("have")), None)
    named = first is not None and first.kind == "actor"
    return named and verb is not None and (verb.word in {"has", "have"} or verb.has_form("s", "base"))


def end_of(units: Sequence[Unit], k: int) -> int:
    """Return the unit before which the condition that opens at unit `k` ends."""
    fronted = not k or units[k - 1].word in _FRONTING
    for j in range(k + 1, len(units)):
        if units[j].word in {",", ";", ":"}:
            return j
        if fronted and _goes_on(units, k, j):
            return j - 1
        if units[j].word in {"will", "would"} and j + 1 < len(units) and units[j + 1].kind == "actor":
            return j
    return len(units)


def _goes_on(units: Sequence[Unit], k: int, j: int) -> bool:
    """Return whether the main clause begins before unit `j`, with no comma: "if they stay they will be sued"."""
    subject = units[j - 1].kind == "actor" or units[j - 1].word in words_of("pronouns")
    told = any(unit.kind == "predicate" or unit.word.endswith("ed") for unit in units[k + 2 : j - 1])
    return subject and told and units[j].word in {"will", "would"}


def _opens_condition(units: Sequence[Unit], k: int) -> bool:
    word = units[k].word
    if units[k].kind == "actor":
        return False
    if word == "should":
        return k == 0 or opens_inverted(units, k)
    if word == "until":
        return False
    if word in {"provided", "providing", "assuming"}:
        return k == 0 or units[k - 1].word == "," or (k + 1 < len(units) and units[k + 1].word == "that")
    return not (k and units[k - 1].word in words_of("concessions") - {"only"})


def opens_inverted(units: Sequence[Unit], k: int) -> bool:
    """Return whether unit `k` is the "should" of "ready to act should the talks fail"."""
    if units[k].word != "should" or not k or k + 1 == len(units) or units[k - 1].word in _FRONTED:
        return False
    if units[k + 1].kind == "target":
        return units[k - 1].kind == "word" and not begins_with_verb(units[k + 1].word)
    return units[k + 1].kind == "actor" or units[k + 1].word in words_of("determiners")


def is_conditional(units: Sequence[Unit], conditions: Sequence[tuple[int, int]], link: Link) -> bool:
    """Return whether a stance holds only if something else does."""
    if not any(units[start].word != "whether" for start, _ in conditions):
        return False
    return link.group.modal in _LATER or link.predicate.kind in {"commit", "threat"} or link.group.infinitive
