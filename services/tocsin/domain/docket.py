"""A docket: all deadlines of a watch, and which claim is about which of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain

from tocsin.domain.claim import DeadlineClaim
from tocsin.domain.deadline import (
    Deadline,
    DeadlineChange,
    DeadlineMove,
    Telling,
    begin,
    due_of,
    refines,
    same_instant,
    tell,
)
from tocsin.domain.record import Instant
from tocsin.domain.stage import StateRecord
from tocsin.domain.window import insert

WINDOW = 64
"""How many claims of a watch stay open to late arrivals and retractions."""

_FORGOTTEN_AFTER = timedelta(days=120)
_LATE_NEWS = timedelta(days=3)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Docket(StateRecord):
    """What the fold keeps of the deadlines of one watch.

    `base` holds the deadlines as told by the claims that have left the window, `window` the latest claims in their
    order, and `deadlines` the outcome of both. `clock` is the latest instant that the docket has seen.
    """

    base: tuple[Deadline, ...] = ()
    window: tuple[Telling, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    clock: Instant = _EPOCH

    @property
    def wake_at(self) -> datetime | None:
        """When the next pending deadline runs out."""
        return min(
            (each.due.latest for each in self.deadlines if _runs(each) and each.due and each.due.latest > self.clock),
            default=None,
        )

    def standing(self) -> tuple[Deadline, ...]:
        """Return the deadlines as they are at the docket's clock."""
        return tuple(each.at(self.clock) for each in self.deadlines)


def add(docket: Docket, telling: Telling) -> Docket:
    """Fold one claim; the order of arrival and repeats make no difference within the window."""
    window = insert(docket.window, telling)
    clock = max(docket.clock, telling.claim.recorded_at)
    if window == docket.window:
        return docket.model_copy(update={"clock": clock})
    base = docket.base
    in_order = len(window) > len(docket.window) and window[-1] is telling
    if len(window) > WINDOW:
        told = fold(base, window[:1])
        base, window = _remembered(told, window[0].claim.published_at), window[1:]
        in_order = in_order and base == told
    deadlines = fold(docket.deadlines, window[-1:]) if in_order else fold(base, window)
    return Docket(base=base, window=window, deadlines=deadlines, clock=clock)


def advance(docket: Docket, now: datetime) -> Docket:
    """Return the docket at `now`; its clock stops at the last deadline that has run out, whenever the tick came."""
    passed = [each.due.latest for each in docket.deadlines if _runs(each) and each.due and each.due.latest <= now]
    return docket.model_copy(update={"clock": max(docket.clock, *passed)}) if passed else docket


def fold(deadlines: tuple[Deadline, ...], tellings: Iterable[Telling]) -> tuple[Deadline, ...]:
    """Continue `deadlines` with `tellings` in their order."""
    for telling in tellings:
        if telling.retracted:
            continue
        about = _about(deadlines, telling.claim)
        if about is not None:
            told = tell(about, telling.claim)
            deadlines = tuple(told if each is about else each for each in deadlines)
        elif _worth_noting(telling.claim):
            deadlines = (*deadlines, begin(telling.claim))
    return deadlines


def compare(before: Sequence[Deadline], after: Sequence[Deadline], now: datetime) -> tuple[DeadlineMove, ...]:
    """Return what changed between two readings of a docket; what was dropped for its age is no change."""
    old = {each.id: each for each in before}
    new = {each.id: each for each in after}
    gone = [each for each in before if each.id not in new]
    moves = []
    for each in after:
        was = old.get(each.id) or _formerly(each, gone)
        if was != each:
            moves.append(_move(was, each))
    renamed = {move.formerly for move in moves}
    lost = (
        DeadlineMove(watch=each.watch, id=each.id, change="retracted", deadline=None)
        for each in gone
        if each.id not in renamed and not _long_ended(each, now)
    )
    return (*moves, *lost)


def _runs(deadline: Deadline) -> bool:
    return deadline.state == "pending" and deadline.due is not None


def _remembered(deadlines: tuple[Deadline, ...], now: datetime) -> tuple[Deadline, ...]:
    """Drop what ended so long before `now` that no news can be about it."""
    return tuple(each for each in deadlines if not _long_ended(each, now))


def _long_ended(deadline: Deadline, now: datetime) -> bool:
    return (deadline.at(now).ended_at or now) < now - _FORGOTTEN_AFTER


def _worth_noting(claim: DeadlineClaim) -> bool:
    """Whether a claim about no known deadline tells enough to begin one."""
    known = claim.setter or claim.addressee
    return bool(claim.due) or (claim.action in ("set", "extend", "advance") and known is not None)


def _formerly(deadline: Deadline, gone: Sequence[Deadline]) -> Deadline | None:
    """Return the vanished deadline that was this one before an earlier claim about it arrived."""
    mine = {each.claim_id for each in deadline.evidence}
    return next((each for each in gone if mine & {piece.claim_id for piece in each.evidence}), None)


def _move(before: Deadline | None, after: Deadline) -> DeadlineMove:
    return DeadlineMove(
        watch=after.watch,
        id=after.id,
        change=_change(before, after),
        deadline=after,
        formerly=before.id if before and before.id != after.id else None,
        previous_due=before.due.latest if before and before.due else None,
    )


def _change(before: Deadline | None, after: Deadline) -> DeadlineChange:
    if before is None or before.state != after.state:
        return "set" if after.state == "pending" and before is None else _state_change(after)
    if before.due is None and after.due is not None:
        return "resolved"
    if len(before.moves) < len(after.moves):
        return "moved"
    return "updated"


def _state_change(after: Deadline) -> DeadlineChange:
    return "moved" if after.state == "pending" else after.state


def _about(deadlines: Sequence[Deadline], claim: DeadlineClaim) -> Deadline | None:
    """Return the deadline that `claim` is about, or None where it tells of another one."""
    fitting = [each for each in deadlines if _roles_fit(each, claim)]
    if claim.action == "set":
        found = _same_due(fitting, claim) or _retold(fitting, claim)
    elif claim.action in ("extend", "advance"):
        found = _before_move(fitting, claim) or _same_due(fitting, claim) or _open(fitting, claim)
    else:
        found = _same_due(fitting, claim) if claim.due else _open(fitting, claim)
    return found


def _roles_fit(deadline: Deadline, claim: DeadlineClaim) -> bool:
    pairs = ((deadline.setter, claim.setter), (deadline.addressee, claim.addressee))
    return all(one is None or other is None or one == other for one, other in pairs)


def _agreement(deadline: Deadline, claim: DeadlineClaim) -> int:
    pairs = ((deadline.setter, claim.setter), (deadline.addressee, claim.addressee))
    return sum(one is not None and one == other for one, other in pairs)


def _closest(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> Deadline | None:
    """Return the one that agrees in most roles, is still open, and was told of last."""
    return max(
        deadlines,
        key=lambda each: (_agreement(each, claim), each.state == "pending", each.latest.published_at, each.id),
        default=None,
    )


def _same_due(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> Deadline | None:
    return _closest((each for each in deadlines if _due_agrees(each, claim)), claim)


def _due_agrees(deadline: Deadline, claim: DeadlineClaim) -> bool:
    mine, theirs = deadline.due, due_of(claim)
    if mine is None or theirs is None:
        return False
    known = chain(deadline.dues, (mine.latest,), mine.alternatives)
    if any(same_instant(each, theirs.latest) for each in known):
        return True
    if any(same_instant(mine.latest, each) for each in theirs.alternatives):
        return True
    return refines(theirs, mine) or refines(mine, theirs)


def _retold(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> Deadline | None:
    """Return the running deadline of which `claim` tells without giving its instant anew."""
    running = [each for each in deadlines if _open_at(each, claim.published_at)]
    if claim.due is None:
        return _closest(running, claim)
    unresolved = [each for each in running if each.due is None]
    same_length = [
        each
        for each in running
        if claim.anchor == "published" and claim.duration == each.duration is not None and _agreement(each, claim)
    ]
    return _closest(same_length or unresolved, claim)


def _before_move(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> Deadline | None:
    if claim.previous_due is None:
        return None
    return _closest(
        (each for each in deadlines if any(same_instant(due, claim.previous_due) for due in each.dues)), claim
    )


def _open(deadlines: Iterable[Deadline], claim: DeadlineClaim) -> Deadline | None:
    return _closest((each for each in deadlines if _open_at(each, claim.published_at - _LATE_NEWS)), claim)


def _open_at(deadline: Deadline, instant: datetime) -> bool:
    return deadline.at(instant).state == "pending"
