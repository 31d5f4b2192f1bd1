"""Deadlines whose setter the text tells, and it is nobody whom the watch knows: a stranger, a treaty, the calendar."""

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon, powers
from tocsin.extraction.deadlines.phrases import word_at

_PUTTING = ("give", "order", "want")
_PUT = ("given", "ordered")
_LONGEST = 4
"""How many words after a passive verb the name of its agent may begin: "told by the chairman of the League"."""


def is_by_stranger(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a deadline without a known setter has one, for whom other sentences need not be searched."""
    if draft.setter is not None:
        return False
    return _has_own_subject(draft, lexicon) or _has_own_agent(draft, lexicon) or _is_of_itself(draft, lexicon)


def _has_own_subject(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether somebody unknown stands before the cue: "prosecutors have given it until Friday"."""
    row, cue, lists = draft.row, draft.row.marks[draft.governor], lexicon.lists
    if cue.kind not in _PUTTING:
        return False
    times = {place for mark in row.marks if mark.time for place in range(mark.first, mark.last + 1)}
    subject = cue.first - 1
    while subject in times or word_at(row.tokens, subject) in lists["have"] | lists["adverbs"]:
        subject -= 1
    word = word_at(row.tokens, subject)
    if not word.isalpha() or word in lists["before_verbs"] | lists["representatives"] or word in powers().lexicon.cues:
        return False
    return not any(mark.first <= subject <= mark.last for mark in row.marks if mark.kind != "lead")


def _has_own_agent(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the cue is passive and its agent unknown: "was told by its creditors to pay"."""
    row, cue = draft.row, draft.row.marks[draft.governor]
    if cue.kind not in _PUT or word_at(row.tokens, cue.last + 1) not in lexicon.lists["agent_words"]:
        return False
    near = (mark for mark in row.marks if cue.last < mark.first <= cue.last + _LONGEST)
    return not any(mark.kind == "by-actor" or mark.time for mark in near)


def _is_of_itself(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a treaty or law sets it, or the day is one on which something ends anyway."""
    row = draft.row
    grounds = (word_at(row.tokens, mark.last) for mark in row.marks if mark.kind == "under")
    if not lexicon.lists["impersonal"].isdisjoint(grounds):
        return True
    return next(lexicon.calendar.matches(row.shaped(draft.governor, draft.time)), None) is not None
