"""Deadlines told of beside what has happened since, "had given the firm until Monday", or before they ran out."""

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.deadlines.row import Mark

_SETTING = ("give", "given", "order", "ordered", "want", "set")
_REPORTING = ("say", "if", "unless")
_ENDING = ("expire", "lapse")
_NAMES = ("noun", "hard", "term", "more")
_APPOSED = ("hour", "noun", "rel", "owner", "possessor", "expire", "compound")


def looks_back(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the deadline had been set before what the sentence tells of.

    What somebody says that they "had given" is no older than their saying so: it may still run.
    """
    marks = draft.row.marks[: draft.governor + 1]
    verb = next((mark for mark in reversed(marks) if mark.kind in _SETTING), None)
    if verb is None or any(mark.kind in _REPORTING for mark in marks):
        return False
    return _is_past_perfect(draft, verb, lexicon)


def had_time(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the sentence tells how long somebody had, and is nobody's word: "it had until Friday to reply"."""
    marks = draft.row.marks
    past = word_at(draft.row.tokens, marks[draft.governor].first) in lexicon.lists["past_perfect"]
    told = any(mark.kind in _REPORTING for mark in (*marks[: draft.governor], marks[-1]))
    return marks[draft.governor].kind == "have" and past and not told


def was_to_run_out(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether it was still to run out when that happened which the sentence tells of: "as it was to expire"."""
    row, cue = draft.row, draft.row.marks[draft.governor]
    end = next((mark for mark in row.marks[draft.governor + 1 : draft.time] if mark.kind in _ENDING), None)
    if end is None:
        return False
    between = [token.lower for token in row.tokens[cue.last + 1 : end.first]]
    ahead = bool(between) and between[-1] in lexicon.lists["still_to_come"]
    return ahead and lexicon.lists["present"].isdisjoint(between)


def tells_of_its_day(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the day is that of what was done on it: "refused on Friday, the day the truce was to run out"."""
    row, time = draft.row, draft.time
    named = row.marks[draft.governor].kind in _NAMES
    if not named or time is None or time > draft.governor or row.marks[time + 1].kind != "comma":
        return False
    apposed = all(mark.kind in _APPOSED for mark in row.marks[time + 2 : draft.governor])
    return apposed and any(
        token.lower.endswith(lexicon.endings["past"]) or token.lower in lexicon.lists["past_verbs"]
        for token in row.tokens[: row.marks[time].first]
    )


def _is_past_perfect(draft: Draft, verb: Mark, lexicon: Lexicon) -> bool:
    place, skipped = verb.first - 1, lexicon.lists["adverbs"] | lexicon.lists["be"]
    while word_at(draft.row.tokens, place) in skipped:
        place -= 1
    return word_at(draft.row.tokens, place) in lexicon.lists["past_perfect"]
