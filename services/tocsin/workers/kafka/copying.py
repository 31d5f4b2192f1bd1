"""Kafka as the source or the target of a copy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from tocsin.domain.alerting import Silence
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead
from tocsin.domain.sending import ChannelOff
from tocsin.domain.stage import StateRecord, kind_of
from tocsin.domain.tick import ClockTicked
from tocsin.domain.watch import Watch
from tocsin.streams.envelope import UnreadableEventError, decode
from tocsin.streams.kafka.connection import Connection
from tocsin.streams.kafka.partitions import partition_of
from tocsin.streams.kafka.reader import Message, end_offsets, read_to_end
from tocsin.streams.kafka.reader import Place as Partition
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.writer import Writer
from tocsin.streams.topics import TOPIC_OF, changelog_of
from tocsin.workers.copying import AT_ONCE, CARRIED, Place, Records
from tocsin.workers.kafka.changelog import corrections, tables_of
from tocsin.workers.kafka.groups import GROUPS, Group, groups_for
from tocsin.workers.kafka.rebuild import rebuild
from tocsin.workers.kafka.rows import Position, Rows, encode_row, position_key

_TICKS = TOPIC_OF[ClockTicked]


class KafkaSource:
    """The topics of a cluster, read in the order in which their events arrived."""

    def __init__(self, settings: KafkaSettings, watches: Sequence[Watch], link: Connection) -> None:
        self._partitions = settings.partitions
        self._groups = groups_for(GROUPS, watches, settings.partitions)
        self._link = link

    def count(self, after: Place) -> int:
        """Return how many events there are to carry after a place, and perhaps some that were deleted by age."""
        ends = end_offsets(self._link, CARRIED)
        return sum(end - after.get(_name(partition), 0) for partition, end in ends.items())

    def batches(self, after: Place) -> Iterator[tuple[Sequence[Event], Place]]:
        """Return the events to carry after a place; what cannot be read comes as the dead letter that it is."""
        place, events = dict(after), list[Event]()
        for message in read_to_end(self._link, CARRIED, _partitions(after)):
            events.append(_decoded(message))
            place[_name((message.topic, message.partition))] = message.offset + 1
            if len(events) == AT_ONCE:
                yield events, dict(place)
                events = []
        if events:
            yield events, place

    def records(self) -> Records:
        """Return what the stages remember in all partitions."""
        found: dict[str, dict[str, StateRecord]] = {}
        for group in self._groups:
            for number, table in enumerate(tables_of(self._link, group.name, self._partitions)):
                stages = group.stages(number)
                rows = Rows(stages)
                for stage in stages:
                    mine = {key: rows.decode(key, row) for key, row in table.items() if kind_of(key) in stage.records}
                    _merge(found.setdefault(stage.name, {}), mine)
        return found

    def waiting(self) -> Iterator[Event]:
        """Return the events that a stage has not folded; a tick is none, for time has passed since."""
        folded: dict[Partition, int] = {}
        for group in self._groups:
            for number, table in enumerate(tables_of(self._link, group.name, self._partitions)):
                folded |= _positions(group, number, table)
        topics = [topic for group in self._groups for topic in group.topics if topic != _TICKS]
        return (_decoded(message) for message in read_to_end(self._link, topics, folded))


class KafkaTarget:
    """The topics of a cluster, and the tables of the workers to come."""

    def __init__(self, settings: KafkaSettings, watches: Sequence[Watch], link: Connection, writer: Writer) -> None:
        self._settings = settings
        self._watches = watches
        self._link = link
        self._writer = writer

    def is_empty(self) -> bool:
        """Whether nothing was ever written to the topics."""
        return not any(end_offsets(self._link, CARRIED).values())

    def take(self, events: Sequence[Event]) -> None:
        """Publish `events`, and return once the brokers have acknowledged them."""
        self._writer.publish(events)
        self._writer.flush()

    def take_over(self, records: Records, now: datetime) -> tuple[int, int]:
        """Write the tables of the workers, which go on behind what was copied, and rebuild the projections."""
        ends = end_offsets(self._link, CARRIED)
        for group in groups_for(GROUPS, self._watches, self._settings.partitions):
            for number, table in enumerate(tables_of(self._link, group.name, self._settings.partitions)):
                self._write_table(group, number, table, records, ends)
        self._writer.flush()
        rebuilt = rebuild(self._settings, self._watches, self._link, now, lambda *_: None)
        return rebuilt.stances, rebuilt.deadlines

    def _write_table(
        self, group: Group, number: int, found: Mapping[str, bytes], records: Records, ends: Mapping[Partition, int]
    ) -> None:
        mine = {
            key: encode_row(record)
            for stage in group.stages(number)
            for key, record in records[stage.name].items()
            if number in _homes(key, record, self._settings.partitions)
        }
        positions = {
            position_key(topic): encode_row(Position(next=ends[topic, number]))
            for topic in group.topics
            if topic != _TICKS
        }
        self._writer.append(changelog_of(group.name), number, corrections(found, mine | positions))


def _homes(key: str, record: StateRecord, partitions: int) -> Iterable[int]:
    """Return the partitions that hold a record: that of its watch, or all where it is about no watch."""
    match record:
        case Silence() | ChannelOff():
            return range(partitions)
    return (partition_of(key.split("/")[1], partitions),)


def _merge(known: dict[str, StateRecord], more: Mapping[str, StateRecord]) -> None:
    """Add the records of another partition; each partition knows of its own watches which were told of silence."""
    for key, record in more.items():
        other = known.get(key)
        if isinstance(record, Silence) and isinstance(other, Silence):
            wakes = min((each.wakes for each in (record, other) if each.wakes is not None), default=None)
            last = max(record.last_article_at, other.last_article_at)
            told = tuple(dict.fromkeys((*other.told, *record.told)))
            known[key] = Silence(last_article_at=last, told=told, wakes=wakes)
        else:
            known[key] = record


def _positions(group: Group, number: int, table: Mapping[str, bytes]) -> dict[Partition, int]:
    rows, found = Rows(()), dict[Partition, int]()
    for topic in group.topics:
        row = table.get(position_key(topic))
        record = None if row is None else rows.decode(position_key(topic), row)
        if isinstance(record, Position):
            found[topic, number] = record.next
    return found


def _decoded(message: Message) -> Event:
    raw = message.value or b""
    try:
        return decode(raw)
    except UnreadableEventError as error:
        letter = DeadLetter.of_event(raw, message.topic, message.partition, message.offset, str(error), message.at)
        return LetterDead.of(letter)


def _name(partition: Partition) -> str:
    return f"{partition[0]}/{partition[1]}"


def _partitions(place: Place) -> dict[Partition, int]:
    split = {name: name.rpartition("/") for name in place}
    return {(topic, int(number)): place[name] for name, (topic, _, number) in split.items()}
