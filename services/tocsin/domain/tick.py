"""Time and the life of the sources, told as events, so that no fold ever reads a clock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, Self

from tocsin.domain.article import ArticlePublished
from tocsin.domain.event import Event
from tocsin.domain.record import Instant, Record

_PUNCTUAL = timedelta(minutes=1)


def instant_to_tell(wake: datetime, now: datetime, speed: float = 1.0) -> datetime:
    """Return the instant that a tick tells where something was to happen at `wake` and it is `now` (all UTC).

    That is `wake` itself where it is not long past, so that it does not matter who noticed it, and when; after a gap it
    is the time that it is. `speed` is how many seconds of these instants pass in a second of the world.
    """
    return wake if now - wake < _PUNCTUAL * speed else now


class Tick(Record):
    """It is now this late."""

    now: Instant


class ClockTicked(Event):
    """Time has passed."""

    type: Literal["tocsin.clock.ticked"] = "tocsin.clock.ticked"
    data: Tick

    @classmethod
    def at(cls, now: datetime, partition: str = "0") -> Self:
        """Return the tick that tells one partition that it is `now`."""
        tick = Tick(now=now)
        return cls.make(
            partition, tick.now.isoformat(), source="clock", subject=partition, time=tick.now, partition=partition,
            data=tick,
        )  # fmt: skip


class SourceReading(Record):
    """A source was read."""

    source: str
    read_at: Instant
    last_article_at: Instant | None = None

    @classmethod
    def of(cls, source: str, new: Iterable[Event], now: datetime) -> Self:
        """Return that `source` was read at `now`, and gave the events in `new` that had not been seen before."""
        fetched = (event.data.fetched_at for event in new if isinstance(event, ArticlePublished))
        return cls(source=source, read_at=now, last_article_at=max(fetched, default=None))


class SourcePolled(Event):
    """A source was read, and had its latest new article at a known time."""

    type: Literal["tocsin.source.polled"] = "tocsin.source.polled"
    data: SourceReading

    @classmethod
    def of(cls, reading: SourceReading, partition: str = "0") -> Self:
        """Return the event that tells one partition of `reading`."""
        return cls.make(
            partition, reading.source, reading.read_at.isoformat(), source="ingest", subject=reading.source,
            time=reading.read_at, partition=partition, data=reading,
        )  # fmt: skip
