"""Frames applied to a row of marks: which cue governs which time, and who stands in which role."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from tocsin.domain.claim import Action
from tocsin.extraction.deadlines.lexicon import UNTIMED, Frame, Lexicon
from tocsin.extraction.deadlines.patterns import Pattern
from tocsin.extraction.deadlines.phrases import without_article, word_at
from tocsin.extraction.deadlines.row import Mark, Row
from tocsin.extraction.times import TimePhrase
from tocsin.extraction.times.moments import Moment

AS_WANTED = "done-as-wanted"
"""The rule of an act that is said to be what somebody wanted, with no word of when."""

_GIVING = ("give", "given", "get", "window")
_LENGTHS = ("span", "compound")
_CLOSING = ("expire", "close")
_ENDING = ("expire", "lapse", "due")
_NEAR = 4
"""A negation this many words before a cue, or fewer, is taken to deny it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A deadline as one sentence words it; numbers are places in the row of marks, names are ids of actors.

    `before` is the time that another sentence says it had before.
    """

    row: Row
    rule: str
    governor: int
    time: int | None
    setter: str | None = None
    addressee: str | None = None
    action: Action = "set"
    old: int | None = None
    delta: int | None = None
    confidence: float = 1.0
    before: TimePhrase | None = None


def drafts(row: Row, lexicon: Lexicon) -> list[Draft]:
    """Return the deadlines that the sentence tells of, whatever it says has become of them, in text order."""
    governed = (draft for time, mark in enumerate(row.marks) if mark.time for draft in _governed(row, time, lexicon))
    timed = [
        draft
        for draft in _without_starts([draft for draft in governed if not _is_running_out(draft, lexicon)])
        if not _is_spelled_out(draft) and not _is_day_of_act(draft, lexicon) and not _stands_apart(draft, lexicon)
    ]
    used = {draft.governor for draft in timed}
    untimed = (
        _untimed(row, place, lexicon)
        for place in _without_time(row, lexicon)
        if place not in used and not _finds(lexicon.unset, row, place)
    )
    real = (draft for draft in (*timed, *untimed) if not _is_unreal(draft, lexicon))
    return sorted(real, key=lambda draft: draft.governor)


def _without_time(row: Row, lexicon: Lexicon) -> Iterator[int]:
    """Yield the places of the cues that tell of a deadline by themselves, or of an act as of what was wanted."""
    acts = {place for pattern in lexicon.done_as_wanted for place in pattern.matches(row.shape)}
    yield from (place for place, mark in enumerate(row.marks) if mark.kind in UNTIMED or place in acts)


def _without_starts(timed: list[Draft]) -> list[Draft]:
    """Leave out the moments from which lengths of time only count, and those of threats that name a limit, too."""
    lengths = {draft.governor for draft in timed if _time_kind(draft) == "compound"}
    dated = any(_time_kind(draft) == "span" for draft in timed)
    limited = {draft.governor for draft in timed if draft.rule == "unless" and not _is_of_threat(draft)}
    return [
        draft
        for draft in timed
        if _time_kind(draft) == "compound"
        or not (
            draft.governor in lengths
            or (dated and _time_kind(draft) == "of")
            or (_is_of_threat(draft) and draft.governor in limited)
        )
    ]


def _is_of_threat(draft: Draft) -> bool:
    """Tell whether the time is that of what is threatened: "will strike on Monday unless"."""
    return draft.rule == "unless" and draft.time is not None and draft.time < draft.governor


def _time_kind(draft: Draft) -> str | None:
    return None if draft.time is None else draft.row.marks[draft.time].kind


def _is_running_out(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a length of time is told of as it ends: it does not count from now."""
    if _time_kind(draft) == "span":
        return _finds(lexicon.given_out, draft.row, draft.governor)
    ends = (_finds(pattern, draft.row, draft.governor) for pattern in lexicon.running_out)
    return _time_kind(draft) == "compound" and any(ends)


def _is_day_of_act(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a day is the one on which somebody acted: "issued the ultimatum on Tuesday"."""
    if draft.time is None or draft.row.marks[draft.governor].kind in _CLOSING:
        return False
    phrase = draft.row.marks[draft.time].time
    if phrase is None or (phrase.preposition or "") not in lexicon.lists["acting_on"]:
        return False
    shape = draft.row.shaped(draft.governor)
    told = any(draft.time in pattern.matches(shape) for pattern in lexicon.acted_on)
    return (
        (told or _is_told_after(draft, lexicon)) and isinstance(phrase.meaning, Moment) and phrase.meaning.clock is None
    )


def _is_told_after(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a verb of the past takes the day: "replied to the ultimatum on", "the ultimatum reached it on"."""
    tokens, cue, past = draft.row.tokens, draft.row.marks[draft.governor], lexicon.endings["past"]
    if draft.time != draft.governor + 1 or cue.kind not in UNTIMED:
        return False
    before = without_article(tokens, cue.first, lexicon) - 1
    replied = word_at(tokens, before) in lexicon.lists["range_words"] and word_at(tokens, before - 1).endswith(past)
    between = tokens[cue.last + 1 : draft.row.marks[draft.time].first]
    return replied or any(token.lower.endswith(past) for token in between)


def _stands_apart(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a time is that of a telling: "announced on Tuesday a deadline", but "on Tuesday a deadline ends"."""
    if draft.time is None or _time_kind(draft) != "at" or draft.governor - draft.time not in (1, 2):
        return False
    marks, after = draft.row.marks, draft.row.marks[draft.time].last + 1
    anew = after < marks[draft.governor].first and word_at(draft.row.tokens, after) in lexicon.lists["articles"]
    clause = takewhile(lambda mark: mark.kind != "stop", marks[draft.governor :])
    return anew and not any(mark.kind in _ENDING for mark in clause)


def _is_unreal(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the words before the cue make it no fact that anything was set: "could give", "refused to set"."""
    kind = draft.row.marks[draft.governor].kind
    return any(_finds(pattern, draft.row, draft.governor) for pattern in lexicon.unreal.get(kind, ()))


def _finds(pattern: Pattern, row: Row, governor: int) -> bool:
    return next(pattern.matches(row.shaped(governor)), None) is not None


def _is_spelled_out(draft: Draft) -> bool:
    """Tell whether the end of a length of time is told right after it: "ten days, until 3 May", "by Peru, until"."""
    following = () if draft.time is None else draft.row.marks[draft.time + 1 : draft.time + 4]
    kinds = [mark.kind for mark in following if mark.kind != "by-actor"]
    return _time_kind(draft) in ("span", "within", "compound") and (
        kinds[:1] == ["until"] or kinds[:2] in (["comma", "until"], ["comma", "toward"])
    )


def _governed(row: Row, time: int, lexicon: Lexicon) -> Iterator[Draft]:
    """Yield the draft of the cue that governs a time: the nearest one before it, else the nearest one after it."""
    for governor in (*range(time - 1, -1, -1), *range(time + 1, len(row.marks))):
        frame = _frame_of(row, governor, time, lexicon)
        if frame is not None:
            if frame.binds and not is_denied(row, governor):
                draft = _found(with_roles(Draft(row, frame.rule, governor, time), frame))
                yield replace(draft, action="extend") if _is_more_time(draft, lexicon) else draft
            return


def _found(draft: Draft) -> Draft:
    """Return the draft with its time as the length by which it is moved, where it is one: "put off by two days"."""
    return replace(draft, time=None, delta=draft.time) if _time_kind(draft) == "delta" else draft


def are_joined(former: Mark, joint: Mark, latter: Mark) -> bool:
    """Tell whether the marks are two actors, or their likes, with nothing but "and" between them."""
    together = former.last + 1 == joint.first and joint.last + 1 == latter.first
    return together and joint.kind == "and" and latter.kind in ("actor", "owner")


def _is_more_time(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether it is time given on top of what was given before: "another week", "one more week, to Friday"."""
    if draft.row.marks[draft.governor].kind not in _GIVING or draft.time is None:
        return False
    length = next((mark for mark in reversed(draft.row.marks[: draft.time + 1]) if mark.kind in _LENGTHS), None)
    return length is not None and not lexicon.lists["more_words"].isdisjoint(
        draft.row.tokens[place].lower for place in range(length.first - 1, length.last + 1)
    )


def _frame_of(row: Row, governor: int, time: int, lexicon: Lexicon) -> Frame | None:
    for frame in lexicon.frames_of.get(row.marks[governor].kind, ()):
        if _governs(row, governor, time, frame):
            return frame
    return None


def _governs(row: Row, governor: int, time: int, frame: Frame) -> bool:
    kind, shape = row.marks[time].kind, row.shaped(governor, time)
    return any(kind in times.kinds and _first(times.patterns, shape) is not None for times in frame.times)


def _untimed(row: Row, governor: int, lexicon: Lexicon) -> Draft:
    frame = lexicon.frames_of[row.marks[governor].kind][0]
    return with_roles(Draft(row, frame.rule, governor, None), frame)


def with_roles(draft: Draft, frame: Frame) -> Draft:
    """Return the draft with those in its roles who stand where its frame looks for them."""
    shape = draft.row.shaped(draft.governor, draft.time)
    addressee = actor_at(draft.row, frame.addressee, shape, None)
    setters = acting_with(draft.row.marks, actor_at(draft.row, frame.setter, shape, addressee))
    setter = next((actor for actor in setters if actor != addressee), None)
    return replace(draft, setter=setter, addressee=addressee, action=frame.action, confidence=frame.confidence)


def acting_with(marks: Sequence[Mark], actor: str | None) -> tuple[str | None, ...]:
    """Return those who act together with an actor, it among them, as they are named: "Peru and Chile demanded"."""
    pairs = (pair for pair in zip(marks, marks[1:], marks[2:], strict=False) if are_joined(*pair))
    named = ((former.actor.actor, latter.actor.actor) for former, _, latter in pairs if former.actor and latter.actor)
    return next((names for names in named if actor in names), (actor,))


def actor_at(row: Row, patterns: Sequence[Pattern], shape: str, other: str | None) -> str | None:
    """Return the actor, not being `other`, that the first pattern finds which finds one."""
    mentions = (row.marks[place].actor for pattern in patterns for place in pattern.matches(shape))
    return next((mention.actor for mention in mentions if mention is not None and mention.actor != other), None)


def is_by_law(draft: Draft) -> bool:
    """Tell whether a law in force gives the time: it counts from what that is applied to, not from the article."""
    kinds = {mark.kind for mark in draft.row.marks[: draft.governor]}
    return not kinds.isdisjoint(("law", "under")) and "will" not in kinds


def is_denied(row: Row, place: int) -> bool:
    """Tell whether a negation stands right before the cue."""
    return place > 0 and _is_negation_of(row.marks[place - 1], row.marks[place])


def _is_negation_of(before: Mark, cue: Mark) -> bool:
    return before.kind == "not" and cue.first - before.last <= _NEAR


def _first(patterns: Sequence[Pattern], shape: str) -> int | None:
    return next((place for pattern in patterns for place in pattern.matches(shape)), None)
