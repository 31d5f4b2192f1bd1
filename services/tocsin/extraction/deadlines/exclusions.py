"""What looks like a deadline and is none."""

from itertools import pairwise

from tocsin.extraction.deadlines.drafts import Draft, is_by_law
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import beginning_at, word_at
from tocsin.extraction.deadlines.row import Row
from tocsin.extraction.deadlines.wording import demand

_ADJACENT = 2
_NEAR = 6
"""How many words before the cue its subject may stand."""

_SUBJECTS = ("actor", "pronoun")
_OPINED = ("must", "unless", "if")


def is_dismissed(row: Row, lexicon: Lexicon) -> bool:
    """Tell whether nothing in the sentence can be a deadline: all is denied, or it is another trade's deadline."""
    return any(mark.kind == "deny" for mark in row.marks) or _is_other_trade(row, lexicon) or _is_negated(row)


def _is_other_trade(row: Row, lexicon: Lexicon) -> bool:
    phrases = lexicon.phrases["no_deadlines"]
    return any(
        token.lower in phrases and beginning_at(row.tokens, place, phrases) for place, token in enumerate(row.tokens)
    )


def _is_negated(row: Row) -> bool:
    return any(
        one.kind == "not" and other.kind in ("hard", "noun", "compound") and other.first - one.last <= _ADJACENT
        for one, other in pairwise(row.marks)
    )


def is_no_duty(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether those addressed are free not to act, or the act is no duty."""
    free = _is_of_no_party(draft, lexicon) or _is_term_served(draft, lexicon) or _is_opinion(draft, lexicon)
    return free or _is_pastime(draft, lexicon)


def _is_of_no_party(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether those stand shortly before the cue who have deadlines that are no news."""
    cue = draft.row.marks[draft.governor]
    names = {place for mark in draft.row.marks if mark.actor for place in range(mark.first, mark.last + 1)}
    before = (place for place in range(_subject_begins(draft), cue.first) if place not in names)
    return any(draft.row.tokens[place].lower in lexicon.lists["no_parties"] for place in before)


def _subject_begins(draft: Draft) -> int:
    """Return the token after which the subject of the cue may stand: near it, and not before an actor that is one."""
    marks, cue = draft.row.marks, draft.row.marks[draft.governor]
    subjects = [
        mark.first
        for joint, mark in pairwise(marks[: draft.governor])
        if mark.kind in _SUBJECTS and joint.kind != "and"
    ]
    return max(0, cue.first - _NEAR, *subjects)


def _is_opinion(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether people say it whose "must" is no order: "has to fall within a year, analysts said"."""
    row, time = draft.row, None if draft.time is None else draft.row.marks[draft.time]
    kind = row.marks[draft.governor].kind
    if kind not in _OPINED and not (kind == "have" and time is not None and time.kind == "span"):
        return False
    return any(mark.kind == "say" and _is_onlooker(row, mark.first - 1, lexicon) for mark in row.marks)


def _is_onlooker(row: Row, place: int, lexicon: Lexicon) -> bool:
    return word_at(row.tokens, place) in lexicon.lists["onlookers"]


def _is_pastime(draft: Draft, lexicon: Lexicon) -> bool:
    row, required = draft.row, demand(draft)
    if required is None:
        return False
    first = next(place for place, token in enumerate(row.tokens) if token.start == required.start)
    if beginning_at(row.tokens, first, lexicon.phrases["no_duties"]) is None:
        return False
    return not (is_by_law(draft) and beginning_at(row.tokens, first, lexicon.phrases["ballots"]))


def _is_term_served(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the time is what somebody spends somewhere: "gave him three years in jail"."""
    row, place = draft.row, draft.time
    following = len(row.tokens) if place is None else row.marks[place].last + 1
    return following < len(row.tokens) and beginning_at(row.tokens, following, lexicon.phrases["terms"]) is not None
