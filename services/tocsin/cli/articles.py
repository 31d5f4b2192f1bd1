"""Articles as JSON lines, taken as they are: offsets count in the very text that was given."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

import orjson
from pydantic import ValidationError

from tocsin.domain.article import Article
from tocsin.streams.envelope import explain

_UNKNOWN = datetime.min.replace(tzinfo=UTC)


class ArticleLines:
    """Reads articles from a stream; a broken line is told about on standard error and counted."""

    def __init__(self, stream: BinaryIO, name: str = "standard input") -> None:
        self._stream = stream
        self._name = name
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
                print(f"tocsin: {self._name} line {number}: {reason}", file=sys.stderr)


def _article(line: bytes, number: int) -> Article:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise ValueError(f"is not JSON in UTF-8 ({error}); write one article a line") from error
    if not isinstance(value, dict):
        raise ValueError("is not a JSON object; write one article a line")  # noqa: TRY004 - told like bad JSON
    said = {name: each for name, each in value.items() if each is not None}
    given = {"id": f"line-{number}", "source": "standard input", "url": "", "title": "", "text": ""} | said
    if "fetched_at" in given:
        return Article.model_validate(given)
    article = Article.model_validate(given | {"fetched_at": _UNKNOWN})
    return article.model_copy(update={"fetched_at": article.published_at})
