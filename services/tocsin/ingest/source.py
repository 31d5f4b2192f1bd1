"""What every source of articles looks like to a runtime."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from tocsin.domain.article import Article

BATCH_SIZE = 256
"""Most items that a batch holds, so that memory stays bounded however big a file is."""


RAW_KEPT = 65_536
"""Bytes of a broken item that are kept."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An item that is an article."""

    article: Article


@dataclass(frozen=True, slots=True)
class Broken:
    """An item that is none: its first bytes, where it was met, and what is wrong and what to do."""

    raw: bytes
    origin: str
    reason: str

    @classmethod
    def of(cls, raw: bytes, origin: str, reason: str) -> Self:
        """Make one with the first `RAW_KEPT` bytes: enough to find it by, and small enough to send on."""
        return cls(raw[:RAW_KEPT], origin, reason)


Item = Arrived | Broken


@dataclass(frozen=True, slots=True)
class Fetch:
    """What came of asking a server at `at`, and when it will be asked again (UTC).

    `outcome` is the class of the HTTP status ("2xx" to "5xx"), "304" where nothing has changed, "unreachable" where no
    answer came, "unreadable" where the answer is of no use.
    """

    outcome: str
    at: datetime
    next_at: datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """What a source gives at once.

    `state` says how far the source had read with the last item: kept in the same transaction as the items, a crash
    neither loses nor repeats any. None means that there is nothing to keep. `trouble` tells an operator in words why
    the source could not be read; it will try again by itself. `fetch` is there where a server was asked, and with the
    last of the batches that its answer makes.
    """

    source: str
    items: tuple[Item, ...]
    state: bytes | None
    trouble: str | None = None
    fetch: Fetch | None = None


class Source(Protocol):
    """Where articles come from."""

    @property
    def name(self) -> str:
        """The source's unique name in the configuration."""
        ...

    def batches(self, state: bytes | None) -> AsyncIterator[Batch]:
        """Give batches of at most `BATCH_SIZE` items from where `state`, that of the last batch kept, says it was.

        Ends when there will never be more; what can be wrong with the world outside is in the batches, not raised.
        """
        ...


async def off_the_loop(batches: Iterator[Batch]) -> AsyncIterator[Batch]:
    """Make each of `batches` in a thread, for reading and parsing files would hold up everything else."""
    while (batch := await asyncio.to_thread(next, batches, None)) is not None:
        yield batch
