"""What looks like a deadline and is none."""

from collections.abc import Sequence
from itertools import pairwise

from tocsin.extraction.deadlines.drafts import Draft, is_by_law
from tocsin.extraction.deadlines.gatherings import is_gathering
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import beginning_at, is_any_in, word_at
from tocsin.extraction.deadlines.row import Row
from tocsin.extraction.deadlines.wording import demand
from tocsin.extraction.reading import Token

_ADJACENT = 2
_NEAR = 6
"""How many words before the cue its subject may stand."""

_OWED_NEAR = 10
"""How many words before "due" the thing may stand that is owed: "its payment of two million crowns to Peru is due"."""

_SUBJECTS = ("actor", "pronoun", "owner")
_CONDITIONS = ("unless", "if")
_PENAL = ("penalty", "punish")
_LENGTHS = ("span", "compound")
_PARTIES = 2
_ENDING = "pact"
"""How the rules begin of what ends by itself: "is due to run until Friday" asks nobody to run."""

_OPINED = ("must", *_CONDITIONS)
_PUTTING = ("give", "want")


def is_dismissed(row: Row, lexicon: Lexicon) -> bool:
    """Tell whether nothing in the sentence can be a deadline: all is denied, or it is another trade's deadline."""
    denied = any(mark.kind == "deny" for mark in row.marks) or _is_negated(row)
    return denied or _is_other_trade(row, lexicon) or _is_supposed(row, lexicon)


def _is_supposed(row: Row, lexicon: Lexicon) -> bool:
    """Tell whether the sentence opens as one of no fact: "Had it given", "Suppose it gave"."""
    first = next((place for place, token in enumerate(row.tokens) if token.text.isalpha()), None)
    return first is not None and beginning_at(row.tokens, first, lexicon.phrases["suppositions"]) is not None


def _is_other_trade(row: Row, lexicon: Lexicon) -> bool:
    return is_any_in(lexicon.phrases["no_deadlines"], row.tokens)


def _is_negated(row: Row) -> bool:
    return any(
        one.kind == "not" and other.kind in ("hard", "noun", "compound") and other.first - one.last <= _ADJACENT
        for one, other in pairwise(row.marks)
    )


def is_no_duty(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether those addressed are free not to act, or the act is no duty."""
    free = _is_of_no_party(draft, lexicon) or _is_term_served(draft, lexicon) or _is_opinion(draft, lexicon)
    foreseen = _is_alone(draft) and _is_foreseen(draft, lexicon)
    return free or foreseen or _is_pastime(draft, lexicon) or _is_arrival(draft, lexicon)


def _is_arrival(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether somebody or something is to come: "are due in Halden by Friday", "the vote is due on Friday"."""
    tokens, cue = draft.row.tokens, draft.row.marks[draft.governor]
    place = tokens[cue.last + 2].text if cue.last + 2 < len(tokens) else ""
    if cue.kind != "due":
        return False
    arrives = word_at(tokens, cue.last + 1) in lexicon.lists["arriving"] and place.istitle()
    return arrives or (_is_day(draft) and not _is_owed(draft, lexicon))


def _is_day(draft: Draft) -> bool:
    """Tell whether the time is a mere day on which something is to be, not one by which it must be."""
    return draft.time is not None and draft.row.marks[draft.time].kind == "at"


def _is_owed(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether it is a thing that somebody has to give: "its reply is due on Friday"."""
    cue = draft.row.marks[draft.governor].first
    subject = draft.row.tokens[max(0, cue - _OWED_NEAR) : cue]
    return not lexicon.lists["owed"].isdisjoint(token.lower for token in subject)


def _is_alone(draft: Draft) -> bool:
    """Tell whether the sentence names but one actor, so that nobody in it has power over another."""
    return len({mention.actor for mention in draft.row.read.actors if mention.role}) < _PARTIES


def _is_foreseen(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether it is how long something will last or take: "until June before it defaults", "on 48-hour notice"."""
    row, time = draft.row, None if draft.time is None else draft.row.marks[draft.time]
    if time is None:
        return False
    if row.marks[draft.governor].kind == "term" and time.kind in _LENGTHS:
        return word_at(row.tokens, time.first - 1) in lexicon.lists["readiness"]
    threats = (mark for mark in row.marks[draft.governor :] if mark.kind in _PENAL)
    return word_at(row.tokens, time.last + 1) in lexicon.lists["foregoing"] and next(threats, None) is None


def _is_of_no_party(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether those stand where the subject of the cue is told who have deadlines that are no news."""
    names = {place for mark in draft.row.marks if mark.actor for place in range(mark.first, mark.last + 1)}
    subject = (place for place in _subject(draft) if place not in names)
    return any(draft.row.tokens[place].lower in lexicon.lists["no_parties"] for place in subject)


def _subject(draft: Draft) -> range:
    """Return the tokens among which the subject of the cue is: near before it, or after a condition."""
    marks, cue = draft.row.marks, draft.row.marks[draft.governor]
    if cue.kind in _CONDITIONS and draft.time is not None:
        return range(cue.last + 1, marks[draft.time].first)
    subjects = [
        mark.first
        for joint, mark in pairwise(marks[: draft.governor])
        if mark.kind in _SUBJECTS and joint.kind != "and"
    ]
    return range(max(0, cue.first - _NEAR, *subjects), cue.first)


def _is_opinion(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether it is judged and not ordered: "has to fall within a year, analysts in Halden said"."""
    row, time = draft.row, None if draft.time is None else draft.row.marks[draft.time]
    cue = row.marks[draft.governor]
    if cue.kind in _PUTTING:
        return any(token.lower in lexicon.lists["onlookers"] for token in row.tokens[_begin(draft) : cue.first])
    if cue.kind not in _OPINED and not (cue.kind == "have" and time is not None and time.kind == "span"):
        return False
    judges = lexicon.lists["onlookers"] | lexicon.lists["judging"]
    return _is_told_by_onlooker(draft, lexicon) or any(token.lower in judges for token in _source(draft))


def _begin(draft: Draft) -> int:
    """Return the first token of the cue's own subject: the sentence's where no actor is that."""
    row, cue = draft.row, draft.row.marks[draft.governor]
    named = any(mark.kind in _SUBJECTS for mark in row.marks[: draft.governor])
    return cue.first - 1 if named else 0


def _source(draft: Draft) -> Sequence[Token]:
    """Return the words after the comma that ends what is said, where who says it may stand."""
    tokens = draft.row.tokens
    end = max(draft.row.marks[place].last for place in (draft.governor, draft.time) if place is not None)
    comma = next((place for place in range(end, len(tokens)) if tokens[place].text == ","), len(tokens))
    return tokens[comma + 1 : comma + 1 + _NEAR]


def _is_told_by_onlooker(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether an onlooker says it, or opens the sentence on somebody else: "Analysts see it lost unless"."""
    row, onlookers = draft.row, lexicon.lists["onlookers"]
    if any(mark.kind == "say" and word_at(row.tokens, mark.first - 1) in onlookers for mark in row.marks):
        return True
    others = [mark.first for mark in row.marks[: draft.governor] if mark.kind in _SUBJECTS]
    return bool(others) and any(token.lower in onlookers for token in row.tokens[: others[0]])


def _is_pastime(draft: Draft, lexicon: Lexicon) -> bool:
    row, first = draft.row, _required(draft)
    if is_gathering(draft, first, lexicon):
        return True
    if first is None or draft.rule.startswith(_ENDING):
        return False
    if beginning_at(row.tokens, first, lexicon.phrases["no_duties"]) is None:
        return False
    return not (is_by_law(draft) and beginning_at(row.tokens, first, lexicon.phrases["ballots"]))


def _required(draft: Draft) -> int | None:
    """Return the token with which the demand begins."""
    required = demand(draft)
    if required is None:
        return None
    return next(place for place, token in enumerate(draft.row.tokens) if token.start == required.start)


def _is_term_served(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the time is what somebody spends, or what a stock lasts: "three years in jail", "a week of fuel"."""
    row, place = draft.row, draft.time
    following = len(row.tokens) if place is None else row.marks[place].last + 1
    if following >= len(row.tokens):
        return False
    if beginning_at(row.tokens, following, lexicon.phrases["terms"]) is not None:
        return True
    lasting = row.marks[place or 0].kind == "span" and word_at(row.tokens, following) in lexicon.lists["of"]
    return lasting and word_at(row.tokens, following + 1) not in lexicon.lists["respites"]
