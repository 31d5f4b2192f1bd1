"""JSON lines out of a stream that comes in pieces, holding no more than one line of bounded length in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

import orjson

from tocsin.ingest.normalise import Defaults, item_from
from tocsin.ingest.source import RAW_KEPT, Broken, Item

PIECE = 262_144
"""Bytes to ask of a stream at once."""

LONGEST_JSON_LINE = 4_194_304
"""Bytes of a line that is still read: markup, and JSON's escapes, take several times the room of their text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number from 1 on, the offset at which the next one begins, and its bytes."""

    number: int
    end: int
    raw: bytes
    too_long: bool = False

    def item(self, origin: str, defaults: Defaults, fetched_at: datetime | None) -> Item:
        """Return what this line of `origin` is."""
        place = f"{origin} line {self.number}"
        if self.too_long:
            return Broken.of(self.raw, place, f"item: is longer than {LONGEST_JSON_LINE} bytes; split it into several")
        return item_from(self.raw, place, defaults, fetched_at)


class LineSplitter:
    """Cuts pieces of a stream into lines; empty ones are left out."""

    def __init__(self, offset: int = 0, number: int = 0) -> None:
        self._end = offset
        self._number = number
        self._rest = b""
        self._dropped = 0

    def feed(self, piece: bytes) -> list[Line]:
        """Return the lines that `piece` completes."""
        *whole, rest = (self._rest + piece).split(b"\n")
        lines = [self._line(raw, newline=1) for raw in whole]
        self._keep(rest)
        return [line for line in lines if line.raw.strip()]

    def finish(self) -> list[Line]:
        """Return the last line, if the stream has ended without a newline."""
        return [self._line(self._rest, newline=0)] if self._rest.strip() else []

    def finish_if_whole(self) -> list[Line]:
        """Return the last line of a stream that may go on, if it is a whole JSON object as it stands."""
        return self.finish() if _is_whole(self._rest) else []

    def _line(self, raw: bytes, newline: int) -> Line:
        self._number += 1
        self._end += len(raw) + self._dropped + newline
        too_long, self._dropped = self._dropped > 0, 0
        return Line(self._number, self._end, raw, too_long)

    def _keep(self, rest: bytes) -> None:
        if len(rest) > LONGEST_JSON_LINE:
            self._dropped += len(rest) - RAW_KEPT
            rest = rest[:RAW_KEPT]
        self._rest = rest


def lines_of(stream: BinaryIO, offset: int, number: int) -> Iterator[Line]:
    """Give the whole lines of a file from `offset` on, the first of which has the number after `number`.

    A last line without a newline counts once it is a JSON object: whoever writes it may not have finished.
    """
    splitter = LineSplitter(offset, number)
    stream.seek(offset)
    while piece := stream.read(PIECE):
        yield from splitter.feed(piece)
    yield from splitter.finish_if_whole()


def _is_whole(raw: bytes) -> bool:
    try:
        return isinstance(orjson.loads(raw), dict)
    except orjson.JSONDecodeError:
        return False
