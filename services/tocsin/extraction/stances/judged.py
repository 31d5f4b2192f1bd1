"""Judgements of a deed: "to drop the dam would be folly", "it would be wrong to drop the dam"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.aims import AIM
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import CONTROLLED, Subject
from tocsin.extraction.stances.tails import evaluation, tail
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import VerbGroup, verb_group

_OPENING = frozenset({",", ":", ";", "that", "but", "and"})
_OPENING_NOUN = frozenset({"the", "a", "what", "its", "his", "her", "their", "our", "my"})
_ATTRIBUTES = 5
_VERDICT = 6


def judgement(units: Sequence[Unit], start: int, k: int) -> Link | None:
    """Return what is said of the deed that begins at unit `start` and is done to unit `k`, if anything."""
    start = _with_doer(units, start)
    expletive = _expletive(units, start)
    if expletive is not None:
        return expletive
    if start and units[start - 1].word not in _OPENING and units[start - 1].reading("say") is None:
        return None
    after = tail(units, k, "act")
    return after if after is not None and after.predicate.kind == "evaluation" else None


def fronted(units: Sequence[Unit], k: int) -> Link | None:
    """Return the judgement that opens a clause: "the answer is a dam" and "what is needed is a dam"; `k` is the dam."""
    while k and units[k - 1].word in words_of("determiners"):
        k -= 1
    lies = k > 1 and units[k - 1].word in {"in", "with"} and units[k - 2].word in words_of("lying")
    group = VerbGroup(k - 2) if lies else verb_group(units, k)
    judging = group.start - 1
    if judging < 0 or not (lies or group.be or group.modal == "will") or units[judging].kind == "actor":
        return None
    reading = units[judging].reading("evaluation")
    predicate = AIM if units[judging].word in words_of("aims") else None if reading is None else reading[0]
    if predicate is None or predicate.pos == "verb":
        return None
    owner = _owner(units, judging)
    return None if owner is None else Link(judging, predicate, "copular", owner, group, group.negated)


def _owner(units: Sequence[Unit], judging: int) -> Subject | None:
    """Return whose judgement it is that "the only answer" or "Vienna's answer" names, or "what is needed"."""
    if units[judging].word == "the":
        return Subject(own=True, start=judging) if _opens(units, judging) else None
    for k in range(judging - 1, max(-1, judging - _ATTRIBUTES), -1):
        actor = units[k].actor
        if units[k].word in {"'s", "’s"} or (units[k].kind == "word" and units[k].word not in _OPENING_NOUN):
            continue
        if actor is not None and units[k].word not in words_of("possessives"):
            return Subject((actor,), start=k)
        return Subject(own=True, start=judging) if _opens(units, k) else None
    return None


def _opens(units: Sequence[Unit], k: int) -> bool:
    return not k or units[k - 1].word in _OPENING or units[k - 1].reading("say") is not None


def _with_doer(units: Sequence[Unit], start: int) -> int:
    """Step over what stands before the deed, and over whose it is: "any attempt to", "for Vienna to drop it"."""
    while start and units[start - 1].word in words_of("determiners") - _OPENING:
        start -= 1
    doer = start > 1 and units[start - 1].kind == "actor" and units[start - 2].word in {"for", "of"}
    return start - 2 if doer else start


def _expletive(units: Sequence[Unit], start: int) -> Link | None:
    """Read the judgement before an infinitive whose place "it" holds."""
    reading = units[start - 1].reading("evaluation") if start and units[start].word in {"to", "for", "of"} else None
    if reading is None:
        return None
    link = evaluation(units, -1, start - 1, reading[0])
    if link is None or not link.group.start:
        return None
    return link if units[link.group.start - 1].word == "it" else None


def announced(units: Sequence[Unit], judge: int) -> Link | None:
    """Return the judgement whose object is still to come: the mistake of "called it a mistake to drop the dam"."""
    if [unit.word for unit in units[judge + 1 : judge + 2]] != ["it"]:
        return None
    for j in range(judge + 2, min(len(units) - 1, judge + _VERDICT)):
        reading = units[j].reading("evaluation")
        if reading is not None and reading[0].pos != "verb":
            return Link(j, reading[0], "judged", CONTROLLED, VerbGroup(j)) if _opens_deed(units[j + 1 :]) else None
    return None


def _opens_deed(units: Sequence[Unit]) -> bool:
    """Return whether "to drop it" follows, rather than "to Vienna"."""
    return len(units) > 1 and units[0].word == "to" and units[1].has_form("base")


def oblique(units: Sequence[Unit], k: int) -> Link | None:
    """Return what is said to come of what begins at unit `k`: "nothing would be gained by the dam"."""
    k = phrase_start(units, k)
    reading = units[k - 1].reading("evaluation") if k else None
    if reading is None or "oblique" not in reading[0].frames:
        return None
    group = verb_group(units, k - 1)
    return Link(k - 1, reading[0], "consequence", Subject(own=True, start=k - 1), group, group.negated)


def phrase_start(units: Sequence[Unit], k: int) -> int:
    """Return where the noun phrase begins of which unit `k` is the noun, or the last of two: "threats and a dam"."""
    leading = words_of("determiners", "modifiers")
    while k:
        leads = units[k - 1].word in leading and units[k - 1].word != "that"
        if not (leads or _is_joined(units, k)):
            break
        k -= 1 if leads else 2
    return k


def _is_joined(units: Sequence[Unit], k: int) -> bool:
    return k > 1 and units[k - 1].word == "and" and units[k - 2].kind == "word"
