"""A docket: all deadlines of a watch, and which claim is about which of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zlib import crc32

from tocsin.domain.case import Case, hear, open_case
from tocsin.domain.claim import DeadlineClaim
from tocsin.domain.deadline import Deadline, DeadlineChange, DeadlineMove, Telling
from tocsin.domain.identity import about, worth_noting
from tocsin.domain.record import Instant, json_of
from tocsin.domain.sides import Sides
from tocsin.domain.stage import StateRecord
from tocsin.domain.window import insert, place, repeats

WINDOW = 48
"""How many claims of a watch stay open to late arrivals and retractions."""

MOST = 64
"""How many deadlines of a watch are remembered; those that ended, or were told of, longest ago go first."""

_CLOSED = 512
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Course:
    """Where the claims of a window lead.

    `steps` holds for each of them the case that it is about, as it stood then, and None for one that tells nothing;
    `known` all cases as they are in the end, by the id of the deadline, in the order in which they were first told of.
    """

    steps: tuple[Case | None, ...]
    known: Mapping[str, Case]


class Docket(StateRecord):
    """What the fold keeps of the deadlines of one watch.

    `base` holds the deadlines as told by the claims that have left the window, `window` the latest claims in their
    order. `closed` holds marks of the claims that left the window last, to know repeats by. `clock` is the latest
    instant that the docket has seen. `sides` says which names in the watch may mean one party. Where all that leads is
    kept in memory, and reckoned anew after a restart.
    """

    base: tuple[Case, ...] = ()
    window: tuple[Telling, ...] = ()
    closed: tuple[int, ...] = ()
    clock: Instant = _EPOCH
    sides: Sides = Sides()

    @cached_property
    def course(self) -> Course:
        """Where the window leads from the base."""
        return _course(self, self.sides)

    @cached_property
    def told(self) -> Mapping[str, Deadline]:
        """The deadlines of which people are told, by id, as all claims tell them."""
        return {id_: case.deadline for id_, case in self.course.known.items() if case.is_worth_telling}

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """The deadlines of which people are told."""
        return tuple(self.told.values())

    @cached_property
    def wake_at(self) -> datetime | None:
        """When the next pending deadline runs out."""
        pending = (each.runs_out for each in self.deadlines if each.state == "pending")
        return min((at for at in pending if at > self.clock), default=None)

    def to_json(self) -> str:
        """Return the docket as JSON."""
        return json_of(self, {"base": self.base, "window": self.window})

    def standing(self) -> tuple[Deadline, ...]:
        """Return the deadlines as they are at the docket's clock."""
        return tuple(each.at(self.clock) for each in self.deadlines)


def add(docket: Docket, telling: Telling) -> Docket:
    """Fold one claim; the order of arrival and repeats make no difference within the window.

    Returns the very same docket where it knows the claim, whenever that was recorded again.
    """
    if knows(docket, telling):
        return docket
    clock, window = max(docket.clock, telling.claim.recorded_at), insert(docket.window, telling)
    at = place(docket.window, telling)
    before = docket.course if at == len(docket.window) else _until(at, docket)
    course = follow(before, window[at:], docket.sides)
    return _remembered(_closed(_with(docket, course, window=window, clock=clock)))


def sided(docket: Docket, sides: Sides) -> Docket:
    """Return the docket with the sides of its watch as they are now; the very same one where they are no others."""
    if docket.sides == sides:
        return docket
    return _with(docket, _course(docket, sides), sides=sides)


def knows(docket: Docket, telling: Telling) -> bool:
    """Whether the claim has been folded before."""
    return _mark(telling) in docket.closed or repeats(docket.window, telling)


def advance(docket: Docket, now: datetime) -> Docket:
    """Return the docket at `now`; its clock stops at the last deadline that has run out, whenever the tick came."""
    if docket.wake_at is None or docket.wake_at > now:
        return docket
    passed = [each.runs_out for each in docket.deadlines if each.state == "pending" and each.runs_out <= now]
    return _with(docket, docket.course, clock=max(passed))


def follow(course: Course, tellings: Iterable[Telling], sides: Sides) -> Course:
    """Continue `course` with `tellings` in their order."""
    known, steps = dict(course.known), list(course.steps)
    for telling in tellings:
        told = None if telling.retracted else _told(known, telling.claim, sides)
        if told is not None:
            known[told.deadline.id] = told
        steps.append(told)
    return Course(tuple(steps), known)


def compare(old: Docket, new: Docket) -> tuple[DeadlineMove, ...]:
    """Return what changed between two readings of a docket."""
    before, after = old.told, new.told
    gone = [each for each in before.values() if each.id not in after]
    run_out = old.wake_at is not None and old.wake_at <= new.clock
    moves = []
    for each in after.values():
        known = before.get(each.id) or _formerly(each, gone)
        if known is each and not (run_out and old.clock < each.runs_out <= new.clock):
            continue
        was, now = known.at(old.clock) if known else None, each.at(new.clock)
        if was != now:
            moves.append(_move(was, now))
    renamed = {move.formerly for move in moves}
    lost = [_lost(each) for each in gone if each.id not in renamed and not _put_away(each, old, new)]
    return (*moves, *lost)


def _course(docket: Docket, sides: Sides) -> Course:
    return follow(Course((), _after(docket.base, ())), docket.window, sides)


def _mark(telling: Telling) -> int:
    return crc32(telling.claim.id.encode())


def _told(known: Mapping[str, Case], claim: DeadlineClaim, sides: Sides) -> Case | None:
    """Return the case that `claim` is about as it stands after it, or None where it tells too little."""
    deadline = about((each.deadline for each in known.values()), claim, sides)
    if deadline is not None:
        return hear(known[deadline.id], claim, sides)
    return open_case(claim, sides) if worth_noting(claim) else None


def _after(base: Iterable[Case], steps: Iterable[Case | None]) -> dict[str, Case]:
    return {each.deadline.id: each for each in (*base, *steps) if each is not None}


def _until(at: int, docket: Docket) -> Course:
    """Return where the first claims of the window lead, `at` of them."""
    steps = docket.course.steps[:at]
    return Course(steps, _after(docket.base, steps))


def _with(docket: Docket, course: Course, **changed: object) -> Docket:
    """Return `docket` with some fields changed, of which it is known already where its window leads."""
    new = Docket.model_construct(**{name: getattr(docket, name) for name in Docket.model_fields} | changed)
    vars(new)["course"] = course
    return new


def _closed(docket: Docket) -> Docket:
    """Let the oldest claim leave a window that is too full."""
    if len(docket.window) <= WINDOW:
        return docket
    oldest, *window = docket.window
    told, *steps = docket.course.steps
    base = tuple(_after(docket.base, [told]).values())
    course = Course(tuple(steps), docket.course.known)
    return _with(docket, course, base=base, window=tuple(window), closed=(*docket.closed, _mark(oldest))[-_CLOSED:])


def _remembered(docket: Docket) -> Docket:
    """Forget the deadlines that are too many; never one that a claim in the window tells of."""
    spare = len(docket.course.known) - MOST
    if spare <= 0:
        return docket
    quiet = [each.deadline for each in docket.course.known.values() if _quiet(each.deadline, docket)]
    quiet.sort(key=lambda each: (each.runs_at(docket.clock), each.latest.published_at, each.id))
    forgotten = {each.id for each in quiet[:spare]}
    known = {id_: each for id_, each in docket.course.known.items() if id_ not in forgotten}
    base = tuple(each for each in docket.base if each.deadline.id not in forgotten)
    return _with(docket, Course(docket.course.steps, known), base=base)


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
