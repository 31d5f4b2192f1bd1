"""Deadlines told of beside what has happened since, "had given the firm until Monday", or before they ran out."""

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.deadlines.row import Mark

_SETTING = ("give", "given", "order", "ordered", "want", "set")
_REPORTING = ("say", "if", "unless")
_ENDING = ("expire", "lapse")


def looks_back(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the deadline had been set before what the sentence tells of.

    What somebody says that they "had given" is no older than their saying so: it may still run.
    """
    marks = draft.row.marks[: draft.governor + 1]
    verb = next((mark for mark in reversed(marks) if mark.kind in _SETTING), None)
    if verb is None or any(mark.kind in _REPORTING for mark in marks):
        return False
    return _is_past_perfect(draft, verb, lexicon)


def was_to_run_out(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether it was still to run out when that happened which the sentence tells of: "as it was to expire"."""
    row, cue = draft.row, draft.row.marks[draft.governor]
    end = next((mark for mark in row.marks[draft.governor + 1 : draft.time] if mark.kind in _ENDING), None)
    if end is None:
        return False
    between = [token.lower for token in row.tokens[cue.last + 1 : end.first]]
    ahead = bool(between) and between[-1] in lexicon.lists["still_to_come"]
    return ahead and lexicon.lists["present"].isdisjoint(between)


def _is_past_perfect(draft: Draft, verb: Mark, lexicon: Lexicon) -> bool:
    place, skipped = verb.first - 1, lexicon.lists["adverbs"] | lexicon.lists["be"]
    while word_at(draft.row.tokens, place) in skipped:
        place -= 1
    return word_at(draft.row.tokens, place) in lexicon.lists["past_perfect"]
