"""Throwing stances and deadlines away and folding them anew from the claims, on Kafka, while no worker runs.

Each partition is folded as far as its worker had come; what came later is the worker's to fold. What people were told
stays as it is, and only what the projections now say otherwise can be news to them.

A crash at any point is mended by rebuilding again: what tells the old from the new, the rows of the project stage, is
written last.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from tocsin.domain.alert import AlertRaised
from tocsin.domain.claim import StanceClaimed
from tocsin.domain.event import Event
from tocsin.domain.stage import MemoryState, Stage, StateRecord, kind_of
from tocsin.domain.watch import Watch
from tocsin.streams.envelope import UnreadableEventError, decode
from tocsin.streams.kafka.connection import Connection, connection
from tocsin.streams.kafka.members import require_nobody_at_work
from tocsin.streams.kafka.reader import end_offsets
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.writer import Writer, writing
from tocsin.streams.topics import TOPIC_OF, changelog_of
from tocsin.workers.kafka.changelog import corrections, messages_of, table_of
from tocsin.workers.kafka.groups import groups_for
from tocsin.workers.kafka.rows import Position, Rows, encode_row, position_key
from tocsin.workers.refold import PROJECTIONS, Rebuilt, Refolded, Subject, differences, gone, refold, subject_of, told

GROUP = "project"

_CLAIMS = TOPIC_OF[StanceClaimed]
_ALERTS = TOPIC_OF[AlertRaised]
_AT_ONCE = 2
"""Partitions that are folded side by side, each in a process of its own."""


def rebuild(
    settings: KafkaSettings,
    watches: Sequence[Watch],
    link: Connection,
    now: datetime,
    done: Callable[[int, Rebuilt], None],
) -> Rebuilt:
    """Rebuild every partition as it is at `now`; `done` is called with the number of each that is finished.

    Raises BrokerError, also where a worker of the project stage is running, and TooManyFailures.
    """
    require_nobody_at_work(link, [f"tocsin-{GROUP}"])
    total = Rebuilt()
    with ProcessPoolExecutor(_AT_ONCE, mp_context=get_context("spawn")) as pool:
        folding = {
            pool.submit(rebuild_partition, settings, watches, number, now): number
            for number in range(settings.partitions)
        }
        for each in as_completed(folding):
            done(folding[each], each.result())
            total += each.result()
    return total


def rebuild_partition(settings: KafkaSettings, watches: Sequence[Watch], partition: int, now: datetime) -> Rebuilt:
    """Rebuild one partition, connecting anew, for a connection cannot be handed to another process."""
    link = connection(settings, os.environ, Path.read_text)
    (group,) = groups_for((GROUP,), watches, settings.partitions)
    project, alert = group.stages(partition)
    table = table_of(link, GROUP, partition)
    records = _records(Rows((project, alert)), table)
    known = _of(project, records)
    end = _end(link, partition, records)
    folded = refold(project, _events(link, _CLAIMS, partition, end), now)
    book = MemoryState()
    book.apply(_of(alert, records))
    alerts = told(alert, book, differences(known, folded.records, now))
    with writing(link, settings.partitions) as writer:
        _publish(writer, link, partition, alerts, folded, now)
        wanted = {**_rows(book.records), **_rows(folded.records), position_key(_CLAIMS): encode_row(Position(next=end))}
        _keep(writer, partition, table, wanted, project)
    return Rebuilt.of(folded)


def _records(rows: Rows, table: Mapping[str, bytes]) -> dict[str, StateRecord]:
    """Return what the rows hold; those of another release that cannot be read here are as if they were not there."""
    records = {}
    for key, value in table.items():
        with suppress(KeyError, ValidationError):
            records[key] = rows.decode(key, value)
    return records


def _of(stage: Stage, records: Mapping[str, StateRecord]) -> dict[str, StateRecord]:
    return {key: record for key, record in records.items() if kind_of(key) in stage.records}


def _end(link: Connection, partition: int, records: Mapping[str, StateRecord]) -> int:
    """Return the offset of the first claim that is not to be folded: all are where no worker has folded any."""
    position = cast("Position | None", records.get(position_key(_CLAIMS)))
    return position.next if position else end_offsets(link, [_CLAIMS])[_CLAIMS, partition]


def _events(link: Connection, topic: str, partition: int, end: int | None = None) -> Iterator[Event]:
    """Return the events of a partition before the offset `end`; what cannot be read is for the dead letters."""
    for message in messages_of(link, topic, partition):
        if end is not None and message.offset >= end:
            return
        with suppress(UnreadableEventError):
            yield decode(message.value or b"")


def _publish(
    writer: Writer, link: Connection, partition: int, alerts: Sequence[Event], folded: Refolded, now: datetime
) -> None:
    """Publish alerts that are new, then how everything stands; each is there for good before the next begins."""
    if alerts:
        raised = {event.id for event in _events(link, _ALERTS, partition)}
        writer.publish(alert for alert in alerts if alert.id not in raised)
        writer.flush()
    for topic in PROJECTIONS:
        last = _last(link, topic, partition)
        ended = (gone(event, now) for subject, event in last.items() if subject not in folded.changes)
        writer.publish(event for event in ended if event is not None)
    writer.publish(folded.changes.values())
    writer.flush()


def _last(link: Connection, topic: str, partition: int) -> dict[Subject, Event]:
    """Return the last event of each subject, but of none that was deleted."""
    last = dict[Subject, Event]()
    for message in messages_of(link, topic, partition):
        if message.value is None:
            last.pop((topic, (message.key or b"").decode()), None)
            continue
        with suppress(UnreadableEventError):
            event = decode(message.value)
            last[subject_of(event)] = event
    return last


def _keep(
    writer: Writer, partition: int, table: Mapping[str, bytes], wanted: Mapping[str, bytes], project: Stage
) -> None:
    """Write the rows that differ: those of the project stage, which tell the old from the new, after all others."""
    found = {key: row for key, row in table.items() if key in wanted or kind_of(key) in project.records}
    rows = corrections(found, wanted)
    for projected in (False, True):
        writer.append(
            changelog_of(GROUP),
            partition,
            {key: row for key, row in rows.items() if (kind_of(key) in project.records) == projected},
        )
        writer.flush()


def _rows(records: Mapping[str, StateRecord]) -> dict[str, bytes]:
    return {key: encode_row(record) for key, record in records.items()}
