"""Who wants to know what the runtime does: metrics, log lines, the screen. Each overrides what it cares about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.event import Event
from tocsin.domain.lane import Waiting
from tocsin.ingest.source import Batch
from tocsin.streams.outlook import Outlook
from tocsin.streams.read_model import Situation


@dataclass(frozen=True, slots=True)
class Publishing:
    """How an ingest worker gets on with what it has to publish.

    `waiting` counts the events of its spool, `size` their bytes, of which there may be `limit`. `acknowledged` counts
    the events that the brokers have taken since the start. `trouble` says why they take none, or is None; `answering`
    tells whether they could be reached all the same, and is None before that was tried.
    """

    waiting: int
    size: int
    limit: int
    acknowledged: int
    answering: bool | None
    trouble: str | None

    @property
    def full(self) -> bool:
        """Whether the sources have to wait."""
        return self.size >= self.limit


@dataclass(frozen=True, slots=True)
class Lost:
    """Messages that were deleted before they were folded, from offset `first` to before `end`."""

    topic: str
    partition: int
    first: int
    end: int


class Observer:
    """Takes note of nothing."""

    def sent(self, events: Sequence[Event]) -> None:
        """Take note that events were committed to the log, or to the spool of an ingest worker."""

    def began(self, source: str, last_article: datetime) -> None:
        """Take note that a source is about to be read, and when it last gave a new article, or was first read."""

    def read(self, batch: Batch, new: int, at: datetime) -> None:
        """Take note that a source gave `batch` at `at`, of which `new` articles had not been seen before."""

    def looped(self, lag: int) -> None:
        """Take note that the loop went round, the slowest stage having `lag` events still to read."""

    def situation(self, situation: Situation) -> None:
        """Take note of how things stand, once a loop."""

    def outlook(self, outlook: Outlook) -> None:
        """Take note of how things stand in numbers, every few seconds."""

    def waiting(self, waiting: Mapping[str, Waiting]) -> None:
        """Take note of what waits to be delivered, by channel, every few seconds."""

    def stepped(self, stage: str, seconds: float, sent: int) -> None:
        """Take note that a stage has folded an event in so many seconds, and sent so many; it may be in a thread."""

    def arrived(self, channel: str, seconds: float) -> None:
        """Take note that an alert has reached `channel`, so many seconds after its news was published."""

    def recovered(self, group: str, seconds: float) -> None:
        """Take note that a group of stages on Kafka has recovered its tables, in so many seconds."""

    def publishing(self, publishing: Publishing) -> None:
        """Take note of how an ingest worker gets on with what it has to publish, once a loop."""

    def heartbeat(self, missed: str | None) -> None:
        """Take note that the address of the heartbeat was called, or of why it was not, or was not answered well."""

    def lost(self, lost: Lost) -> None:
        """Take note that a topic's retention was too short for a worker that had been away."""
