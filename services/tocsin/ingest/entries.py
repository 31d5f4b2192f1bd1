"""The bytes of an RSS or Atom document -> its entries, as raw items for `normalise`."""

from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import feedparser

from tocsin.ingest.fetch import FeedUnreadableError, Response
from tocsin.ingest.normalise import Defaults, is_language_tag


def entries_of(response: Response, defaults: Defaults) -> list[dict[str, str]]:
    """Return the entries of the feed in `response`; what `defaults` says comes before what the feed says of itself.

    A feed with mistakes is read as far as it can be. Raises FeedUnreadableError, with what is wrong, where nothing can.
    """
    document = _parsed(response)
    if not document.entries and (document.bozo or not document.get("version")):
        reason = document.get("bozo_exception") or "it is neither RSS nor Atom"
        raise FeedUnreadableError(f"{response.url} is not a feed: {reason}")
    language = defaults.language or document.feed.get("language", "")
    if not is_language_tag(language):
        language = ""
    return [_entry(entry, response.url, defaults.source, language) for entry in document.entries]


def _parsed(response: Response) -> Any:  # noqa: ANN401 - feedparser's own
    headers = {"content-type": response.content_type, "content-location": response.url}
    body = BytesIO(response.body or b"")
    try:
        return feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # feedparser means to set `bozo` instead, but some documents get past it
        raise FeedUnreadableError(f"{response.url} is not a feed: {error}") from error


def _entry(entry: Any, base: str, source: str, language: str) -> dict[str, str]:  # noqa: ANN401 - feedparser's own
    return {
        "source": entry.get("source", {}).get("title") or source,
        "url": urljoin(base, entry.link) if entry.get("link") else "",
        "title": entry.get("title", ""),
        "text": _longest(entry),
        "published_at": entry.get("published") or entry.get("updated") or "",
        "language": language,
    }


def _longest(entry: Any) -> str:  # noqa: ANN401 - feedparser's own
    texts: list[str] = [entry.get("summary", ""), *(content.get("value", "") for content in entry.get("content", ()))]
    return max(texts, key=len)
