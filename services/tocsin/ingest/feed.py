"""An RSS or Atom feed, polled politely."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

import aiohttp

from tocsin.clock import Clock
from tocsin.domain.event import stable_id
from tocsin.ingest.entries import entries_of
from tocsin.ingest.feed_state import FeedState
from tocsin.ingest.fetch import FeedError, FeedRefusedError, FeedUnreachableError, Response, fetch
from tocsin.ingest.normalise import Defaults, item_from
from tocsin.ingest.source import BATCH_SIZE, Arrived, Batch, Fetch, Item

TIME_LIMIT = timedelta(seconds=30)
"""For one poll."""


@dataclass(frozen=True, slots=True)
class _Poll:
    """What came of one poll: the state after it, the items that are new, and why there are none if it failed."""

    after: FeedState
    items: Sequence[Item]
    fetch: Fetch
    trouble: str | None = None


class Feed:
    """A source that asks a feed for news `every` so often, until the server says that the feed is gone.

    A feed that is gone stays so until it is configured with another address.

    An entry without a time appeared when it was first fetched. `random` spreads the retries of feeds that failed
    together. `session` should keep no cookies.
    """

    def __init__(
        self,
        name: str,
        url: str,
        every: timedelta,
        defaults: Defaults,
        *,
        session: aiohttp.ClientSession,
        clock: Clock,
        random: Random,
        time_limit: timedelta = TIME_LIMIT,
    ) -> None:
        self.name = name
        self._url = url
        self._every = every
        self._defaults = replace(defaults, undated=True)
        self._session = session
        self._clock = clock
        self._random = random
        self._time_limit = time_limit

    async def batches(self, state: bytes | None) -> AsyncIterator[Batch]:
        """Give the entries that the last document read did not have; a poll without any gives its state alone."""
        feed = FeedState.begun(self._url, state)
        while not feed.gone:
            await self._clock.sleep_until(feed.due(self._clock.now()))
            poll = await self._poll(feed)
            for batch in self._batches(feed, poll):
                yield batch
            feed = poll.after

    async def _poll(self, feed: FeedState) -> _Poll:
        try:
            response = await fetch(self._session, feed.request, self._clock.now(), self._time_limit)
            items = await asyncio.to_thread(self._items, response, self._clock.now())
        except FeedError as error:
            after = feed.after_failure(error, self._clock.now(), self._every, self._random)
            return _Poll(after, (), self._fetch(_failure(error), after), str(error))
        news = [item for key, item in items.items() if key not in feed.seen]
        after = feed.after(response, tuple(items), self._clock.now(), self._every)
        return _Poll(after, news, self._fetch("304" if response.body is None else "2xx", after))

    def _fetch(self, outcome: str, after: FeedState) -> Fetch:
        now = self._clock.now()
        return Fetch(outcome, now, after.due(now))

    def _items(self, response: Response, now: datetime) -> dict[str, Item]:
        if response.body is None:
            return {}
        entries = entries_of(response, self._defaults)
        items = (
            item_from(entry, f"{response.url} entry {number}", self._defaults, now)
            for number, entry in enumerate(entries, start=1)
        )
        return {_key(item): item for item in items}

    def _batches(self, before: FeedState, poll: _Poll) -> Iterator[Batch]:
        """Give the items; only the last batch has the state after the poll, so that a crash in between repeats it."""
        starts = range(0, max(len(poll.items), 1), BATCH_SIZE)
        for start in starts:
            last = start == starts[-1]
            state = poll.after if last else before
            some = tuple(poll.items[start : start + BATCH_SIZE])
            fetch = poll.fetch if last else None
            yield Batch(self.name, some, state.model_dump_json().encode(), poll.trouble, fetch)


def _failure(error: FeedError) -> str:
    match error:
        case FeedRefusedError():
            return f"{error.status // 100}xx"
        case FeedUnreachableError():
            return "unreachable"
    return "unreadable"


def _key(item: Item) -> str:
    return item.article.id if isinstance(item, Arrived) else stable_id(item.reason, item.raw.decode(errors="replace"))
