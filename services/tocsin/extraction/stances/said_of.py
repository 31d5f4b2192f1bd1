"""Verdicts told apart from what they are on: "a disaster, Vienna said of the dam", "a disaster, in Vienna's eyes"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import Subject, noun_phrase
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import VerbGroup, is_auxiliary, verb_group

_ASIDE = 7


def said_of(units: Sequence[Unit], k: int) -> Link | None:
    """Return the verdict that somebody gives "of" unit `k` in words that stand before, or in an aside after it."""
    start = k
    while start and units[start - 1].word in words_of("determiners"):
        start -= 1
    if start > 1 and units[start - 1].word == "of" and units[start - 2].reading("say") is not None:
        return _given(units, start - 2)
    return _aside(units, k) or _relative(units, k)


def _relative(units: Sequence[Unit], k: int) -> Link | None:
    """Read the verdict of ", which Vienna says is theft"."""
    opening = k + 2 if [unit.word for unit in units[k + 1 : k + 2]] == [","] else k + 1
    if [unit.word for unit in units[opening : opening + 1]] not in (["which"], ["that"]):
        return None
    says = next((j for j in range(opening + 2, min(len(units) - 1, opening + _ASIDE)) if units[j].reading("say")), None)
    if says is None or not is_auxiliary(units[says + 1]):
        return None
    judge = noun_phrase(units, verb_group(units, says).start - 1)
    end = next((j for j in range(says, len(units)) if is_punctuation(units[j])), len(units))
    return _verdict(units, says + 1, end, judge) if judge.actors and judge.start > opening else None


def _given(units: Sequence[Unit], say: int) -> Link | None:
    """Read "a disaster" before "Vienna said of"."""
    speakers = noun_phrase(units, verb_group(units, say).start - 1)
    comma = speakers.start - 1
    if not speakers.actors or comma < 1 or units[comma].word != ",":
        return None
    return _verdict(units, 0, comma, speakers)


def _aside(units: Sequence[Unit], k: int) -> Link | None:
    """Read ", a disaster in Vienna's eyes," after what is so called."""
    if [unit.word for unit in units[k + 1 : k + 2]] != [","]:
        return None
    for j in range(k + 2, min(len(units) - 2, k + _ASIDE)):
        actor = units[j].actor
        owns = units[j + 1].word in words_of("possessive_marks") and units[j + 2].word in words_of("eyes")
        if actor is not None:
            return _verdict(units, k + 2, j, Subject((actor,), start=j)) if owns and units[j - 1].word == "in" else None
        if is_punctuation(units[j]):
            return None
    return None


def _verdict(units: Sequence[Unit], first: int, end: int, judge: Subject) -> Link | None:
    """Return the only judgement between two units as that of its `judge`."""
    found = [j for j in range(first, end) if (reading := units[j].reading("evaluation")) and reading[0].pos != "verb"]
    reading = units[found[0]].reading("evaluation") if len(found) == 1 else None
    if reading is None:
        return None
    denied = any(unit.word in words_of("negators") for unit in units[first:end])
    return None if denied else Link(found[0], reading[0], "judged", judge, VerbGroup(found[0]))
