"""A source that gives what a test hands it, when the test hands it over."""

import asyncio
from collections.abc import AsyncIterator

from tocsin.domain.article import Article
from tocsin.ingest.source import Arrived, Batch, Broken


class Wire:
    """Gives batches until it is told to fail."""

    name = "wire"

    def __init__(self) -> None:
        self._handed: asyncio.Queue[Batch | Exception] = asyncio.Queue()
        self.began_with: bytes | None = None

    async def batches(self, state: bytes | None) -> AsyncIterator[Batch]:
        self.began_with = state
        while True:
            handed = await self._handed.get()
            if isinstance(handed, Exception):
                raise handed
            yield handed
            self._handed.task_done()

    async def give(self, *items: Article | Broken, state: bytes | None = None) -> None:
        """Hand a batch over, and return once it was taken in."""
        arrived = tuple(item if isinstance(item, Broken) else Arrived(item) for item in items)
        self._handed.put_nowait(Batch(self.name, arrived, state))
        await self._handed.join()

    def fail(self, error: Exception) -> None:
        self._handed.put_nowait(error)
