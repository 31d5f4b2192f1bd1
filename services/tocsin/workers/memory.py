"""The stages in memory alone: for a replay, a test, or a look at what was known."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from tocsin.domain.claim import ClaimRetracted, DeadlineClaim, EventClaim, Retraction, StanceClaim, claimed
from tocsin.domain.deadline import Deadline
from tocsin.domain.docket import Docket
from tocsin.domain.event import Event
from tocsin.domain.projection import Project
from tocsin.domain.stage import MemoryState, Stage
from tocsin.domain.stance import Stance, StanceRecord
from tocsin.domain.tick import ClockTicked
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_countries


class Memory:
    """Passes each event, and what it leads to, through every stage that reads it."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        self._stages = [(stage, MemoryState()) for stage in stages]

    def state(self, stage: str) -> MemoryState:
        """Return what the stage of that name remembers; raises KeyError where there is none."""
        return {each.name: state for each, state in self._stages}[stage]

    def send(self, event: Event) -> Iterator[Event]:
        """Give everything that follows from `event`, in order."""
        waiting = deque([event])
        while waiting:
            current = waiting.popleft()
            for stage, state in self._stages:
                if isinstance(current, stage.reads):
                    step = stage.step(state, current)
                    state.apply(step.changes)
                    waiting.extend(step.events)
                    yield from step.events

    def tick_until(self, now: datetime) -> Iterator[Event]:
        """Let time pass up to `now`, stopping at each instant at which something happens."""
        while (wake := self._next_wake()) is not None and wake <= now:
            yield from self.send(ClockTicked.at(wake))
            if self._next_wake() == wake:
                return

    def _next_wake(self) -> datetime | None:
        return min((wake for _, state in self._stages if (wake := state.next_wake()) is not None), default=None)


def known(
    told: Iterable[StanceClaim | DeadlineClaim | EventClaim | Retraction], watches: Sequence[Watch]
) -> MemoryState:
    """Return what the project stage would remember if `told` was all it had been told."""
    memory = Memory([Project(watches, built_in_countries())])
    for each in told:
        event = ClaimRetracted.of(each) if isinstance(each, Retraction) else claimed(each)
        for _ in memory.send(event):
            pass
    return memory.state("project")


def deadlines_in(state: MemoryState, now: datetime) -> tuple[Deadline, ...]:
    """Return the deadlines that the project stage remembers, as they are at `now`, the earliest due first."""
    dockets = (record for record in state.records.values() if isinstance(record, Docket))
    return tuple(sorted((each.at(now) for docket in dockets for each in docket.deadlines), key=_by_due))


def stances_in(state: MemoryState) -> tuple[Stance, ...]:
    """Return the stances that the project stage remembers, by watch, actor and target."""
    records = (record for _, record in sorted(state.records.items()))
    found = (record.stance for record in records if isinstance(record, StanceRecord))
    return tuple(each for each in found if each is not None)


def _by_due(deadline: Deadline) -> tuple[str, bool, float, str]:
    due = deadline.due.latest.timestamp() if deadline.due else 0.0
    return deadline.watch, deadline.due is None, due, deadline.id
