"""Judgements of a deed: "to drop the dam would be folly", "it would be wrong to drop the dam"."""

from collections.abc import Sequence

from tocsin.extraction.stances.lexicon import words_of
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.tails import evaluation, tail
from tocsin.extraction.stances.units import Unit

_OPENING = frozenset({",", ":", ";", "that", "but", "and"})


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
