"""Throwing stances and deadlines away and folding them anew from the claims, in a data directory, while nothing runs.

Where the log was pruned, they are folded over what the claims that it has no longer had come to (`workers/pruning.py`).
What people were told stays as it is, and only what the projections now say otherwise can be news to them. All of it is
one transaction: killed in the middle, it leaves everything as it was.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from pydantic import ValidationError

from tocsin.domain.event import Event
from tocsin.domain.stage import Stage, StateRecord
from tocsin.domain.watch import Watch
from tocsin.streams import read_model
from tocsin.streams.log import SqliteLog
from tocsin.streams.read_model import ReadModel
from tocsin.streams.state import SqliteState
from tocsin.workers import pruning
from tocsin.workers.bootstrap import up_to_alerts
from tocsin.workers.pipeline import Pipeline
from tocsin.workers.refold import PROJECTIONS, Rebuilt, Refolded, differences, refold, told

_BATCH = 1000
_CACHE_KIB = 65_536


def rebuild(log: SqliteLog, watches: Sequence[Watch], now: datetime, tell: Callable[[int, int], None]) -> Rebuilt:
    """Rebuild what stood in the log as it is at `now` (UTC), after what projects and raises alerts has read all of it.

    The outbox reads on when tocsin runs again. `tell` is called, from time to time, with how far the log is read, and
    how far it goes. Raises LogError and TooManyFailures.
    """
    stages = project, alert = up_to_alerts(watches)
    pipeline, model = Pipeline(log, stages, lambda: now), ReadModel(log.connection)
    pipeline.pump()
    pipeline.tick(now)
    # The ids of claims come in no order, so that their table is written all over.
    log.connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    with log.transaction():
        known = _known(log, project)
        folded = _folded(log, model, project, now, tell)
        _put(log, project, folded.records)
        alerts = _told(log, alert, differences(known, folded.records, now))
        for entry in log.append((*folded.changes.values(), *alerts)):
            model.apply(entry.event)
        for consumer in (alert.name, read_model.CONSUMER):
            log.move_to(consumer, log.end())
    Pipeline(log, stages, lambda: now).pump()
    return Rebuilt.of(folded)


def _known(log: SqliteLog, project: Stage) -> dict[str, StateRecord]:
    """Return the records that there are; those of another release that cannot be read are as if they were not."""
    state, records = SqliteState(log.connection, project), dict[str, StateRecord | None]()
    keys = state.keys()
    for key in keys:
        with suppress(KeyError, ValidationError):
            records[key] = state.get(key)
    return {key: record for key, record in records.items() if record is not None}


def _folded(
    log: SqliteLog, model: ReadModel, project: Stage, now: datetime, tell: Callable[[int, int], None]
) -> Refolded:
    """Fold the claims as far as the stage had come, and fill the read model anew on the way."""
    until = log.position(project.name)
    base = pruning.base_of(log, project)
    model.clear()
    for topic in PROJECTIONS:
        log.drop(topic, log.end() + 1)

    def claims() -> Iterator[Event]:
        end = log.end()
        for seq, event in log.readable(model.reads):
            if seq % _BATCH == 0:
                tell(seq, end)
            model.apply(event)
            if base.end < seq <= until and isinstance(event, project.reads):
                yield event
        tell(end, end)

    return refold(project, claims(), now, base.folded)


def _put(log: SqliteLog, project: Stage, records: Mapping[str, StateRecord]) -> None:
    """Let the project stage remember `records` and nothing else."""
    log.forget_state(project.name)
    state = SqliteState(log.connection, project)
    state.apply(records)
    state.flush()


def _told(log: SqliteLog, alert: Stage, changes: Iterable[Event]) -> list[Event]:
    """Tell the alert stage of `changes`; return the alerts that follow."""
    books = SqliteState(log.connection, alert)
    alerts = told(alert, books, changes)
    books.flush()
    return alerts
