"""The stages over the embedded log: each reads on from its position, and what it did is committed as a whole."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from tocsin.domain.article import ArticlePublished
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead, letter_id
from tocsin.domain.stage import Stage, Step
from tocsin.domain.tick import ClockTicked, SourcePolled, SourceReading
from tocsin.streams import read_model
from tocsin.streams.envelope import UnreadableEventError, decode, encode
from tocsin.streams.log import Entry, SqliteLog
from tocsin.streams.read_model import ReadModel, Situation
from tocsin.streams.state import SqliteState
from tocsin.streams.topics import TOPIC_OF

_BATCH = 32
_HELD = 4096
_WHEN_UNKNOWN = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class _Consumer:
    stage: Stage
    state: SqliteState


class Pipeline:
    """Runs stages over a log, and keeps the read model up to date in the same transactions.

    Use it from one thread. Every public method that writes is one or more whole transactions.
    """

    def __init__(self, log: SqliteLog, stages: Sequence[Stage]) -> None:
        self._log = log
        self._consumers = [_Consumer(stage, SqliteState(log.connection, stage)) for stage in stages]
        self._model = ReadModel(log.connection)
        self._fresh: dict[int, Event] = {}
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
            articles = [entry.event.data for entry in entries if isinstance(entry.event, ArticlePublished)]
            last = max((article.fetched_at for article in articles), default=None)
            reading = SourceReading(source=source, read_at=now, last_article_at=last)
            entries += self._append([SourcePolled.of(reading)])
            if state is not None:
                self._log.keep_source_state(source, state)
        return entries

    def pump(self) -> list[Entry]:
        """Let every stage read to the end of the log; return what was sent on the way."""
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

    def situation(self, most: int) -> Situation:
        """Return what matters most right now, at most `most` of each kind."""
        return self._model.situation(most)

    def lag(self) -> int:
        """Return how many events the stage that is furthest behind has still to pass."""
        end = self._log.end()
        return max(end - self._log.position(name) for name in self._names())

    def drop_ticks(self) -> None:
        """Delete the ticks that every stage has passed."""
        with self._log.transaction():
            self._log.drop("tocsin.ticks", min(self._log.position(name) for name in self._names()))

    def rebuild(self) -> list[Entry]:
        """Throw the projections away and fold the claims anew; return what was sent on the way.

        What was told to people stays as it is: an alert that comes out again has the id that it had, and is not new.
        """
        self.pump()
        project = next(consumer for consumer in self._consumers if consumer.stage.name == "project")
        with self._log.transaction():
            self._log.forget_state(project.stage.name)
            project.state.forget()
            for topic in ("tocsin.stances", "tocsin.deadlines"):
                self._log.drop(topic, self._log.end() + 1)
            self._log.move_to(project.stage.name, 0)
            self._log.move_to(read_model.CONSUMER, 0)
            self._model.clear()
        return self.pump()

    def _names(self) -> list[str]:
        return [*(consumer.stage.name for consumer in self._consumers), read_model.CONSUMER]

    def _behind(self) -> bool:
        end = self._log.end()
        return any(self._log.position(name) < end for name in self._names())

    def _round(self) -> list[Entry]:
        """Let every stage read one batch, and commit what they did as a whole."""
        with self._transaction():
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
            step = self._step(consumer, seq, event)
            consumer.state.apply(step.changes)
            sent += self._append(step.events)
        consumer.state.flush()
        return sent

    def _step(self, consumer: _Consumer, seq: int, event: Event) -> Step:
        try:
            return consumer.stage.step(consumer.state, event)
        except Exception as error:  # noqa: BLE001 - whatever one event does to a stage, the others must go on
            origin = f"{TOPIC_OF[type(event)]}#{seq}"
            return Step(events=(dead(encode(event), origin, f"{consumer.stage.name}: {error!r}", event.time),))

    def _read_model(self) -> None:
        for _, event in self._next(read_model.CONSUMER, self._model.reads):
            self._model.apply(event)

    def _next(self, consumer: str, kinds: Sequence[type[Event]]) -> Iterator[tuple[int, Event]]:
        """Return the consumer's next events, and move its position behind them."""
        end = self._log.end()
        rows = self._log.read(self._log.position(consumer), kinds, _BATCH)
        self._log.move_to(consumer, rows[-1][0] if len(rows) == _BATCH else end)
        for seq, raw in rows:
            event = self._fresh.get(seq) or self._decoded(seq, raw)
            if event is not None:
                yield seq, event

    def _decoded(self, seq: int, raw: bytes) -> Event | None:
        """Return an event of the log; one that cannot be read is put aside, and the rest goes on."""
        try:
            return decode(raw)
        except UnreadableEventError as error:
            self._append([dead(raw, f"log#{seq}", str(error), _WHEN_UNKNOWN)])
            return None

    def _append(self, events: Iterable[Event]) -> list[Entry]:
        """Append events, and hold them decoded for the stages that read them next."""
        entries = self._log.append(events)
        if len(self._fresh) > _HELD:
            self._fresh.clear()
        self._fresh.update((entry.seq, entry.event) for entry in entries)
        return entries


def dead(raw: bytes, origin: str, reason: str, at: datetime) -> LetterDead:
    """Return the event that puts `raw` aside."""
    return LetterDead.of(
        DeadLetter(id=letter_id(origin, raw), origin=origin, reason=reason, raw=b64encode(raw), died_at=at)
    )
