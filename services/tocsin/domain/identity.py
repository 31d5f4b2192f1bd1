"""Which of the known deadlines a claim is about: the same roles, and an instant that agrees or an end or a move."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tocsin.domain.case import SURE
from tocsin.domain.claim import DeadlineClaim
from tocsin.domain.deadline import Deadline, covers, pins_down, prolongs, refines, same_day, same_instant
from tocsin.domain.due import Due, Span, later, zone_of
from tocsin.domain.sides import Likeness, Sides

_MOVES = ("extend", "advance")
_LATE_NEWS = timedelta(days=3)
_LOOK_BACK = timedelta(days=30)
"""How long after its end a deadline may still be told of as met or dropped: "complied last week"."""

_A_DAY = timedelta(days=1)
_LONG_AGO = timedelta(days=36_500)
_TELLING_WORD = re.compile(r"\w{4,}")


def about(deadlines: Iterable[Deadline], claim: DeadlineClaim, sides: Sides) -> Deadline | None:
    """Return the deadline that `claim` is about, or None where it tells of another one."""
    deadlines = tuple(deadlines)
    likely = _chosen(_fitting(deadlines, claim, sides), claim, sides) or _misread(deadlines, claim, sides)
    return _closest(likely, claim, sides)


def _chosen(fitting: Sequence[Deadline], claim: DeadlineClaim, sides: Sides) -> list[Deadline]:
    """Return those of the deadlines of the claim's roles of which it may tell."""
    if not fitting:
        return []
    due = claim.interval
    agreeing = [each for each in fitting if due is not None and _due_agrees(each, due)]
    agreeing = agreeing or _pinned_down(fitting, claim, sides)
    match claim.action:
        case "set":
            return agreeing or _retold(fitting, claim, sides)
        case "extend" | "advance":
            return _before_move(fitting, claim) or agreeing or _movable(fitting, claim)
        case _:
            return agreeing or _ending(fitting, claim, sides)


def worth_noting(claim: DeadlineClaim) -> bool:
    """Whether a claim about no known deadline tells enough to begin one; what nobody known has met does not."""
    known = claim.setter or claim.addressee
    if claim.action == "met" and known is None:
        return False
    return bool(claim.due) or (claim.action in ("set", "extend", "advance") and known is not None)


def _fitting(deadlines: Iterable[Deadline], claim: DeadlineClaim, sides: Sides) -> list[Deadline]:
    """Return the deadlines of the same roles, as far as they are known."""
    return [each for each in deadlines if _fits(each, claim, sides)]


def _fits(deadline: Deadline, claim: DeadlineClaim, sides: Sides) -> bool:
    """Whether no role differs; another name of one side will do where the instant or the other role is the same."""
    likeness = _likeness(deadline, claim, sides)
    if Likeness.SIDE not in likeness or Likeness.OTHER in likeness:
        return Likeness.OTHER not in likeness
    return not _crossed(deadline, claim) and (Likeness.SAME in likeness or _runs_out_with(deadline, claim))


def _pinned_down(deadlines: Iterable[Deadline], claim: DeadlineClaim, sides: Sides) -> list[Deadline]:
    """Return the deadlines known by their length whose instant the claim may give: the roles and the demand agree."""
    return [
        each
        for each in deadlines
        if pins_down(claim, each) and _agreement(each, claim, sides) and _may_demand(each, claim)
    ]


def _may_demand(deadline: Deadline, claim: DeadlineClaim) -> bool:
    mine, other = _words(deadline.demand), _words(claim.demand)
    return not mine or not other or not mine.isdisjoint(other)


def _misread(deadlines: Iterable[Deadline], claim: DeadlineClaim, sides: Sides) -> list[Deadline]:
    """Return the one deadline of which `claim` must be, though a role of it differs: of that instant, or settled."""
    same = [each for each in deadlines if _runs_out_with(each, claim) and _must_be(each, claim, sides)]
    same = same or [each for each in _lately_open(deadlines, claim, _LOOK_BACK) if _is_settled(each, claim)]
    return same if len(same) == 1 else []


def _is_settled(deadline: Deadline, claim: DeadlineClaim) -> bool:
    """Whether both of its parties have done with it, whichever of them is said to have come to terms with the other."""
    swapped = (deadline.addressee, deadline.setter) == (claim.setter, claim.addressee)
    return swapped and claim.action == "met" and claim.due is None


def _must_be(deadline: Deadline, claim: DeadlineClaim, sides: Sides) -> bool:
    """Whether a role that differs has been misread, given that both run out at one instant.

    It has where the roles were taken for each other, and where whoever is not sure names another setter. What ends or
    moves has begun, so that one role may differ; but a move may be told of the next addressee of the same setter.
    """
    setter, addressee = _likeness(deadline, claim, sides)
    if _crossed(deadline, claim):
        return True
    if claim.action != "set":
        same_setter = setter == Likeness.SAME and claim.action not in _MOVES
        return same_setter or addressee != Likeness.OTHER
    return addressee == Likeness.SAME and min(claim.confidence, deadline.confidence) < SURE


def _crossed(deadline: Deadline, claim: DeadlineClaim) -> bool:
    """Whether who set the one is bound by the other."""
    return any(
        one is not None and one == other
        for one, other in ((deadline.setter, claim.addressee), (deadline.addressee, claim.setter))
    )


def _runs_out_with(deadline: Deadline, claim: DeadlineClaim) -> bool:
    due = claim.previous_due or claim.due
    return any(same_instant(known, due) for known in deadline.dues)


def _closest(deadlines: Sequence[Deadline], claim: DeadlineClaim, sides: Sides) -> Deadline | None:
    """Return the one that agrees best in roles, then in demand, is still open, and runs out nearest to the news."""
    if len(deadlines) == 1:
        return deadlines[0]
    return max(deadlines, key=lambda each: _closeness(each, claim, sides), default=None)


def _closeness(
    deadline: Deadline, claim: DeadlineClaim, sides: Sides
) -> tuple[int, bool, bool, int, int, timedelta, datetime, str]:
    same_words = len(_words(deadline.demand) & _words(claim.demand))
    away = abs(deadline.due.latest - claim.published_at) if deadline.due else _LONG_AGO
    return (
        _agreement(deadline, claim, sides),
        same_words > 0,
        deadline.runs_at(claim.published_at),
        same_words,
        _both_unknown(deadline, claim),
        -away,
        deadline.latest.published_at,
        deadline.id,
    )


def _agreement(deadline: Deadline, claim: DeadlineClaim, sides: Sides) -> int:
    """Return how well the roles agree that are known to both."""
    return sum(max(each, Likeness.UNKNOWN) for each in _likeness(deadline, claim, sides))


def _likeness(deadline: Deadline, claim: DeadlineClaim, sides: Sides) -> tuple[Likeness, Likeness]:
    return sides.likeness(deadline.setter, claim.setter), sides.likeness(deadline.addressee, claim.addressee)


def _both_unknown(deadline: Deadline, claim: DeadlineClaim) -> int:
    pairs = ((deadline.setter, claim.setter), (deadline.addressee, claim.addressee))
    return sum(one is None and other is None for one, other in pairs)


def _words(demand: str | None) -> set[str]:
    return set(_TELLING_WORD.findall(demand.casefold())) if demand else set()


def _due_agrees(deadline: Deadline, due: Due) -> bool:
    mine = deadline.due
    if mine is None:
        return False
    known = (*deadline.dues, mine.latest)
    return (
        any(same_instant(each, due.latest) or covers(due, each, mine.grain) for each in known)
        or any(same_instant(each, due.latest) for each in mine.alternatives)
        or any(same_instant(each, mine.latest) for each in due.alternatives)
        or refines(due, mine)
        or same_day(due, mine)
    )


def _retold(deadlines: Iterable[Deadline], claim: DeadlineClaim, sides: Sides) -> list[Deadline]:
    """Return the deadlines of which `claim` may tell without giving their instant anew: running, else lately ended."""
    deadlines = tuple(deadlines)
    running = [each for each in deadlines if each.runs_at(claim.published_at)]
    if claim.due is None:
        return running or [each for each in deadlines if _lately_ended(each, claim)]
    as_long = [each for each in running if _same_length(each, claim, sides)]
    return as_long or [each for each in running if each.due is None]


def _lately_ended(deadline: Deadline, claim: DeadlineClaim) -> bool:
    """Whether it ended so shortly before the news that both roles without an instant speak of it, and of no new one."""
    same = (deadline.setter, deadline.addressee) == (claim.setter, claim.addressee)
    ended = deadline.ended_at or deadline.runs_out
    return same and ended > claim.published_at - _LATE_NEWS and _may_demand(deadline, claim)


def _same_length(deadline: Deadline, claim: DeadlineClaim, sides: Sides) -> bool:
    """Whether `claim` says how long was given, not until when, and that is how long this deadline gave."""
    if claim.anchor != "published" or claim.duration is None or not _agreement(deadline, claim, sides):
        return False
    return claim.duration == deadline.duration or _lasts(deadline, claim.duration)


def _lasts(deadline: Deadline, span: Span) -> bool:
    """Whether `span`, counted from the first news of the deadline, comes to its first due instant within a day."""
    if deadline.first_due is None or deadline.due is None:
        return False
    reckoned = later(deadline.set_at, span, zone_of(deadline.due.timezone))
    return abs(reckoned - deadline.first_due) <= min(_A_DAY, (reckoned - deadline.set_at) / 2)


def _before_move(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> list[Deadline]:
    if claim.previous_due is None:
        return []
    return [each for each in deadlines if any(same_instant(due, claim.previous_due) for due in each.dues)]


def _movable(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> list[Deadline]:
    """Return the open deadlines that can be moved to where `claim` says: forward by an extension, else back."""
    return [each for each in _lately_open(deadlines, claim) if _moves_on(each, claim)]


def _moves_on(deadline: Deadline, claim: DeadlineClaim) -> bool:
    if deadline.due is None or claim.due is None or prolongs(deadline, claim):
        return True
    return (claim.due > deadline.due.latest) == (claim.action == "extend")


def _ending(deadlines: Sequence[Deadline], claim: DeadlineClaim, sides: Sides) -> list[Deadline]:
    """Return the deadlines whose end `claim` may tell; of one long run out only who is known to have been in it."""
    if claim.action == "met" and claim.due is None:
        deadlines = [each for each in deadlines if _may_demand(each, claim)]
    ending = [each for each in _lately_open(deadlines, claim) if _may_end(each, claim)]
    if ending or claim.due is not None or claim.action == "pass":
        return ending
    return [each for each in _lately_open(deadlines, claim, _LOOK_BACK) if _agreement(each, claim, sides)]


def _may_end(deadline: Deadline, claim: DeadlineClaim) -> bool:
    """Whether an instant is unknown, so that `claim` may tell of the end; what has lapsed was due before the news."""
    if deadline.due is None or claim.due is not None:
        return deadline.due is None
    return claim.action != "pass" or deadline.due.earliest <= claim.published_at


def _lately_open(deadlines: Iterable[Deadline], claim: DeadlineClaim, within: timedelta = _LATE_NEWS) -> list[Deadline]:
    """Return the deadlines that ran at the time of the news, or had run out `within` that time before."""
    since = claim.published_at - within
    return [
        each for each in deadlines if each.state in ("pending", "expired") and (each.ended_at or each.runs_out) > since
    ]
