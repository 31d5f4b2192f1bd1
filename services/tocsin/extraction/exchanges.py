"""What actors do to each other by a verb with a noun: "gave Vienna a loan", "fired rockets at", "held talks"."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tocsin.domain.claim import Act
from tocsin.extraction.function_words import words_of
from tocsin.extraction.packaged import packaged
from tocsin.extraction.stances.lexicon import conjugate
from tocsin.extraction.stances.units import Unit, is_punctuation

_WITHIN = 10
_OBJECT_WITHIN = 6


@dataclass(frozen=True, slots=True)
class Exchange:
    """An act told by a verb, a noun and the preposition before whom it is done to."""

    act: Act
    nouns: frozenset[str]
    prepositions: frozenset[str]
    received: bool


@cache
def _by_verb(file: str) -> dict[str, tuple[Exchange, ...]]:
    found: dict[str, tuple[Exchange, ...]] = {}
    for entry in packaged(file):
        exchange = Exchange(
            entry["act"], frozenset(entry["nouns"]), frozenset(entry.get("prepositions", ())), "from_whom" in entry
        )
        for verb in entry["verbs"]:
            for form in _forms(verb):
                found[form] = (*found.get(form, ()), exchange)
    return found


def _forms(verb: str) -> set[str]:
    first, *rest = verb.split()
    return {" ".join([form, *rest]) for _, form in conjugate(first)}


def may_exchange(unit: Unit) -> bool:
    """Return whether a unit may be the verb of such an act."""
    return unit.word in _verbs() or unit.last in _verbs()


@cache
def _verbs() -> frozenset[str]:
    """Return the first words of all verbs of such acts."""
    return frozenset(verb.split()[0] for file in ("events.en.yaml", "together.en.yaml") for verb in _by_verb(file))


def _told_by(unit: Unit, file: str) -> tuple[Exchange, ...]:
    """Return what a verb may tell, of one word or of two: "ruled out", "was given"."""
    verbs = _by_verb(file)
    if not unit.last or unit.last == unit.word:
        return verbs.get(unit.word, ())
    passive = verbs.get(unit.last, ()) if unit.word in words_of("be") else ()
    return verbs.get(f"{unit.word} {unit.last}") or verbs.get(unit.word) or passive


def exchanged(units: Sequence[Unit], verb: int) -> tuple[Exchange, int] | None:
    """Return what the verb at unit `verb` tells of, and the unit of the actor that it is done to, or comes from."""
    k = next((k for k in range(verb + 1, min(len(units), verb + _WITHIN)) if _closes(units, k)), None)
    if k is None or units[k].kind != "actor":
        return None
    before = k - 1
    while before > verb and units[before].word in words_of("determiners"):
        before -= 1
    preposition = "" if before == verb else units[before].last or units[before].word
    told = units[k + 1 : k + _OBJECT_WITHIN] if not preposition else units[verb:k]
    fitting = (
        each for each in _by_verb("events.en.yaml").get(units[verb].word, ()) if preposition in each.prepositions
    )
    found = next((each for each in fitting if _names(told, each.nouns)), None)
    return None if found is None else (found, k)


def undergone(units: Sequence[Unit], verb: int) -> tuple[Act, int, int] | None:
    """Return what is done in the passive, to which unit (-1 if to the subject) and by which: "was given arms by"."""
    by = next((k for k in range(verb + 1, min(len(units) - 1, verb + _WITHIN)) if units[k].word == "by"), None)
    if by is None or units[by + 1].actor is None:
        return None
    told = units[max(0, verb - _OBJECT_WITHIN) : by]
    to = next((k for k in range(verb + 1, by) if units[k].kind == "actor" and not _is_its_own(units[k])), -1)
    exchanges = _told_by(units[verb], "events.en.yaml")
    act = next((each.act for each in exchanges if not each.received and _names(told, each.nouns)), None)
    return None if act is None else (act, to, by + 1)


def _is_its_own(unit: Unit) -> bool:
    """Return whether an actor is named as the doer's own: "its troops"."""
    return unit.word.split()[0] in words_of("possessives")


def shared(units: Sequence[Unit], verb: int) -> Act | None:
    """Return what those before the verb at unit `verb` do together, if they do."""
    rest = units[verb + 1 : verb + _WITHIN]
    exchanges = _told_by(units[verb], "together.en.yaml")
    return next((each.act for each in exchanges if not each.nouns or _names(rest, each.nouns)), None)


def _names(units: Sequence[Unit], nouns: frozenset[str]) -> bool:
    return any(not nouns.isdisjoint([*unit.word.split(), unit.last]) for unit in units)


def _closes(units: Sequence[Unit], k: int) -> bool:
    unit = units[k]
    return (
        (unit.kind == "actor" and not _is_its_own(unit))
        or is_punctuation(unit)
        or unit.word in words_of("scope_enders") | {"that"}
    )
