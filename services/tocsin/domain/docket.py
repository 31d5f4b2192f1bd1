"""A docket: all deadlines of a watch, and which claim is about which of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zlib import crc32

from tocsin.domain.deadline import Deadline, DeadlineChange, DeadlineMove, Telling, begin, tell
from tocsin.domain.identity import about, worth_noting
from tocsin.domain.record import Instant
from tocsin.domain.stage import StateRecord
from tocsin.domain.window import insert

WINDOW = 48
"""How many claims of a watch stay open to late arrivals and retractions."""

MOST = 64
"""How many deadlines of a watch are remembered; those that ended, or were told of, longest ago go first."""

_CLOSED = 512
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Docket(StateRecord):
    """What the fold keeps of the deadlines of one watch.

    `base` holds the deadlines as told by the claims that have left the window, `window` the latest claims in their
    order, and `deadlines` the outcome of both. `closed` holds marks of the claims that left the window last, to know
    repeats by. `clock` is the latest instant that the docket has seen.
    """

    base: tuple[Deadline, ...] = ()
    window: tuple[Telling, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    closed: tuple[int, ...] = ()
    clock: Instant = _EPOCH

    @property
    def wake_at(self) -> datetime | None:
        """When the next pending deadline runs out."""
        return min((each.runs_out for each in self.deadlines if each.runs_at(self.clock)), default=None)

    def standing(self) -> tuple[Deadline, ...]:
        """Return the deadlines as they are at the docket's clock."""
        return tuple(each.at(self.clock) for each in self.deadlines)


def add(docket: Docket, telling: Telling) -> Docket:
    """Fold one claim; the order of arrival and repeats make no difference within the window."""
    docket = docket.model_copy(update={"clock": max(docket.clock, telling.claim.recorded_at)})
    if _mark(telling) in docket.closed:
        return docket
    window = insert(docket.window, telling)
    if window == docket.window:
        return docket
    in_order = window[-1] is telling and len(window) > len(docket.window)
    docket = _closed(docket.model_copy(update={"window": window}))
    deadlines = fold(docket.deadlines, [telling]) if in_order else fold(docket.base, docket.window)
    return _remembered(docket.model_copy(update={"deadlines": deadlines}))


def advance(docket: Docket, now: datetime) -> Docket:
    """Return the docket at `now`; its clock stops at the last deadline that has run out, whenever the tick came."""
    passed = [each.runs_out for each in docket.deadlines if each.state == "pending" and each.runs_out <= now]
    return docket.model_copy(update={"clock": max(docket.clock, *passed)}) if passed else docket


def fold(deadlines: tuple[Deadline, ...], tellings: Iterable[Telling]) -> tuple[Deadline, ...]:
    """Continue `deadlines` with `tellings` in their order."""
    for telling in tellings:
        if telling.retracted:
            continue
        known = about(deadlines, telling.claim)
        if known is not None:
            told = tell(known, telling.claim)
            deadlines = tuple(told if each is known else each for each in deadlines)
        elif worth_noting(telling.claim):
            deadlines = (*deadlines, begin(telling.claim))
    return deadlines


def compare(old: Docket, new: Docket) -> tuple[DeadlineMove, ...]:
    """Return what changed between two readings of a docket."""
    before = {each.id: each for each in old.deadlines}
    kept = {each.id for each in new.deadlines}
    gone = [each for each in old.deadlines if each.id not in kept]
    moves = []
    for each in new.deadlines:
        known = before.get(each.id) or _formerly(each, gone)
        if known is each and not old.clock < each.runs_out <= new.clock:
            continue
        was, now = known.at(old.clock) if known else None, each.at(new.clock)
        if was != now:
            moves.append(_move(was, now))
    renamed = {move.formerly for move in moves}
    lost = [_lost(each) for each in gone if each.id not in renamed and not _put_away(each, old, new)]
    return (*moves, *lost)


def _mark(telling: Telling) -> int:
    return crc32(telling.claim.id.encode())


def _closed(docket: Docket) -> Docket:
    """Let the oldest claim leave a window that is too full."""
    if len(docket.window) <= WINDOW:
        return docket
    oldest, *window = docket.window
    return docket.model_copy(
        update={
            "base": fold(docket.base, [oldest]),
            "window": tuple(window),
            "closed": (*docket.closed, _mark(oldest))[-_CLOSED:],
        }
    )


def _remembered(docket: Docket) -> Docket:
    """Forget the deadlines that are too many; never one that a claim in the window tells of."""
    spare = len(docket.deadlines) - MOST
    if spare <= 0:
        return docket
    quiet = [each for each in docket.deadlines if _quiet(each, docket)]
    quiet.sort(key=lambda each: (each.runs_at(docket.clock), each.latest.published_at, each.id))
    forgotten = {each.id for each in quiet[:spare]}
    return docket.model_copy(
        update={
            "base": tuple(each for each in docket.base if each.id not in forgotten),
            "deadlines": tuple(each for each in docket.deadlines if each.id not in forgotten),
        }
    )


def _quiet(deadline: Deadline, docket: Docket) -> bool:
    return deadline.latest.published_at < docket.window[0].claim.published_at


def _put_away(deadline: Deadline, old: Docket, new: Docket) -> bool:
    """Whether a vanished deadline was forgotten after its end, and not retracted."""
    return bool(new.window) and _quiet(deadline, new) and not deadline.runs_at(old.clock)


def _lost(deadline: Deadline) -> DeadlineMove:
    return DeadlineMove(watch=deadline.watch, id=deadline.id, change="retracted", deadline=None)


def _formerly(deadline: Deadline, gone: Sequence[Deadline]) -> Deadline | None:
    """Return the vanished deadline that was this one before an earlier claim about it arrived."""
    mine = _told_by(deadline)
    return next((each for each in gone if not mine.isdisjoint(_told_by(each))), None)


def _told_by(deadline: Deadline) -> set[str]:
    return {piece.claim_id for piece in (*deadline.evidence, deadline.latest)}


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
    if after.state != "pending":
        return "updated" if before and before.state == after.state else after.state
    if before is None:
        return "set"
    if before.due is None and after.due is not None:
        return "resolved"
    return "updated" if len(before.moves) == len(after.moves) else "moved"
