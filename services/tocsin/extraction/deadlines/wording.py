"""The words of the article that show a deadline: its demand, its consequence and the evidence for its time."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.row import Mark, Row

_ENDS = frozenset((",", ";", ":", ".", "—", "–", "?", "!", "(", ")", '"', "”", "“"))
_OUTCOMES = ("or", "else")
_AFTER_DEMAND = (*_OUTCOMES, "being", "will-be", "expire", "lapse", "extended", "postponed", "advanced", "withdrawn")
_SINCE = ("met", "expire", "ahead", "just-before")
"""Cues that end the telling of what was done: "freed the envoy before"."""

_COMPLYING = ("comply", "beat", "settle", "done", "gone", "rel")
_DIRECT = ("must", "want", "unless", "due")
"""Cues that the demand follows without an infinitive."""


class Stretch(NamedTuple):
    """Words of the body, offsets in code points, end exclusive."""

    start: int
    end: int


def demand(draft: Draft) -> Stretch | None:
    """Return what is required."""
    row, governor = draft.row, draft.row.marks[draft.governor]
    begin = governor.last + 1
    if governor.kind == "unless" and (subject := _next(row, draft.governor, lambda mark: mark.actor is not None)):
        begin = subject.last + 1
    if governor.kind == "undertake":
        begin = next((place + 1 for place in range(begin, len(row.tokens)) if row.tokens[place].lower == "to"), begin)
    elif governor.kind not in _DIRECT:
        infinitive = _next(row, draft.governor, lambda mark: mark.kind == "to")
        if infinitive is None:
            return None
        begin = infinitive.last + 1
    elif _next(row, draft.governor, lambda mark: mark.kind == "to" and mark.first == begin):
        begin += 1
    limit = None if draft.time is None else row.marks[draft.time]
    while begin < len(row.tokens) and (row.tokens[begin].text == "," or (limit and limit.first == begin)):
        begin = limit.last + 1 if limit and limit.first == begin else begin + 1
    ends = {mark.first for mark in row.marks if mark is limit or mark.kind in _AFTER_DEMAND}
    return _stretch(row, begin, ends)


def deed(draft: Draft) -> Stretch | None:
    """Return what the one who is bound is told to have done, None where that is to have complied."""
    row = draft.row
    doer = next((place for place, mark in enumerate(row.marks) if _is_subject(mark, draft.addressee)), len(row.marks))
    after = row.marks[doer : doer + 2]
    if after[1:] and after[1].kind not in _COMPLYING:
        return _stretch(row, after[0].last + 1, {mark.first for mark in row.marks if mark.time or mark.kind in _SINCE})
    return None


def _is_subject(mark: Mark, actor: str | None) -> bool:
    return mark.kind in ("actor", "pronoun") and mark.actor is not None and mark.actor.actor == actor


def consequence(draft: Draft) -> Stretch | None:
    """Return what is to follow if the demand is not met, where the same sentence says so."""
    place = draft.governor if draft.time is None else max(draft.governor, draft.time)
    outcome = _next(draft.row, place, lambda mark: mark.kind in _OUTCOMES)
    return None if outcome is None else _stretch(draft.row, outcome.last + 1, ())


def threat(row: Row) -> Stretch | None:
    """Return what a sentence that opens with "failing that" or the like says is to follow."""
    opening = row.marks[0] if row.marks else None
    if opening is None or opening.kind != "else":
        return None
    begin = opening.last + 1
    return _stretch(row, begin + (begin < len(row.tokens) and row.tokens[begin].text == ","), ())


def evidence(draft: Draft) -> Stretch:
    """Return the shortest words that show the time, or the deadline where there is none."""
    row, governor = draft.row, draft.row.marks[draft.governor]
    times = [row.marks[place] for place in (draft.time, draft.delta, draft.old) if place is not None]
    marks = times or [governor]
    if governor.kind in ("have", "hard", "noun", "term"):
        marks = [*marks, governor]
    return Stretch(min(row.start(mark) for mark in marks), max(row.end(mark) for mark in marks))


def _next(row: Row, place: int, wanted: Callable[[Mark], bool]) -> Mark | None:
    return next((mark for mark in row.marks[place + 1 :] if wanted(mark)), None)


def _stretch(row: Row, begin: int, limits: Iterable[int]) -> Stretch | None:
    barriers = frozenset(limits)
    end = begin
    while end < len(row.tokens) and end not in barriers and row.tokens[end].text not in _ENDS:
        end += 1
    return Stretch(row.tokens[begin].start, row.tokens[end - 1].end) if end > begin else None
