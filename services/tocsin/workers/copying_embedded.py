"""The embedded runtime as the source or the target of a copy."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead
from tocsin.domain.stage import Stage, StateRecord
from tocsin.domain.watch import Watch
from tocsin.streams import read_model
from tocsin.streams.envelope import UnreadableEventError, decode
from tocsin.streams.log import SqliteLog
from tocsin.streams.state import SqliteState
from tocsin.streams.topics import EVENTS, TOPIC_OF
from tocsin.workers.bootstrap import WATCHES, behind_extraction
from tocsin.workers.copying import AT_ONCE, CARRIED, Place, Records
from tocsin.workers.rebuild import rebuild

_LOG = "log"
_TICKS = "tocsin.ticks"
_KINDS = tuple(kind for kind in EVENTS.values() if TOPIC_OF[kind] in CARRIED)


class EmbeddedSource:
    """A log that is read in the order in which it was written; `now` is when it is read."""

    def __init__(self, log: SqliteLog, stages: Sequence[Stage], now: datetime) -> None:
        self._log = log
        self._stages = stages
        self._now = now

    def count(self, after: Place) -> int:
        """Return how many events there are to carry after a place."""
        return self._log.count(_KINDS, after.get(_LOG, 0))

    def batches(self, after: Place) -> Iterator[tuple[Sequence[Event], Place]]:
        """Return the events to carry after a place; what cannot be read comes as the dead letter that it is."""
        at = after.get(_LOG, 0)
        while rows := self._log.read(at, _KINDS, AT_ONCE):
            at = rows[-1][0]
            yield [self._decoded(seq, raw) for seq, raw in rows], {_LOG: at}

    def records(self) -> Records:
        """Return what the stages remember."""
        return {stage.name: self._records(stage) for stage in self._stages}

    def waiting(self) -> Iterator[Event]:
        """Return the events that a stage has not folded; a tick is none, for time has passed since."""
        read = {stage: self._log.position(stage.name) for stage in self._stages}
        at = min(read.values())
        kinds = [kind for kind in EVENTS.values() if TOPIC_OF[kind] != _TICKS]
        while rows := self._log.read(at, kinds, AT_ONCE):
            at = rows[-1][0]
            for seq, raw in rows:
                event = self._decoded(seq, raw)
                if any(isinstance(event, stage.reads) and seq > read[stage] for stage in self._stages):
                    yield event

    def _records(self, stage: Stage) -> dict[str, StateRecord]:
        state = SqliteState(self._log.connection, stage)
        keys = state.keys()
        return {key: record for key in keys if (record := state.get(key)) is not None}

    def _decoded(self, seq: int, raw: bytes) -> Event:
        try:
            return decode(raw)
        except UnreadableEventError as error:
            letter = DeadLetter.of_event(raw, self._log.topic_at(seq), None, seq, str(error), self._now)
            return LetterDead.of(letter)


class EmbeddedTarget:
    """A log of its own, for `watches`."""

    def __init__(self, log: SqliteLog, watches: Sequence[Watch]) -> None:
        self._log = log
        self._watches = watches

    def is_empty(self) -> bool:
        """Whether nothing was ever written to it."""
        return self._log.end() == 0

    def take(self, events: Sequence[Event]) -> None:
        """Append `events`; one that is there already stays the one it is."""
        with self._log.transaction():
            self._log.append(events)

    def take_over(self, records: Records, now: datetime) -> tuple[int, int]:
        """Remember what the source knew and told, and fold the claims anew; only what differs can be news."""
        with self._log.transaction():
            self._log.note("watches", WATCHES.dump_json(tuple(self._watches)).decode())
            for stage in behind_extraction(self._watches):
                self._log.forget_state(stage.name)
                state = SqliteState(self._log.connection, stage)
                state.apply(records[stage.name])
                state.flush()
            for consumer in ("extract", *records, read_model.CONSUMER):
                self._log.move_to(consumer, self._log.end())
        rebuilt = rebuild(self._log, self._watches, now, lambda *_: None)
        return rebuilt.stances, rebuilt.deadlines
