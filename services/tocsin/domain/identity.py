"""Which of the known deadlines a claim is about: the same roles, and an instant that agrees or an end or a move."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tocsin.domain.claim import DeadlineClaim
from tocsin.domain.deadline import Deadline, covers, pins_down, refines, same_instant
from tocsin.domain.due import Due, Span, later, zone_of

_LATE_NEWS = timedelta(days=3)
_A_DAY = timedelta(days=1)
_LONG_AGO = timedelta(days=36_500)
_TELLING_WORD = re.compile(r"\w{4,}")


def about(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> Deadline | None:
    """Return the deadline that `claim` is about, or None where it tells of another one."""
    deadlines = tuple(deadlines)
    return _closest(_chosen(_fitting(deadlines, claim), claim) or _misread(deadlines, claim), claim)


def _chosen(fitting: Sequence[Deadline], claim: DeadlineClaim) -> list[Deadline]:
    """Return those of the deadlines of the claim's roles of which it may tell."""
    if not fitting:
        return []
    due = claim.interval
    agreeing = [each for each in fitting if due is not None and _due_agrees(each, due)] or _pinned_down(fitting, claim)
    match claim.action:
        case "set":
            return agreeing or _retold(fitting, claim)
        case "extend" | "advance":
            return _before_move(fitting, claim) or agreeing or _movable(fitting, claim)
        case _:
            return agreeing or [each for each in _lately_open(fitting, claim) if due is None or each.due is None]


def worth_noting(claim: DeadlineClaim) -> bool:
    """Whether a claim about no known deadline tells enough to begin one."""
    known = claim.setter or claim.addressee
    return bool(claim.due) or (claim.action in ("set", "extend", "advance") and known is not None)


def _fitting(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> list[Deadline]:
    """Return the deadlines of the same roles, as far as they are known."""
    setter, addressee = claim.setter, claim.addressee
    return [
        each
        for each in deadlines
        if (setter is None or each.setter in (None, setter))
        and (addressee is None or each.addressee in (None, addressee))
    ]


def _pinned_down(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> list[Deadline]:
    """Return the deadlines known by their length whose instant the claim may give: the roles and the demand agree."""
    return [
        each for each in deadlines if pins_down(claim, each) and _agreement(each, claim) and _may_demand(each, claim)
    ]


def _may_demand(deadline: Deadline, claim: DeadlineClaim) -> bool:
    mine, other = _words(deadline.demand), _words(claim.demand)
    return not mine or not other or not mine.isdisjoint(other)


def _misread(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> list[Deadline]:
    """Return the one deadline that an end or a move of nothing known must be about, though a role of it differs.

    Whatever ends has begun: where one deadline runs out at that very instant and has the other role, the role that
    differs has been misread.
    """
    if claim.action == "set":
        return []
    due = claim.previous_due or claim.due
    same = [
        each for each in deadlines if any(same_instant(known, due) for known in each.dues) and _agreement(each, claim)
    ]
    return same if len(same) == 1 else []


def _closest(deadlines: Sequence[Deadline], claim: DeadlineClaim) -> Deadline | None:
    """Return the one that agrees best in roles and demand, is still open, and runs out nearest to the news."""
    if len(deadlines) == 1:
        return deadlines[0]
    return max(deadlines, key=lambda each: _closeness(each, claim), default=None)


def _closeness(deadline: Deadline, claim: DeadlineClaim) -> tuple[int, bool, int, int, timedelta, datetime, str]:
    away = abs(deadline.due.latest - claim.published_at) if deadline.due else _LONG_AGO
    return (
        _agreement(deadline, claim),
        deadline.runs_at(claim.published_at),
        len(_words(deadline.demand) & _words(claim.demand)),
        _both_unknown(deadline, claim),
        -away,
        deadline.latest.published_at,
        deadline.id,
    )


def _agreement(deadline: Deadline, claim: DeadlineClaim) -> int:
    """Return how many roles are known and the same."""
    pairs = ((deadline.setter, claim.setter), (deadline.addressee, claim.addressee))
    return sum(one is not None and one == other for one, other in pairs)


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
    )


def _retold(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> list[Deadline]:
    """Return the running deadlines of which `claim` may tell without giving their instant anew."""
    running = [each for each in deadlines if each.runs_at(claim.published_at)]
    if claim.due is None:
        return running
    return [each for each in running if _same_length(each, claim)] or [each for each in running if each.due is None]


def _same_length(deadline: Deadline, claim: DeadlineClaim) -> bool:
    """Whether `claim` says how long was given, not until when, and that is how long this deadline gave."""
    if claim.anchor != "published" or claim.duration is None or not _agreement(deadline, claim):
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
    if deadline.due is None or claim.due is None:
        return True
    return (claim.due > deadline.due.latest) == (claim.action == "extend")


def _lately_open(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> list[Deadline]:
    """Return the deadlines that ran at the time of the news, or had run out shortly before."""
    since = claim.published_at - _LATE_NEWS
    return [
        each for each in deadlines if each.state in ("pending", "expired") and (each.ended_at or each.runs_out) > since
    ]
