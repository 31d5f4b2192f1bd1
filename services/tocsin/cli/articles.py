"""Articles as JSON lines, taken as they are: offsets count in the very text that was given."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

import orjson
from pydantic import ValidationError

from tocsin.domain.article import Article
from tocsin.streams.envelope import explain


class ArticleLines:
    """Reads articles from a stream; a broken line is told about on standard error and counted."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.broken = 0

    def __iter__(self) -> Iterator[Article]:
        """Give each article as its line comes in."""
        for number, line in enumerate(self._stream, 1):
            if not line.strip():
                continue
            try:
                yield _article(line, number)
            except ValueError as error:
                self.broken += 1
                reason = explain(error) if isinstance(error, ValidationError) else str(error)
                print(f"tocsin: standard input line {number}: {reason}", file=sys.stderr)


def _article(line: bytes, number: int) -> Article:
    value = orjson.loads(line)
    if not isinstance(value, dict):
        raise ValueError("is not a JSON object; write one article a line")  # noqa: TRY004 - told like bad JSON
    given = {"id": f"line-{number}", "source": "standard input", "url": "", "title": "", "text": ""} | value
    return Article.model_validate({"fetched_at": given.get("published_at")} | given)
