"""Recorded articles told again, each when a clock reaches the time at which it appeared."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO

from tocsin.clock import Clock
from tocsin.domain.record import Record
from tocsin.ingest.lines import lines_of
from tocsin.ingest.normalise import Defaults
from tocsin.ingest.source import BATCH_SIZE, Arrived, Batch, Broken, Item


class Place(Record):
    """How far a recording has been told: where the next line begins, and the number of the last one."""

    offset: int = 0
    line: int = 0


class Replay:
    """A source that tells a `.jsonl` file, oldest article first, by `clock`; it ends with the file.

    An article counts as fetched when it was told.
    """

    def __init__(self, name: str, path: Path, defaults: Defaults, clock: Clock) -> None:
        self.name = name
        self._path = path
        self._defaults = defaults
        self._clock = clock

    async def batches(self, state: bytes | None) -> AsyncIterator[Batch]:
        """Give the articles that are due together, then wait for the next one."""
        try:
            with self._path.open("rb") as stream:
                async for batch in self._told(stream, Place.model_validate_json(state) if state else Place()):
                    yield batch
        except OSError as error:
            yield Batch(self.name, (), state, trouble=f"{self._path}: {error.strerror}; the recording ends here")

    async def _told(self, stream: BinaryIO, place: Place) -> AsyncIterator[Batch]:
        due: list[Item] = []
        for line in lines_of(stream, place.offset, place.line):
            item = line.item(self._path.name, self._defaults, None)
            if due and (len(due) == BATCH_SIZE or self._is_to_come(item)):
                yield self._batch(due, place)
                due = []
            due.append(await self._when_due(item))
            place = Place(offset=line.end, line=line.number)
        if due:
            yield self._batch(due, place)

    def _is_to_come(self, item: Item) -> bool:
        return isinstance(item, Arrived) and item.article.published_at > self._clock.now()

    async def _when_due(self, item: Item) -> Item:
        if isinstance(item, Broken):
            return item
        await self._clock.sleep_until(item.article.published_at)
        return Arrived(item.article.model_copy(update={"fetched_at": self._clock.now()}))

    def _batch(self, items: list[Item], place: Place) -> Batch:
        return Batch(self.name, tuple(items), place.model_dump_json().encode())
