"""Carrying a log from one runtime to another.

The events go first, in their order, and the place up to which they went is kept, so that a copy that was interrupted
goes on there; what goes twice has the same id. Then the target takes over what the stages remember of what people were
told, so that nobody is told it again, and folds stances and deadlines anew from the claims.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from tocsin.domain.event import Event
from tocsin.domain.stage import Stage, StateRecord
from tocsin.streams.topics import TOPIC_OF
from tocsin.workers.memory import Memory

CARRIED = ("tocsin.articles", "tocsin.claims", "tocsin.alerts", "tocsin.deliveries", "tocsin.dead-letters")
"""The topics whose events are carried: stances and deadlines are folded anew, and ticks are over."""

AT_ONCE = 1000
"""Events that the target acknowledges together."""

Place: TypeAlias = Mapping[str, int]
"""Up to where a source has been read, in terms of its own."""

Records: TypeAlias = Mapping[str, Mapping[str, StateRecord]]
"""What each stage remembers, by the name of the stage."""

_FILE = "copy.json"


class CopyError(Exception):
    """The copy cannot be made; the message says why and what to do."""


class Source(Protocol):
    """The runtime that is copied; nothing of it runs meanwhile."""

    def count(self, after: Place) -> int:
        """Return how many events there are to carry after a place."""
        ...

    def batches(self, after: Place) -> Iterator[tuple[Sequence[Event], Place]]:
        """Return the events to carry after a place, in their order, each batch with the place behind it."""
        ...

    def records(self) -> Records:
        """Return what the stages remember."""
        ...

    def waiting(self) -> Iterator[Event]:
        """Return the events that a stage should have folded and has not, for the runtime was ended before."""
        ...


class Target(Protocol):
    """The runtime that takes over; nothing of it runs meanwhile."""

    def is_empty(self) -> bool:
        """Whether nothing was ever written to it."""
        ...

    def take(self, events: Sequence[Event]) -> None:
        """Append `events`, and return once they are there for good."""
        ...

    def take_over(self, records: Records, now: datetime) -> tuple[int, int]:
        """Remember `records`, fold the claims anew as of `now`, and return how many stances and deadlines there are."""
        ...


class Progress:
    """How far the copy of `source` into a data directory has come.

    Raises CopyError where a copy of another source was begun there, or the copy is finished.
    """

    def __init__(self, directory: Path, source: str) -> None:
        self._path = directory / _FILE
        self._source = source
        found: dict[str, Any] = {"source": source, "place": {}}
        if self.begun:
            found = json.loads(self._path.read_text())
        if found["source"] != source:
            raise CopyError(
                f"{self._path}: a copy of {found['source']} was begun here; go on with that, or choose another target"
            )
        if found.get("finished"):
            raise CopyError(f"{self._path}: {source} was copied already, and the target goes its own way since")
        self.place: Place = found["place"]

    @property
    def begun(self) -> bool:
        """Whether an earlier run began the copy."""
        return self._path.exists()

    def move_to(self, place: Place, *, finished: bool = False) -> None:
        """Write down that everything before `place` is in the target, as a whole or not at all."""
        written = self._path.with_suffix(".new")
        written.write_text(json.dumps({"source": self._source, "place": dict(place), "finished": finished}))
        written.replace(self._path)
        self.place = place


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy came to; `events` counts those of this run."""

    events: int
    stances: int
    deadlines: int


def copy(
    source: Source,
    target: Target,
    progress: Progress,
    stages: Sequence[Stage],
    now: datetime,
    tell: Callable[[int, int], None],
) -> Copied:
    """Carry everything from `source`, whose stages are `stages`, to `target`, from where `progress` says.

    `tell` is called with how many events went in this run so far, and how many there are to go in all of it. Raises
    CopyError where the target has events of its own, or a stage fails.
    """
    if not progress.begun and not target.is_empty():
        raise CopyError("the target has events of its own; choose one that is empty")
    carried = _carry(source, target, progress, tell)
    memory = Memory(stages)
    for events in in_batches(caught_up(memory, source)):
        target.take(events)
    stances, deadlines = target.take_over({stage.name: memory.state(stage.name).records for stage in stages}, now)
    progress.move_to(progress.place, finished=True)
    return Copied(carried, stances, deadlines)


def _carry(source: Source, target: Target, progress: Progress, tell: Callable[[int, int], None]) -> int:
    # Written down before anything goes: whoever finds events in the target knows whose they are.
    progress.move_to(progress.place)
    total, carried = source.count(progress.place), 0
    for events, place in source.batches(progress.place):
        target.take(events)
        progress.move_to(place)
        carried += len(events)
        tell(carried, total)
    return carried


def caught_up(memory: Memory, source: Source) -> Iterator[Event]:
    """Let `memory` remember what the stages of `source` would, had they read everything; return what they would send.

    Raises CopyError where a stage fails.
    """
    for stage, records in source.records().items():
        memory.state(stage).apply(records)
    for event in source.waiting():
        try:
            sent = list(memory.send(event))
        except Exception as error:
            raise CopyError(
                f"an event that the source has still to fold fails ({event.type} {event.id}: {error!r}); "
                "start the source, let it put the event aside, stop it, and copy again"
            ) from error
        yield from (each for each in sent if TOPIC_OF[type(each)] in CARRIED)


def in_batches(events: Iterable[Event]) -> Iterator[Sequence[Event]]:
    """Return `events` in batches of the size that a target acknowledges together."""
    rest = iter(events)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch
