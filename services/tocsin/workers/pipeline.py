"""The stages over the embedded log: each reads on from its position, and what it did is committed as a whole."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead, LetterReplayed, reason_of
from tocsin.domain.stage import Stage, Step
from tocsin.domain.tick import ClockTicked, SourcePolled, SourceReading
from tocsin.streams import read_model
from tocsin.streams.dead_letters import StillDeadError, revived
from tocsin.streams.envelope import UnreadableEventError, decode, encode
from tocsin.streams.last_articles import last_article, note_article
from tocsin.streams.log import Entry, SqliteLog
from tocsin.streams.outlook import Outlook, Pair
from tocsin.streams.read_model import ReadModel, Situation
from tocsin.streams.state import SqliteState
from tocsin.streams.topics import TOPIC_OF
from tocsin.workers.failures import Failures

_BATCH = 32
_HELD = 4096


@dataclass(frozen=True, slots=True)
class _Consumer:
    stage: Stage
    state: SqliteState


class Pipeline:
    """Runs stages over a log, and keeps the read model up to date in the same transactions.

    Use it from one thread. Every public method that writes is one or more whole transactions. `now` tells when an event
    is put aside (UTC); `failures` makes what says when that happens too often, for each stage its own.
    """

    def __init__(
        self,
        log: SqliteLog,
        stages: Sequence[Stage],
        now: Callable[[], datetime],
        failures: Callable[[], Failures] = Failures,
    ) -> None:
        self._log = log
        self._now = now
        self._consumers = [_Consumer(stage, SqliteState(log.connection, stage)) for stage in stages]
        self._model = ReadModel(log.connection)
        self._fresh: dict[int, Event] = {}
        self._failures = {name: failures() for name in self._names()}
        with log.transaction():
            self._model.create()

    def state(self, stage: str) -> SqliteState:
        """Return what the stage of that name remembers; raises KeyError where there is none."""
        return {consumer.stage.name: consumer.state for consumer in self._consumers}[stage]

    def take(self, events: Iterable[Event]) -> list[Entry]:
        """Append `events`; return those that were new."""
        with self._transaction():
            return self._append(events)

    def take_from(self, source: str, events: Iterable[Event], state: bytes | None, now: datetime) -> list[Entry]:
        """Append what `source` gave at `now`, with what it asks to remember; return the events that were new."""
        with self._transaction():
            entries = self._append(events)
            reading = SourceReading.of(source, (entry.event for entry in entries), now)
            if reading.last_article_at is not None:
                note_article(self._log, source, now)
            entries += self._append([SourcePolled.of(reading)])
            if state is not None:
                self._log.keep_source_state(source, state)
        return entries

    def pump(self) -> list[Entry]:
        """Let every stage read to the end of the log; return what was sent on the way.

        Raises TooManyFailures: what was read last is as if nobody had read it yet, and is read anew the next time.
        """
        sent: list[Entry] = []
        while self._behind():
            sent += self._round()
        return sent

    def tick(self, now: datetime) -> list[Entry]:
        """Tell the stages that it is `now`, where that changes anything; return what was sent."""
        if not any(consumer.state.anything_due(now) for consumer in self._consumers):
            return []
        return self.take([ClockTicked.at(now)]) + self.pump()

    def next_wake(self, after: datetime) -> datetime | None:
        """Return the earliest instant (UTC) later than `after` at which a tick changes anything, or None."""
        wakes = (consumer.state.next_wake(after) for consumer in self._consumers)
        return min((wake for wake in wakes if wake is not None), default=None)

    def source_state(self, name: str) -> bytes | None:
        """Return what the source `name` asked to remember, or None."""
        return self._log.source_state(name)

    def last_article(self, source: str, now: datetime) -> datetime:
        """Return when a source last gave a new article (UTC); before its first one, when it was first read."""
        with self._transaction():
            return last_article(self._log, source, now)

    def situation(self, most: int) -> Situation:
        """Return what matters most right now, at most `most` of each kind."""
        return self._model.situation(most)

    def outlook(self, pairs: Collection[Pair]) -> Outlook:
        """Return in numbers how things stand now, of stances those of `pairs`."""
        return self._model.outlook(pairs, self._now())

    def lag(self) -> int:
        """Return how many events the stage that is furthest behind has still to pass."""
        end = self._log.end()
        return max(end - self._log.position(name) for name in self._names())

    def drop_ticks(self) -> None:
        """Delete the ticks that every stage has passed."""
        with self._log.transaction():
            self._log.drop("tocsin.ticks", min(self._log.position(name) for name in self._names()))

    def replay(self, letter: DeadLetter) -> list[Entry]:
        """Fold again what was put aside, by every stage that reads it; return what was sent on the way.

        Raises StillDeadError, with nothing changed, where that fails again or no stage reads it.
        """
        sent = self.pump()
        with self._transaction():
            event = revived(letter)
            for consumer in self._readers(event):
                sent += self._refold(consumer, event)
                consumer.state.flush()
            if isinstance(event, self._model.reads):
                self._model.apply(event)
            sent += self._append([LetterReplayed.of(letter, self._now())])
        return sent + self.pump()

    def _readers(self, event: Event) -> list[_Consumer]:
        readers = [consumer for consumer in self._consumers if isinstance(event, consumer.stage.reads)]
        if not readers:
            raise StillDeadError(
                f"no stage reads {event.type}; `tocsin rebuild` makes such events anew from the claims"
            )
        return readers

    def _refold(self, consumer: _Consumer, event: Event) -> list[Entry]:
        try:
            return self._fold(consumer, consumer.stage.step(consumer.state, event))
        except sqlite3.Error:
            raise
        except Exception as error:
            raise StillDeadError(reason_of(consumer.stage.name, error)) from error

    def _names(self) -> list[str]:
        return [*(consumer.stage.name for consumer in self._consumers), read_model.CONSUMER]

    def _behind(self) -> bool:
        end = self._log.end()
        return any(self._log.position(name) < end for name in self._names())

    def _round(self) -> list[Entry]:
        """Let every stage read one batch, then one of what that has led to, and commit what they did as a whole."""
        with self._transaction():
            return [*self._pass(), *self._pass()]

    def _pass(self) -> list[Entry]:
        sent = [entry for consumer in self._consumers for entry in self._run(consumer)]
        self._read_model()
        return sent

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Commit as a whole; where that fails, forget what is held in memory, for the file is right."""
        try:
            with self._log.transaction():
                yield
        except BaseException:
            for consumer in self._consumers:
                consumer.state.forget()
            self._fresh.clear()
            raise

    def _run(self, consumer: _Consumer) -> list[Entry]:
        stage, sent = consumer.stage, list[Entry]()
        for seq, event in self._next(stage.name, stage.reads):
            sent += self._fold(consumer, self._step(consumer, seq, event))
        consumer.state.flush()
        return sent

    def _fold(self, consumer: _Consumer, step: Step) -> list[Entry]:
        consumer.state.apply(step.changes)
        return self._append(step.events)

    def _step(self, consumer: _Consumer, seq: int, event: Event) -> Step:
        name = consumer.stage.name
        try:
            step = consumer.stage.step(consumer.state, event)
        except sqlite3.Error:
            raise  # the file's fault, not the event's
        except Exception as error:  # noqa: BLE001 - whatever one event does to a stage, the others must go on
            return Step(events=(self._put_aside(name, encode(event), TOPIC_OF[type(event)], seq, error),))
        self._failures[name].passed()
        return step

    def _put_aside(self, consumer: str, raw: bytes, topic: str, seq: int, error: Exception) -> LetterDead:
        """Return what tells of an event that failed; raises TooManyFailures."""
        reason = reason_of(consumer, error)
        self._failures[consumer].failed(reason)
        return LetterDead.of(DeadLetter.of_event(raw, topic, None, seq, reason, self._now()))

    def _read_model(self) -> None:
        for _, event in self._next(read_model.CONSUMER, self._model.reads):
            self._model.apply(event)

    def _next(self, consumer: str, kinds: Sequence[type[Event]]) -> Iterator[tuple[int, Event]]:
        """Return the consumer's next events, and move its position behind them."""
        end = self._log.end()
        rows = self._log.read(self._log.position(consumer), kinds, _BATCH)
        self._log.move_to(consumer, rows[-1][0] if len(rows) == _BATCH else end)
        for seq, raw in rows:
            event = self._fresh.get(seq) or self._decoded(consumer, seq, raw)
            if event is not None:
                yield seq, event

    def _decoded(self, consumer: str, seq: int, raw: bytes) -> Event | None:
        """Return an event of the log; one that cannot be read is put aside, and the rest goes on."""
        try:
            return decode(raw)
        except UnreadableEventError as error:
            self._append([self._put_aside(consumer, raw, self._log.topic_at(seq), seq, error)])
            return None

    def _append(self, events: Iterable[Event]) -> list[Entry]:
        """Append events, and hold them decoded for the stages that read them next."""
        entries = self._log.append(events)
        if len(self._fresh) > _HELD:
            self._fresh.clear()
        self._fresh.update((entry.seq, entry.event) for entry in entries)
        return entries
