"""All claims folded anew, and what that changes of what was known. Pure; both runtimes rebuild with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol, TypeVar

from tocsin.domain import docket, stance
from tocsin.domain.deadline import DeadlineChanged, DeadlineMove
from tocsin.domain.docket import Docket
from tocsin.domain.event import Event
from tocsin.domain.letter import reason_of
from tocsin.domain.stage import MemoryState, Stage, State, StateRecord
from tocsin.domain.stance import StanceChanged, StanceMove, StanceRecord
from tocsin.domain.tick import ClockTicked
from tocsin.streams.topics import TOPIC_OF
from tocsin.workers.failures import Failures

PROJECTIONS = (TOPIC_OF[StanceChanged], TOPIC_OF[DeadlineChanged])
"""The topics that a rebuild makes anew."""

T = TypeVar("T")

Records = Mapping[str, StateRecord]

Subject = tuple[str, str]
"""A compacted topic, and the key of a stance or a deadline in it."""


class Books(State, Protocol):
    """What an alert stage remembers."""

    def apply(self, changes: Mapping[str, StateRecord | None]) -> None:
        """Put every changed record in its place; None removes the record."""
        ...


@dataclass(frozen=True, slots=True)
class Refolded:
    """What claims come to: the records of the project stage, and the last change of each stance and deadline.

    `claims` counts those that were folded, and retractions.
    """

    records: Records
    changes: Mapping[Subject, Event]
    claims: int


NOTHING = Refolded(MappingProxyType({}), MappingProxyType({}), 0)
"""What no claims come to."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many claims and retractions came to how many stances and deadlines."""

    claims: int = 0
    stances: int = 0
    deadlines: int = 0

    @classmethod
    def of(cls, folded: Refolded) -> "Rebuilt":
        """Count what there is; what was retracted is not."""
        changes = folded.changes.values()
        return cls(
            claims=folded.claims,
            stances=sum(isinstance(each, StanceChanged) and each.data.stance is not None for each in changes),
            deadlines=sum(isinstance(each, DeadlineChanged) and each.data.deadline is not None for each in changes),
        )

    def __add__(self, other: "Rebuilt") -> "Rebuilt":
        return Rebuilt(self.claims + other.claims, self.stances + other.stances, self.deadlines + other.deadlines)


def refold(project: Stage, claims: Iterable[Event], now: datetime, base: Refolded = NOTHING) -> Refolded:
    """Fold `claims` over what earlier ones came to, and let time pass until `now`. Raises TooManyFailures."""
    return _further(project, base, claims, (ClockTicked.at(now),))


def onto(base: Refolded, project: Stage, claims: Iterable[Event]) -> Refolded:
    """Fold `claims` over what earlier ones came to, at the time of the last of them. Raises TooManyFailures."""
    return _further(project, base, claims, ())


def differences(old: Records, new: Records, now: datetime) -> Iterator[Event]:
    """Return what an alert stage that was told of `old` has still to be told of `new`; most often nothing."""
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        changed = _stance_changed if isinstance(after or before, StanceRecord) else _deadlines_changed
        yield from changed(before, after, now)


def told(alert: Stage, books: Books, changes: Iterable[Event]) -> list[Event]:
    """Tell the alert stage, which remembers `books`, of `changes`; return the alerts that follow."""
    alerts = list[Event]()
    for change in changes:
        step = alert.step(books, change)
        books.apply(step.changes)
        alerts += step.events
    return alerts


def gone(last: Event, now: datetime) -> Event | None:
    """Return what tells that a subject is no more; None where `last`, the last that was told of it, told so already."""
    match last:
        case StanceChanged() if last.data.stance is not None:
            stood = last.data
            nothing = StanceMove(
                watch=stood.watch, actor=stood.actor, target=stood.target, change="retracted", stance=None
            )
            return StanceChanged.of(nothing, now, last.id)
        case DeadlineChanged() if last.data.deadline is not None:
            ran = last.data
            return DeadlineChanged.of(
                DeadlineMove(watch=ran.watch, id=ran.id, change="retracted", deadline=None), now, last.id
            )
    return None


def subject_of(event: Event) -> Subject:
    """Return what a change is about."""
    return TOPIC_OF[type(event)], event.subject


def note(last: dict[Subject, T], change: Event, what: T) -> None:
    """Let `what` be what is noted of the last change of a subject, behind all others."""
    # A deadline that was renamed is no longer there under its old id, until another claim parts the two again.
    if isinstance(change, DeadlineChanged) and change.former_subject is not None:
        last.pop((TOPIC_OF[DeadlineChanged], change.former_subject), None)
    last.pop(subject_of(change), None)
    last[subject_of(change)] = what


def _further(project: Stage, base: Refolded, claims: Iterable[Event], ticks: Iterable[Event]) -> Refolded:
    """Fold `claims` and then `ticks`, and keep the last change of each subject, in the order of changes.

    A claim at which the stage fails changes nothing; it was put aside when it was folded first. Raises TooManyFailures,
    for a bad release must not take everything for gone.
    """
    state, last, failures, folded = MemoryState(), dict(base.changes), Failures(), 0
    state.apply(base.records)
    for event in claims:
        try:
            _fold(project, state, event, last)
        except Exception as error:  # noqa: BLE001 - whatever one claim does to the stage, the others count
            failures.failed(reason_of(project.name, error))
        else:
            failures.passed()
            folded += 1
    for tick in ticks:
        _fold(project, state, tick, last)
    return Refolded(state.records, last, folded)


def _fold(project: Stage, state: MemoryState, event: Event, last: dict[Subject, Event]) -> None:
    step = project.step(state, event)
    state.apply(step.changes)
    for change in step.events:
        note(last, change, change)


def _deadlines_changed(old: StateRecord | None, new: StateRecord | None, now: datetime) -> Iterator[Event]:
    before, after = (each if isinstance(each, Docket) else Docket() for each in (old, new))
    for move in docket.compare(before, after):
        yield DeadlineChanged.of(move, now, move.model_dump_json())


def _stance_changed(old: StateRecord | None, new: StateRecord | None, now: datetime) -> Iterator[Event]:
    before, after = (each if isinstance(each, StanceRecord) else None for each in (old, new))
    stood, stands = (each.stance if each else None for each in (before, after))
    change, known = stance.compare(stood, stands), after or before
    if change is None or known is None:
        return
    move = StanceMove(
        watch=known.watch,
        actor=known.actor,
        target=known.target,
        change=change,
        stance=stands,
        previous=after.previous if after else None,
    )
    yield StanceChanged.of(move, now, move.model_dump_json())
