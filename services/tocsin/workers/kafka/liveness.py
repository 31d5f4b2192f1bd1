"""Whether a worker gets on with its work: judged by what it has folded, not by a port that answers."""

import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from tocsin.streams.kafka.reader import Place

UNHEALTHY_AFTER = timedelta(seconds=30)
"""How long a group may have work and not get on with it before `/healthz` says so."""

ENDS_AFTER = timedelta(seconds=60)
"""How long until the worker ends itself, for a supervisor to start it anew."""

_BEAT = 0.5


class StalledError(Exception):
    """The worker does not get on; says which group, and since when."""


@dataclass(slots=True)
class GroupProgress:
    """How far one group has come. `elapsed` gives seconds that never go back."""

    name: str
    elapsed: Callable[[], float] = monotonic
    lag: int = field(init=False, default=0)
    """How many messages it has still to fold."""
    _work: object = field(init=False, default=None)
    _since: float = field(init=False)
    _todo: str = field(init=False)

    def __post_init__(self) -> None:
        self.starting()

    def starting(self) -> None:
        """Take note that no partitions are assigned yet."""
        self._since, self._todo = self.elapsed(), "no partitions are assigned yet"

    def recovering(self, remaining: int) -> None:
        """Take note of how many rows of the tables are still to be recovered."""
        self._note(remaining, f"recovering its tables, {remaining} rows to go")

    def folding(self, positions: Mapping[Place, int], ends: Mapping[Place, int]) -> None:
        """Take note of how far the topics are folded, and where they end."""
        before, self.lag = self.lag, sum(max(0, end - positions.get(place, 0)) for place, end in ends.items())
        if before == 0:
            self._since = self.elapsed()
        self._note(dict(positions), "")

    def unready(self) -> str | None:
        """Return what it does before it can fold, or None."""
        return f"{self.name}: {self._todo}" if self._todo else None

    def stalled(self, patience: timedelta) -> str | None:
        """Return what has stood still for longer than `patience`, or None."""
        still = self.elapsed() - self._since
        if still <= patience.total_seconds() or not (self._todo or self.lag):
            return None
        return f"{self.name}: {self._todo or f'{self.lag} messages behind'}, standing still for {still:.0f} s"

    def _note(self, work: object, todo: str) -> None:
        if work != self._work:
            self._since = self.elapsed()
        self._work, self._todo = work, todo


class Liveness:
    """Answers `/healthz` and `/readyz` for all groups of a worker."""

    def __init__(self, groups: tuple[GroupProgress, ...]) -> None:
        self.groups = groups

    @property
    def lag(self) -> int:
        """How many messages the group that is furthest behind has still to fold."""
        return max((group.lag for group in self.groups), default=0)

    def alive(self) -> str | None:
        """Return what has stood still for too long, or None."""
        return _first(group.stalled(UNHEALTHY_AFTER) for group in self.groups)

    def ready(self) -> str | None:
        """Return what is not assigned or recovered yet, or None."""
        return _first(group.unready() for group in self.groups) or self.alive()

    def check(self) -> None:
        """Raise StalledError where a group has stood still for so long that only a new start helps."""
        stalled = _first(group.stalled(ENDS_AFTER) for group in self.groups)
        if stalled is not None:
            raise StalledError(stalled)


class Pulse:
    """A thread that notices when the process was suspended, and ends it when its event loop hangs.

    `lease` is after how many seconds without a sign of life the brokers give a worker up.
    """

    def __init__(self, lease: float) -> None:
        self._lease = lease
        self._beat_at = self._loop_at = monotonic()
        self._was_suspended = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def __enter__(self) -> "Pulse":
        """Begin to watch."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop watching."""
        self._stop.set()

    def looped(self) -> None:
        """Take note that the event loop goes round."""
        self._loop_at = monotonic()

    def suspended(self) -> bool:
        """Whether the whole process has stood still for so long that the brokers may have given it up."""
        return self._was_suspended or monotonic() - self._beat_at > self._lease

    def _run(self) -> None:
        while not self._stop.wait(_BEAT):
            self._was_suspended = self.suspended()
            self._beat_at = monotonic()
            if self._beat_at - self._loop_at > ENDS_AFTER.total_seconds():
                print("tocsin: the event loop hangs; this worker ends, to be started anew", file=sys.stderr, flush=True)
                os._exit(os.EX_SOFTWARE)


def _first(faults: Iterable[str | None]) -> str | None:
    return next((fault for fault in faults if fault is not None), None)
