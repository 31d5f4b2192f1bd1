"""What looks like a deadline and is none."""

from itertools import pairwise

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import beginning_at
from tocsin.extraction.deadlines.row import Row
from tocsin.extraction.deadlines.wording import demand

_ADJACENT = 2
_NEAR = 6
"""How many words before the cue its subject may stand."""


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
        one.kind == "not" and other.kind in ("hard", "noun") and other.first - one.last <= _ADJACENT
        for one, other in pairwise(row.marks)
    )


def is_no_duty(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether those addressed are free not to act, or the act is no duty."""
    row, governor = draft.row, draft.row.marks[draft.governor]
    if any(
        token.lower in lexicon.lists["no_parties"]
        for token in row.tokens[max(0, governor.first - _NEAR) : governor.first]
    ):
        return True
    if _is_term_served(draft, lexicon):
        return True
    required = demand(draft)
    if required is None:
        return False
    first = next(place for place, token in enumerate(row.tokens) if token.start == required.start)
    return beginning_at(row.tokens, first, lexicon.phrases["no_duties"]) is not None


def _is_term_served(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the time is what somebody spends somewhere: "gave him three years in jail"."""
    row, place = draft.row, draft.time
    following = len(row.tokens) if place is None else row.marks[place].last + 1
    return following < len(row.tokens) and beginning_at(row.tokens, following, lexicon.phrases["terms"]) is not None
