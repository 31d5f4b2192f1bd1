"""What is remembered of a feed between two polls, and when the next one is due. Pure."""

from datetime import datetime, timedelta
from random import Random
from typing import Self

from tocsin.domain.record import Instant, Record
from tocsin.ingest.fetch import FeedBusyError, FeedError, FeedGoneError, Request, Response

LONGEST_WAIT = timedelta(hours=6)
"""However often a feed has failed, it is tried again after so long."""

_LONGEST_OBEYED = timedelta(days=1)
_MOST_DOUBLINGS = 10
_JITTER = 0.25


class FeedState(Record):
    """How the last polls of a feed went. It belongs to the address that is configured, `feed`."""

    feed: str
    url: str
    etag: str | None = None
    last_modified: str | None = None
    next_poll_at: Instant | None = None
    failures: int = 0
    gone: bool = False
    seen: tuple[str, ...] = ()

    @classmethod
    def begun(cls, feed: str, kept: bytes | None) -> Self:
        """Return the state that was kept of `feed`; a fresh one if there is none, or it is of another address."""
        fresh = cls(feed=feed, url=feed)
        state = cls.model_validate_json(kept) if kept else fresh
        return state if state.feed == feed else fresh

    @property
    def request(self) -> Request:
        """What to ask the server for."""
        return Request(self.url, self.etag, self.last_modified)

    def due(self, now: datetime) -> datetime:
        """Return when to poll (UTC): never more than a day ahead, should the clock have been wrong."""
        return min(self.next_poll_at or now, now + _LONGEST_OBEYED)

    def after(self, response: Response, seen: tuple[str, ...], now: datetime, every: timedelta) -> Self:
        """Return the state after an answer that held the entries `seen`, or the same as before if nothing changed."""
        common = {"url": response.moved_to, "next_poll_at": now + every, "failures": 0}
        if response.body is None:
            return self.model_copy(update=common)
        validators = {"etag": response.etag, "last_modified": response.last_modified}
        return self.model_copy(update=common | validators | {"seen": seen})

    def after_failure(self, error: FeedError, now: datetime, every: timedelta, random: Random) -> Self:
        """Return the state after `error`: the wait doubles with each one, and is no shorter than the server asks."""
        asked = error.retry_after if isinstance(error, FeedBusyError) and error.retry_after else timedelta()
        doubled = min(every * 2 ** min(self.failures, _MOST_DOUBLINGS), max(every, LONGEST_WAIT))
        wait = max(doubled * (1 + _JITTER * random.random()), min(asked, _LONGEST_OBEYED))
        return self.model_copy(
            update={
                "next_poll_at": now + wait,
                "failures": self.failures + 1,
                "gone": isinstance(error, FeedGoneError),
            }
        )
