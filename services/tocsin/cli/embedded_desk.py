"""A desk whose log is in a data directory."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Self

from tocsin.cli.failure import Failure
from tocsin.cli.progress import progress
from tocsin.clock import SystemClock
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter
from tocsin.domain.outbox import Notify
from tocsin.domain.policy import Policies
from tocsin.domain.stage import MemoryState
from tocsin.domain.watch import Watch
from tocsin.streams.log import DirectoryLock, LogError, SqliteLog
from tocsin.streams.read_model import ReadModel
from tocsin.streams.state import SqliteState
from tocsin.workers.bootstrap import WATCHES, stages_for, up_to_alerts
from tocsin.workers.pipeline import Pipeline
from tocsin.workers.pruning import Pruned, prune, would_prune
from tocsin.workers.rebuild import rebuild
from tocsin.workers.refold import Rebuilt


class EmbeddedDesk:
    """A data directory, which `tocsin run` may be writing to meanwhile; every method raises LogError.

    `policies` are those of the channels, None where there is no configuration to say.
    """

    def __init__(self, directory: Path, policies: Policies | None, log: SqliteLog, stack: ExitStack) -> None:
        self._directory = directory
        self._policies = policies
        self._log = log
        self._stack = stack

    @classmethod
    @contextmanager
    def open(cls, directory: Path, policies: Policies | None = None) -> Iterator[Self]:
        """Open what is there, and make nothing."""
        with ExitStack() as stack, SqliteLog.open(directory, read_only=True) as log, log.explained():
            yield cls(directory, policies, log, stack)

    def model(self) -> ReadModel:
        """Return the read model, which lies in the log's own file."""
        return ReadModel(self._log.connection)

    def outbox(self) -> MemoryState:
        """Return what the outbox remembers."""
        kept, outbox = SqliteState(self._log.connection, Notify()), MemoryState()
        outbox.apply({key: kept.get(key) for key in kept.keys()})  # noqa: SIM118 - no mapping
        return outbox

    def watches(self) -> tuple[Watch, ...]:
        """Return the watches that the log was last written for."""
        return _watches(self._log)

    def events(self, kinds: Collection[type[Event]], after: int) -> Iterator[tuple[Mapping[str, str | int], Event]]:
        """Return the events of `kinds` above sequence number `after`, each with its own."""
        return (({"seq": entry.seq}, entry.event) for entry in self._log.entries(after, tuple(kinds)))

    def say(self, event: Event) -> str:
        """Append what a person says, and fold it unless a tocsin is running that will."""
        with SqliteLog.open(self._directory) as log, log.explained():
            with log.transaction():
                new = log.append([event])
            if not new:
                raise Failure(f"somebody had said that of {event.subject!r} before")
            return "" if _folded_here(log, self._directory) else "the tocsin that is running takes it in now"

    def rebuild(self, now: datetime) -> Rebuilt:
        """Fold the claims anew."""
        with progress("Reading the log") as tell:
            return rebuild(self._alone, self.watches(), now, tell)

    def would_prune(self, before: datetime) -> Pruned:
        """Return what `prune` would delete of what is read by now."""
        return would_prune(self._log, before)

    def prune(self, before: datetime) -> Pruned:
        """Delete what is older than `before` (UTC) and needed no longer."""
        project, _ = stages = up_to_alerts(self.watches())
        Pipeline(self._alone, stages, SystemClock().now).pump()
        with progress("Deleting") as tell:
            return prune(self._alone, project, before, tell)

    def reusable(self) -> int:
        """Return how many bytes of the file are free."""
        return self._log.reusable()

    def vacuum(self) -> None:
        """Give what is free in the file back to the disk."""
        self._alone.vacuum()

    def replay(self, letter: DeadLetter) -> None:
        """Fold the letter at once, and tell channels of it by their policies."""
        self._pipeline.replay(letter)

    @cached_property
    def _alone(self) -> SqliteLog:
        """The log, to write to while no tocsin is running here."""
        self._stack.callback(DirectoryLock(self._directory).release)
        return self._stack.enter_context(SqliteLog.open(self._directory))

    @cached_property
    def _pipeline(self) -> Pipeline:
        """All stages; raises Failure where the outbox cannot be folded."""
        if self._policies is None:
            raise Failure("give --config too: it says which channels are told of what follows, and when")
        return Pipeline(self._alone, stages_for(self.watches(), self._policies), SystemClock().now)


def _watches(log: SqliteLog) -> tuple[Watch, ...]:
    return WATCHES.validate_json(log.noted("watches") or "[]")


def _folded_here(log: SqliteLog, directory: Path) -> bool:
    try:
        lock = DirectoryLock(directory)
    except LogError:
        return False
    # Not the outbox: whom to tell and when is in the configuration, which the next `tocsin run` folds it by.
    Pipeline(log, up_to_alerts(_watches(log)), SystemClock().now).pump()
    lock.release()
    return True
