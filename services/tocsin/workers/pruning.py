"""Deleting old events from an embedded log, while nothing runs, and nothing that anybody still needs.

The claims that go are folded into a base first, over which a rebuild folds those that came later: it comes to the same
as if all were there. All of it is one transaction: killed in the middle, it leaves everything as it was.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.event import Event
from tocsin.domain.stage import Stage
from tocsin.streams.envelope import UnreadableEventError, decode, encode
from tocsin.streams.log import SqliteLog
from tocsin.streams.read_model import ReadModel
from tocsin.streams.state import SqliteState
from tocsin.streams.topics import EVENTS
from tocsin.workers.needed import Needed
from tocsin.workers.refold import PROJECTIONS, Refolded, onto, subject_of

_BASE = "project.base"
"""The name under which the base is kept as a state, and noted how far it goes."""

_CHANGES = "project.base.changes"
"""The name under which the last changes that came of it are kept, in their order."""

_MADE_ANEW = {*PROJECTIONS, "tocsin.ticks"}
"""The topics whose events may come again, and are then news."""

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Base:
    """What all claims up to the sequence number `end` have come to, those that are gone among them."""

    folded: Refolded
    end: int


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many events go, by topic, and how many bytes they have together."""

    events: Mapping[str, int]
    size: int


def base_of(log: SqliteLog, project: Stage) -> Base:
    """Return the base of a log; that of one that was never pruned is empty."""
    state = SqliteState(log.connection, project, _BASE)
    records = {key: record for key in state.keys() if (record := state.get(key)) is not None}  # noqa: SIM118
    rows = log.connection.execute("SELECT value FROM state WHERE stage = ? ORDER BY key", (_CHANGES,))
    changes = {subject_of(change): change for change in (decode(raw) for (raw,) in rows)}
    return Base(Refolded(records, changes, 0), int(log.noted(_BASE) or 0))


def was_pruned(log: SqliteLog) -> bool:
    """Whether there are claims that the log has no longer."""
    return log.noted(_BASE) is not None


def would_prune(log: SqliteLog, before: datetime) -> Pruned:
    """Return what `prune` would delete, and change nothing."""
    return _counted(log, list(_going(log, before)))


def prune(log: SqliteLog, project: Stage, before: datetime, tell: Callable[[int, int], None]) -> Pruned:
    """Delete the events that are older than `before` (UTC) and needed no longer; return which they were.

    An event is older where it lies in the log before the first one of that instant or later, and all stages have read
    it. `tell` is called, from time to time, with how many of how many are deleted. Raises LogError and TooManyFailures.
    """
    with log.transaction():
        going = list(_going(log, before))
        pruned = _counted(log, going)
        if going:
            _keep_base(log, project, before)
        for done, seq in enumerate(going, start=1):
            log.prune(seq, known=log.topic_at(seq) not in _MADE_ANEW)
            if done % _BATCH == 0:
                tell(done, len(going))
        _fill(log, ReadModel(log.connection))
    return pruned


def _old(log: SqliteLog, before: datetime) -> Iterator[tuple[int, Event | None]]:
    """Give the events that are older, oldest first; None for one that cannot be read, and was put aside."""
    until = log.read_by_all()
    for seq, raw in log.raw(tuple(EVENTS.values())):
        event = None
        with suppress(UnreadableEventError):
            event = decode(raw)
        if seq > until or (event is not None and event.time >= before):
            return
        yield seq, event


def _going(log: SqliteLog, before: datetime) -> Iterator[int]:
    needed = Needed.of(log)
    for seq, event in _old(log, before):
        if event is None or not needed.includes(seq, event):
            yield seq


def _counted(log: SqliteLog, going: list[int]) -> Pruned:
    events, size = Counter[str](), 0
    for seq in going:
        events[log.topic_at(seq)] += 1
        size += log.size_at(seq)
    return Pruned(events, size)


def _keep_base(log: SqliteLog, project: Stage, before: datetime) -> None:
    """Fold the claims that are older into the base, those that stay in the log as well."""
    old, end = base_of(log, project), 0

    def claims() -> Iterator[Event]:
        nonlocal end
        for seq, event in _old(log, before):
            end = seq
            if seq > old.end and isinstance(event, project.reads):
                yield event

    folded = onto(old.folded, project, claims())
    for stage in (_BASE, _CHANGES):
        log.forget_state(stage)
    state = SqliteState(log.connection, project, _BASE)
    state.apply(folded.records)
    state.flush()
    log.connection.executemany(
        "INSERT INTO state VALUES (?, ?, NULL, ?)",
        ((_CHANGES, f"{number:012}", encode(change)) for number, change in enumerate(folded.changes.values())),
    )
    log.note(_BASE, str(max(end, old.end)))


def _fill(log: SqliteLog, model: ReadModel) -> None:
    """Fill the read model anew from what is left."""
    model.clear()
    for _, event in log.readable(model.reads):
        model.apply(event)
