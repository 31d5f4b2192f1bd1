"""Meetings that are to be held: whoever is asked to one, or to hold it by then, is bound to nothing."""

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import beginning_at, word_at
from tocsin.extraction.deadlines.row import Row

_BINDING = ("must", "due", "have")
_ASKING = ("want", "order")
_LONGEST = 4
"""How many words the name of a gathering has: "a second round of talks" is known by its third."""


def is_gathering(draft: Draft, required: int | None, lexicon: Lexicon) -> bool:
    """Tell whether what must be by then, or what somebody is asked or invited to, is a meeting.

    `required` is the token with which the demand begins, None where no words tell of one.
    """
    row, cue = draft.row, draft.row.marks[draft.governor]
    if cue.kind in _BINDING and _is_named(row, 0, cue.first, lexicon):
        return True
    if _is_time_for_one(draft, lexicon) or (cue.kind in _ASKING and _is_asked_for(draft, lexicon)):
        return True
    if required is None:
        return word_at(row.tokens, cue.first) in lexicon.lists["inviting"]
    convened = beginning_at(row.tokens, required, lexicon.phrases["convening"])
    return convened is not None and _is_named(row, required + convened[0], None, lexicon)


def _is_time_for_one(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a meeting is what the time is for: "ten days for talks"."""
    row, after = draft.row, len(draft.row.tokens) if draft.time is None else draft.row.marks[draft.time].last + 1
    return word_at(row.tokens, after) in lexicon.lists["before_gatherings"] and _is_named(row, after + 1, None, lexicon)


def _is_asked_for(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a meeting stands right after the cue, or after the one who is asked: "asked Peru for talks"."""
    row, after = draft.row, draft.row.marks[draft.governor].last + 1
    asked = next((mark for mark in row.marks[draft.governor + 1 :] if mark.actor and mark.first == after), None)
    begin = after if asked is None else asked.last + 1
    return _is_named(row, begin + (word_at(row.tokens, begin) in lexicon.lists["before_gatherings"]), None, lexicon)


def _is_named(row: Row, begin: int, end: int | None, lexicon: Lexicon) -> bool:
    """Tell whether the words from a place on, up to the next preposition, name a meeting."""
    for place in range(begin, min(begin + _LONGEST, len(row.tokens) if end is None else end)):
        word = word_at(row.tokens, place)
        if word in lexicon.lists["gatherings"]:
            return True
        if word in lexicon.lists["after_subjects"]:
            return False
    return False
