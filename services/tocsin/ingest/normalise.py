"""A raw item, from JSON or from a feed -> an `Article`, or a `BrokenArticleError` that says what to mend.

An item has the fields of `Article`, all but `published_at` and one of `title` and `text` optional:
- `id`, where none is given, is the UUIDv5 of the canonical address, or of source, title and time where there is none.
- `source`, where none is given, is the host of the address, or the name of the source that it came from.
- `title` and `text` may be HTML.
- `published_at` up to a day after `fetched_at` becomes `fetched_at`: a publisher's clock or zone is off, and nothing
  appears after it was read. Further ahead it is refused: it would outlive every later statement.
Nothing is ever cut short: what is too long is refused.
"""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import orjson
from pydantic import ValidationError

from tocsin.domain.article import Article
from tocsin.domain.event import stable_id
from tocsin.ingest.address import canonical, host
from tocsin.ingest.instant import instant
from tocsin.ingest.plain_text import one_line, plain_text
from tocsin.ingest.source import Arrived, Broken, Item

LONGEST_TEXT = 250_000
"""Characters: at most 1 MB in UTF-8, which is about what Kafka takes as one message by default."""

LONGEST_LINE = 1_000
"""Characters of a title, an id, or the name of a source."""

_OFF_CLOCK = timedelta(days=1)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


class BrokenArticleError(ValueError):
    """An item that cannot become an article: which field, what is wrong with it, and what to do."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a source of the configuration says of items that do not say it themselves."""

    source: str
    language: str | None = None
    place: str | None = None
    timezone: ZoneInfo | None = None
    undated: bool = False
    """An item without a time appeared when it was fetched."""


def article_from(raw: object, defaults: Defaults, fetched_at: datetime | None) -> Article:
    """Return the article that `raw` is; raises BrokenArticleError.

    `fetched_at` (UTC) is when tocsin first had it, unless the item itself knows better. None means as soon as it was
    published, as in a replay, where the articles' own clock counts.
    """
    if not isinstance(raw, dict):
        raise BrokenArticleError("item", f"is {_kind(raw)}; write a JSON object with title, text and published_at")
    url = _read(raw, "url", canonical)
    title, text = _line(raw, "title"), _text(raw)
    if not title and not text:
        raise BrokenArticleError("text", "there is neither a title nor a text; give at least one of them")
    source = _line(raw, "source") or host(url) or defaults.source
    dated = _instant(raw, "published_at", defaults.timezone)
    published_at, fetched_at = _times(dated, _instant(raw, "fetched_at", defaults.timezone) or fetched_at, defaults)
    return _validated(
        id=_given_id(raw) or (stable_id(url) if url else stable_id(source, title, dated.isoformat() if dated else "")),
        source=source,
        url=url,
        title=title,
        text=text,
        published_at=published_at,
        fetched_at=fetched_at,
        language=_language(raw) or defaults.language or "en",
        place=_line(raw, "place") or defaults.place,
    )


def article_from_json(line: bytes, defaults: Defaults, fetched_at: datetime | None) -> Article:
    """Return the article that a JSON object is, as `article_from` does; raises BrokenArticleError."""
    try:
        raw = orjson.loads(line.removeprefix(BOM_UTF8))
    except orjson.JSONDecodeError as error:
        raise BrokenArticleError("item", f"is not JSON in UTF-8 ({error}); write one JSON object a line") from error
    return article_from(raw, defaults, fetched_at)


def is_language_tag(words: str) -> bool:
    """Say whether `words` have the form of a BCP 47 language tag."""
    return _LANGUAGE.fullmatch(words) is not None


def item_from(raw: object, origin: str, defaults: Defaults, fetched_at: datetime | None) -> Item:
    """Return what arrived as an item, whatever it is: bytes are read as JSON."""
    try:
        if isinstance(raw, bytes):
            return Arrived(article_from_json(raw, defaults, fetched_at))
        return Arrived(article_from(raw, defaults, fetched_at))
    except BrokenArticleError as error:
        return Broken.of(raw if isinstance(raw, bytes) else json.dumps(raw).encode(), origin, str(error))


def _read(raw: Mapping[str, object], field: str, read: Callable[[str], str]) -> str:
    value = raw.get(field)
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        raise BrokenArticleError(field, f"is {_kind(value)}; write it as a string")
    try:
        return read(value)
    except ValueError as error:
        raise BrokenArticleError(field, str(error)) from error


def _line(raw: Mapping[str, object], field: str) -> str:
    line = _read(raw, field, one_line)
    if len(line) > LONGEST_LINE:
        raise BrokenArticleError(field, f"is longer than {LONGEST_LINE} characters; shorten it")
    return line


def _text(raw: Mapping[str, object]) -> str:
    text = _read(raw, "text", plain_text)
    if len(text) > LONGEST_TEXT:
        raise BrokenArticleError("text", f"is longer than {LONGEST_TEXT} characters; split it into several articles")
    return text


def _times(published_at: datetime | None, fetched_at: datetime | None, defaults: Defaults) -> tuple[datetime, datetime]:
    if published_at is None and defaults.undated:
        published_at = fetched_at
    if published_at is None:
        raise BrokenArticleError("published_at", "is missing; write a time such as 2024-05-01T12:30:00Z")
    if fetched_at is None:
        return published_at, published_at
    if published_at - fetched_at > _OFF_CLOCK:
        raise BrokenArticleError("published_at", f"{published_at.isoformat()} is still to come; write when it appeared")
    return min(published_at, fetched_at), fetched_at


def _instant(raw: Mapping[str, object], field: str, zone: ZoneInfo | None) -> datetime | None:
    value = _read(raw, field, str.strip)
    if not value:
        return None
    try:
        return instant(value, zone)
    except ValueError as error:
        raise BrokenArticleError(field, str(error)) from error


def _given_id(raw: Mapping[str, object]) -> str:
    given = raw.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    return _line(raw, "id")


def _language(raw: Mapping[str, object]) -> str:
    language = _read(raw, "language", str.strip).replace("_", "-")
    if language and not is_language_tag(language):
        raise BrokenArticleError(
            "language", f"{language!r} is not a language tag; write one such as en or pt-BR (BCP 47)"
        )
    return language


def _validated(**fields: object) -> Article:
    try:
        return Article.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise BrokenArticleError(".".join(str(part) for part in first["loc"]), first["msg"]) from error


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
