"""A folder in which people and programs leave articles: `.jsonl`, one a line, and `.json`, one or a list."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

import orjson
from pydantic import TypeAdapter
from watchfiles import awatch

from tocsin.clock import Clock
from tocsin.ingest.lines import lines_of
from tocsin.ingest.normalise import Defaults, item_from
from tocsin.ingest.source import BATCH_SIZE, Batch, Broken, Item, off_the_loop

LARGEST_JSON_FILE = 67_108_864
"""Bytes of a `.json` file that is still read, for it has to be read whole."""

_SUFFIXES = (".jsonl", ".json")
_IDLE_MS = 1_000
_DEBOUNCE_MS = 200

Stamp = tuple[int, int, int]
"""What changes with a file: inode, size in bytes, status change time in nanoseconds."""


class Position(NamedTuple):
    """How far a file has been read: all of it as of a stamp (0 while under way), or up to a line of a `.jsonl`."""

    inode: int = 0
    size: int = 0
    changed_ns: int = 0
    offset: int = 0
    line: int = 0

    @property
    def stamp(self) -> Stamp:
        """What the file was when it had been read to its end."""
        return self.inode, self.size, self.changed_ns


_START = Position()
_POSITIONS = TypeAdapter(dict[str, Position])


class Folder:
    """A source that reads what is in a folder, and then what changes there; it never ends.

    A `.jsonl` file that grew is read on from where it was; one that was replaced or truncated is read anew. Names
    with a leading dot are passed over, so that a file can be written under one and renamed. Sub-folders are not read.
    `looks` says when to look. The state holds one position per file that is there: move old files out now and then.
    """

    def __init__(
        self, name: str, folder: Path, defaults: Defaults, clock: Clock, looks: AsyncIterator[object] | None = None
    ) -> None:
        self.name = name
        self._folder = folder
        self._defaults = defaults
        self._clock = clock
        self._looks = looks or looks_at(folder)
        self._positions: dict[str, Position] = {}
        self._doubted: dict[str, Stamp] = {}
        self._refused: dict[str, str] = {}
        self._trouble: str | None = None

    async def batches(self, state: bytes | None) -> AsyncIterator[Batch]:
        """Give the articles that `state` does not know of, then wait for more."""
        self._positions = _POSITIONS.validate_json(state) if state else {}
        async for _ in self._looks:
            async for batch in off_the_loop(self._look()):
                yield batch

    def _look(self) -> Iterator[Batch]:
        try:
            found = self._files()
        except OSError as error:
            yield from self._in_trouble(f"{self._folder}: {error.strerror}; make it a readable folder")
            return
        self._positions = {name: place for name, place in self._positions.items() if name in found}
        if self._trouble is not None:
            self._trouble = None
            yield Batch(self.name, (), self._state())
        items = self._items(found)
        while some := tuple(islice(items, BATCH_SIZE)):
            yield Batch(self.name, some, self._state())

    def _in_trouble(self, trouble: str) -> Iterator[Batch]:
        if trouble != self._trouble:
            self._trouble = trouble
            yield Batch(self.name, (), self._state(), trouble)

    def _state(self) -> bytes:
        return _POSITIONS.dump_json(self._positions)

    def _files(self) -> dict[str, Path]:
        names = sorted(os.listdir(self._folder))  # noqa: PTH208 - names are enough, and there may be many
        return {n: self._folder / n for n in names if n.endswith(_SUFFIXES) and not n.startswith(".")}

    def _items(self, files: dict[str, Path]) -> Iterator[Item]:
        for name, path in files.items():
            try:
                yield from self._news(name, path, path.stat())
            except FileNotFoundError:
                continue
            except OSError as error:
                yield from self._unreadable(name, f"item: {error.strerror}; make the file readable")
            else:
                self._refused.pop(name, None)

    def _unreadable(self, name: str, reason: str) -> Iterator[Item]:
        if self._refused.get(name) != reason:
            self._refused[name] = reason
            yield Broken.of(b"", name, reason)

    def _news(self, name: str, path: Path, status: os.stat_result) -> Iterator[Item]:
        position = self._positions.get(name, _START)
        if position.stamp == _stamp(status) or not stat.S_ISREG(status.st_mode):
            return
        if name.endswith(".jsonl"):
            yield from self._lines(name, path, status)
        elif status.st_size > LARGEST_JSON_FILE:
            self._positions[name] = Position(*_stamp(status))
            yield Broken.of(b"", name, f"item: is larger than {LARGEST_JSON_FILE} bytes; write it as .jsonl")
        else:
            yield from self._whole(name, path, status)

    def _lines(self, name: str, path: Path, status: os.stat_result) -> Iterator[Item]:
        with path.open("rb") as stream:
            position = _resumed(self._positions.get(name, _START), stream, status)
            for line in lines_of(stream, position.offset, position.line):
                position = Position(status.st_ino, offset=line.end, line=line.number)
                self._positions[name] = position
                yield line.item(name, self._defaults, self._clock.now())
        self._positions[name] = Position(*_stamp(status), position.offset, position.line)

    def _whole(self, name: str, path: Path, status: os.stat_result) -> Iterator[Item]:
        content = path.read_bytes()
        try:
            loaded = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            yield from self._no_json(name, content, status, f"item: is not JSON in UTF-8 ({error}); mend the file")
            return
        items = loaded if isinstance(loaded, list) else [loaded]
        for number, raw in enumerate(items, start=1):
            if number == len(items):
                self._positions[name] = Position(*_stamp(status))
            yield item_from(raw, f"{name} item {number}", self._defaults, self._clock.now())

    def _no_json(self, name: str, content: bytes, status: os.stat_result, reason: str) -> Iterator[Item]:
        """Refuse the file only if it is still the same at a second look: it may have been half-written."""
        if self._doubted.get(name) != _stamp(status):
            self._doubted[name] = _stamp(status)
            return
        self._positions[name] = Position(*self._doubted.pop(name))
        yield Broken.of(content, name, reason)


async def looks_at(folder: Path) -> AsyncIterator[object]:
    """Say when to look into `folder`: now, whenever something changes there, and every second in any case.

    Some network and container file systems tell of no change; WATCHFILES_FORCE_POLLING=true makes up for them.
    """
    while True:
        yield folder
        try:
            async for changes in awatch(
                folder, recursive=False, debounce=_DEBOUNCE_MS, rust_timeout=_IDLE_MS, yield_on_timeout=True
            ):
                yield changes
        except FileNotFoundError:
            await asyncio.sleep(_IDLE_MS / 1000)


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_ino, status.st_size, status.st_ctime_ns


def _resumed(position: Position, stream: BinaryIO, status: os.stat_result) -> Position:
    """Return where to read on: at `position`, if it is still the end of a line of the same file."""
    if not position.offset or position.inode != status.st_ino or position.offset > status.st_size:
        return _START
    stream.seek(position.offset - 1)
    return position if stream.read(1) in (b"\n", b"}") else _START
