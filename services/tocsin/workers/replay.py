"""A replay: articles through all stages on their own clock, as a back-test of a watch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.domain.alert import Alert, AlertRaised
from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.deadline import Deadline
from tocsin.domain.event import Event
from tocsin.domain.stage import Stage
from tocsin.domain.stance import Stance, StanceChanged, StanceMove
from tocsin.domain.tick import SourcePolled, SourceReading
from tocsin.workers.memory import Memory, deadlines_in, stances_in


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the projections say at `as_of`, and what happened on the way."""

    as_of: datetime
    deadlines: tuple[Deadline, ...]
    stances: tuple[Stance, ...]
    flips: tuple[StanceMove, ...]
    alerts: tuple[Alert, ...]


@dataclass(slots=True)
class Replay:
    """Takes articles oldest first; each is recorded at the instant at which it was published."""

    stages: Sequence[Stage]
    flips: list[StanceMove] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    _memory: Memory = field(init=False)
    _now: datetime | None = None

    def __post_init__(self) -> None:
        self._memory = Memory(self.stages)

    def take(self, article: Article) -> Sequence[Event]:
        """Let time pass until `article` was published, then take it in; return what followed."""
        now = article.published_at
        recorded = article.model_copy(update={"fetched_at": now})
        polled = SourcePolled.of(SourceReading(source=article.source, read_at=now, last_article_at=now))
        events = [
            *self._memory.tick_until(now),
            *self._memory.send(ArticlePublished.of(recorded)),
            *self._memory.send(polled),
        ]
        self._note(events)
        self._now = now
        return events

    def finish(self, as_of: datetime) -> Replayed:
        """Let time pass until `as_of` and return how things stand."""
        self._note(self._memory.tick_until(as_of))
        return Replayed(
            as_of=as_of,
            deadlines=deadlines_in(self._memory.state("project"), as_of),
            stances=stances_in(self._memory.state("project")),
            flips=tuple(self.flips),
            alerts=tuple(self.alerts),
        )

    def _note(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, StanceChanged) and event.data.change == "flipped":
                self.flips.append(event.data)
            elif isinstance(event, AlertRaised):
                self.alerts.append(event.data)
