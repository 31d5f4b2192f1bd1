"""What became of a deadline: moved, met, dropped or lapsed, as the sentence that tells of it says."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from tocsin.extraction.deadlines.drafts import Draft, actor_at, is_denied
from tocsin.extraction.deadlines.lexicon import Lexicon, Turn
from tocsin.extraction.deadlines.patterns import Pattern
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.deadlines.row import Row
from tocsin.extraction.reading import Token

_ADJACENT = 2
_REVIVING = "renewed-extended"
"""The turn that goes on after the end: "expired on Tuesday and was renewed"."""

_ENDS = ("pass", "met")
_WHOSE = ("owner", "possessor", "pronoun", "lead", "rel")
_BEFOREHAND = ("once", "if", "unless")
_BETWEEN = ("actor", "pronoun", "still")
_SUPPOSING = ("will", "block", "must", "face")
_ENDING_CLAUSE = ("comma", "actor", "pronoun")


def turned(drafts: Sequence[Draft], row: Row, lexicon: Lexicon) -> list[Draft]:
    """Return the drafts of a sentence with every turn applied that the sentence tells of."""
    result = list(drafts)
    for place, mark in enumerate(row.marks):
        for turn in lexicon.turns_of.get(mark.kind, ()):
            if not is_denied(row, place) and not _is_unreal(row, place, turn, lexicon):
                result = [_turned(draft, turn, place, lexicon) for draft in result]
    return _superseded(_renewed([_compared(draft) for draft in result]))


def _renewed(drafts: list[Draft]) -> list[Draft]:
    """Leave out the end of a pact that goes on: "as the truce expired, they extended the truce"."""
    pacts = [draft for draft in drafts if draft.row.marks[draft.governor].kind == "pact"]
    goes_on = any(draft.action == "extend" for draft in pacts)
    return [draft for draft in drafts if not (goes_on and draft in pacts and draft.action == "pass")]


def _superseded(drafts: list[Draft]) -> list[Draft]:
    """Join what held before and what "now" holds: "had until Friday and now has until Sunday" is one deadline moved."""
    dated = [draft for draft in drafts if draft.time is not None and draft.old is None]
    for before, after in pairwise(dated):
        if _says_now(after) and before.row.marks[before.time or 0].kind in ("until", "by") and _agree(before, after):
            moved = replace(
                after,
                old=before.time,
                action="extend",
                setter=after.setter or before.setter,
                addressee=after.addressee or before.addressee,
            )
            return [moved if draft is after else draft for draft in drafts if draft is not before]
    return drafts


def _says_now(draft: Draft) -> bool:
    return any(mark.kind == "now" for mark in draft.row.marks[max(0, draft.governor - _ADJACENT) : draft.governor + 2])


def _agree(one: Draft, other: Draft) -> bool:
    return all(
        None in pair or pair[0] == pair[1] for pair in ((one.setter, other.setter), (one.addressee, other.addressee))
    )


def _is_unreal(row: Row, place: int, turn: Turn, lexicon: Lexicon) -> bool:
    """Tell whether the words right before the cue make it no fact: "is to run out", "if it complies"."""
    if turn.action in _ENDS and _is_yet_to_be(row, place, lexicon):
        return True
    first = place - 1 if place > 1 and row.marks[place - 1].kind in _BETWEEN else place
    before, verb = row.marks[first - 1] if first else None, row.marks[first]
    if before is None or before.kind not in turn.unless_after:
        return False
    between = row.tokens[before.last + 1 : verb.first]
    return len(between) < _ADJACENT and all(_is_beside_verb(token, lexicon) for token in between)


def _is_yet_to_be(row: Row, place: int, lexicon: Lexicon) -> bool:
    """Tell whether the cue tells what can, will or shall be: "cannot meet it", "confident of meeting it", "not yet"."""
    lists, verb = lexicon.lists, row.marks[place]
    if verb.kind == "not":
        told = row.tokens[verb.first].lower.replace("’", "'")
        return told in lists["modals"] or word_at(row.tokens, verb.last + 1) in lists["intending"]
    before = verb.first - 1
    while before > 0 and _is_beside_verb(row.tokens[before], lexicon):
        before -= 1
    word = word_at(row.tokens, before).replace("’", "'")
    of_doing = word in lists["of"] and row.tokens[verb.first].lower.endswith(lexicon.endings["gerund"])
    return of_doing or (word in lists["modals"] and before == verb.first - 1)


def _is_beside_verb(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word may stand between "to" or "will" and its verb: "to have lapsed", "should it lapse"."""
    passed = ("have", "be", "adverbs", "personal_pronouns")
    return any(token.lower in lexicon.lists[name] for name in passed) or token.lower.endswith(lexicon.endings["adverb"])


def _turned(draft: Draft, turn: Turn, place: int, lexicon: Lexicon) -> Draft:
    shape = draft.row.shaped(place)
    applies = any(draft.governor in pattern.matches(shape) for pattern in turn.applies)
    open_to = draft.action == "set" or (draft.action == "pass" and turn.rule == _REVIVING)
    if not open_to or place == draft.governor or not applies:
        return draft
    if turn.action in _ENDS and (_is_to_come(draft) or _is_supposed(draft.row, place, lexicon)):
        return draft
    if turn.action == "pass" and place < draft.governor and _is_new(draft, lexicon):
        return draft
    turned = replace(_with_roles(draft, turn, place, shape), rule=f"{draft.rule}, {turn.rule}", action=turn.action)
    if turn.delta:
        moved = _moved(turned, turn, shape)
        return draft if moved.time == draft.time and moved.delta is None else moved
    return _ended(turned, turn, shape)


def _is_to_come(draft: Draft) -> bool:
    """Tell whether the deadline is spoken of as what must pass first: "once Friday's deadline has passed"."""
    marks = draft.row.marks[: draft.governor]
    before = next((mark for mark in reversed(marks) if mark.time is None and mark.kind not in _WHOSE), None)
    return before is not None and before.kind in _BEFOREHAND


def _is_supposed(row: Row, place: int, lexicon: Lexicon) -> bool:
    """Tell whether it says what would come of it: "those who miss it will be fined", "missing it would cost jobs"."""
    verb, following = row.tokens[row.marks[place].first].lower, row.marks[place + 1 :]
    if verb.endswith(lexicon.endings["gerund"]):
        following = tuple(takewhile(lambda mark: mark.kind not in _ENDING_CLAUSE, following))
    elif not place or row.marks[place - 1].kind != "rel" or verb.endswith(lexicon.endings["past"]):
        return False
    return any(mark.kind in _SUPPOSING for mark in following)


def _is_new(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the deadline follows on one that ran out: "ran out, and the League set a new 72-hour deadline"."""
    first = draft.row.marks[draft.governor].first
    begin = first if draft.time is None else min(first, draft.row.marks[draft.time].first)
    return word_at(draft.row.tokens, begin - 1) in lexicon.lists["renewing"]


def _ended(draft: Draft, turn: Turn, shape: str) -> Draft:
    """Return the draft with the time at which it is said to have ended, where it had none but a length."""
    end = _place(turn.new, shape)
    dated = draft.time is not None and draft.row.marks[draft.time].kind not in ("span", "compound")
    return draft if end is None or dated else replace(draft, time=end)


def _with_roles(draft: Draft, turn: Turn, place: int, shape: str) -> Draft:
    """Return the draft with the one who turns it as its setter: before the cue of the deadline, that is the subject.

    Whose deadline another one moves is whom it binds: "The League extended Peru's deadline".
    """
    mover = actor_at(draft.row, turn.setter, shape, None)
    if mover is not None and (draft.setter is None or place < draft.governor):
        bound = draft.setter if draft.addressee is None else draft.addressee
        draft = replace(draft, setter=mover, addressee=None if mover == bound else bound)
    if draft.addressee is None:
        return replace(draft, addressee=actor_at(draft.row, turn.addressee, shape, draft.setter))
    return draft


def _moved(draft: Draft, turn: Turn, shape: str) -> Draft:
    new, delta = _place(turn.new, shape), _place(turn.delta, shape)
    if new is None and delta is None:
        return draft
    old = next((place for place in (_place(turn.old, shape), draft.time) if place not in (None, new)), None)
    return replace(draft, time=new, delta=delta, old=old)


def _place(patterns: Sequence[Pattern], shape: str) -> int | None:
    return next((place for pattern in patterns for place in pattern.matches(shape)), None)


def _compared(draft: Draft) -> Draft:
    """Note the old time where the new one is set against it: "until Monday rather than Thursday"."""
    if draft.time is None or draft.old is not None:
        return draft
    following = (place for place in (draft.time + 1, draft.time + 2) if place < len(draft.row.marks))
    old = next((place for place in following if draft.row.marks[place].kind == "instead"), None)
    return draft if old is None else replace(draft, old=old, action="extend")
