"""The project stage: claims to stances and deadlines."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import cast

from tocsin.domain import docket, stance
from tocsin.domain.claim import (
    ClaimRetracted,
    DeadlineClaim,
    DeadlineClaimed,
    EventClaim,
    StanceClaim,
    StanceClaimed,
)
from tocsin.domain.deadline import DeadlineChanged, Telling
from tocsin.domain.docket import Docket
from tocsin.domain.event import Event
from tocsin.domain.sides import Sides
from tocsin.domain.stage import State, StateRecord, Step
from tocsin.domain.stance import StanceChanged, StanceMove, StanceRecord, Statement
from tocsin.domain.tick import ClockTicked
from tocsin.domain.watch import Watch

_NOTHING = Step()
_NO_SIDES = Sides()
_NOWHERE: Mapping[str, str] = MappingProxyType({})


class Project:
    """Folds claims into where everyone stands and which deadlines run; ticks let deadlines expire."""

    name = "project"
    reads: tuple[type[Event], ...] = (StanceClaimed, DeadlineClaimed, ClaimRetracted, ClockTicked)
    records: Mapping[str, type[StateRecord]] = MappingProxyType({"stance": StanceRecord, "docket": Docket})

    def __init__(self, watches: Iterable[Watch], countries: Mapping[str, str] = _NOWHERE) -> None:
        """Project for `watches`; `countries` gives the ISO 3166-1 alpha-2 code of each built-in state, by its id."""
        self._watches = {watch.id: watch for watch in watches}
        self._sides = {watch.id: Sides.of(watch, countries) for watch in self._watches.values()}

    def step(self, state: State, event: Event) -> Step:
        """Fold `event`; a claim that was folded before changes nothing."""
        match event:
            case StanceClaimed():
                return self._state_stance(state, event.data, event.time, retracted=False)
            case DeadlineClaimed():
                return self._tell_deadline(state, event.data, event.time, retracted=False)
            case ClaimRetracted():
                return self._retract(state, event)
            case ClockTicked():
                return _tick(state, event.data.now)
        return _NOTHING

    def _retract(self, state: State, event: ClaimRetracted) -> Step:
        claim = event.data.claim
        if isinstance(claim, StanceClaim):
            return self._state_stance(state, claim, event.time, retracted=True)
        if isinstance(claim, EventClaim):
            return _NOTHING
        return self._tell_deadline(state, claim, event.time, retracted=True)

    def _state_stance(self, state: State, claim: StanceClaim, now: datetime, *, retracted: bool) -> Step:
        watch = self._watches.get(claim.watch)
        target, polarity = watch.canonical(claim.target, claim.polarity) if watch else (claim.target, claim.polarity)
        key = f"stance/{claim.watch}/{claim.actor}/{target}"
        old = cast("StanceRecord | None", state.get(key)) or StanceRecord(
            watch=claim.watch, actor=claim.actor, target=target
        )
        new = stance.add(old, Statement.from_claim(claim, polarity, retracted=retracted))
        if new is old:
            return _NOTHING
        change = stance.compare(old.stance, new.stance)
        if change is None:
            return Step({key: new})
        move = StanceMove(
            watch=claim.watch, actor=claim.actor, target=target, change=change, stance=new.stance, previous=new.previous
        )
        return Step({key: new}, (StanceChanged.of(move, now, _cause(claim.id, retracted=retracted)),))

    def _tell_deadline(self, state: State, claim: DeadlineClaim, now: datetime, *, retracted: bool) -> Step:
        """Fold a claim; what ran out before it was recorded expires first, whether or not a tick has told so."""
        key = f"docket/{claim.watch}"
        old = cast("Docket | None", state.get(key)) or Docket()
        telling = Telling(claim=claim, retracted=retracted)
        if docket.knows(old, telling):
            return _NOTHING
        passed = docket.advance(old, claim.recorded_at)
        new = docket.add(docket.sided(passed, self._sides.get(claim.watch, _NO_SIDES)), telling)
        cause = _cause(claim.id, retracted=retracted)
        told = tuple(DeadlineChanged.of(move, now, cause) for move in docket.compare(passed, new))
        return Step({key: new}, (*_expired(old, passed, now), *told))


def _tick(state: State, now: datetime) -> Step:
    changes: dict[str, StateRecord | None] = {}
    events: list[Event] = []
    for key, record in state.due(now):
        old = cast("Docket", record)
        new = docket.advance(old, now)
        changes[key] = new
        events.extend(_expired(old, new, now))
    return Step(changes, tuple(events))


def _expired(old: Docket, new: Docket, now: datetime) -> tuple[Event, ...]:
    """Return what time alone has changed; its cause is the instant that passed, not the tick that told so."""
    moves = docket.compare(old, new) if new.clock > old.clock else ()
    return tuple(
        DeadlineChanged.of(move, now, move.deadline.runs_out.isoformat()) for move in moves if move.deadline is not None
    )


def _cause(claim: str, *, retracted: bool) -> str:
    return f"{claim}/retracted" if retracted else claim
