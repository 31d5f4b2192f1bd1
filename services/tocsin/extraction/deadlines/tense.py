"""Deadlines told of in the past perfect: "had given the firm until Monday" looks back from what has happened since."""

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.deadlines.row import Mark

_SETTING = ("give", "given", "order", "ordered", "want", "set")
_REPORTING = ("say", "if", "unless")


def looks_back(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the deadline had been set before what the sentence tells of.

    What somebody says that they "had given" is no older than their saying so: it may still run.
    """
    marks = draft.row.marks[: draft.governor + 1]
    verb = next((mark for mark in reversed(marks) if mark.kind in _SETTING), None)
    if verb is None or any(mark.kind in _REPORTING for mark in marks):
        return False
    return _is_past_perfect(draft, verb, lexicon)


def _is_past_perfect(draft: Draft, verb: Mark, lexicon: Lexicon) -> bool:
    place, skipped = verb.first - 1, lexicon.lists["adverbs"] | lexicon.lists["be"]
    while word_at(draft.row.tokens, place) in skipped:
        place -= 1
    return word_at(draft.row.tokens, place) in lexicon.lists["past_perfect"]
