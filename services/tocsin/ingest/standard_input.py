"""Articles as JSON lines from standard input, or from any stream of bytes."""

import asyncio
import stat
from collections.abc import AsyncIterator, Iterator
from os import fstat
from typing import BinaryIO

from tocsin.clock import Clock
from tocsin.ingest.lines import PIECE, Line, LineSplitter
from tocsin.ingest.normalise import Defaults
from tocsin.ingest.source import BATCH_SIZE, Batch, off_the_loop


class StandardInput:
    """A source that reads a stream once, to its end; it has no state, for a pipe cannot be read again."""

    def __init__(self, name: str, pieces: AsyncIterator[bytes], defaults: Defaults, clock: Clock) -> None:
        self.name = name
        self._pieces = pieces
        self._defaults = defaults
        self._clock = clock

    async def batches(self, state: bytes | None) -> AsyncIterator[Batch]:  # noqa: ARG002 - as every source
        """Give what has come in, as soon as it has."""
        splitter = LineSplitter()
        async for piece in self._pieces:
            async for batch in off_the_loop(self._batches_of(splitter.feed(piece))):
                yield batch
        async for batch in off_the_loop(self._batches_of(splitter.finish())):
            yield batch

    def _batches_of(self, lines: list[Line]) -> Iterator[Batch]:
        now = self._clock.now()
        for start in range(0, len(lines), BATCH_SIZE):
            some = lines[start : start + BATCH_SIZE]
            yield Batch(self.name, tuple(line.item(self.name, self._defaults, now) for line in some), state=None)


async def pieces_of(stream: BinaryIO) -> AsyncIterator[bytes]:
    """Give the bytes of `stream` as they come.

    A pipe, a socket or a terminal is awaited, for a thread that waits on one could not be ended. What cannot be
    awaited (a file, /dev/null) keeps nobody waiting, and is read in a thread.
    """
    if not _can_be_awaited(stream):
        while piece := await asyncio.to_thread(stream.read, PIECE):
            yield piece
        return
    reader = asyncio.StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), stream
    )
    try:
        while piece := await reader.read(PIECE):
            yield piece
    finally:
        transport.close()


def _can_be_awaited(stream: BinaryIO) -> bool:
    mode = fstat(stream.fileno()).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stream.isatty()
