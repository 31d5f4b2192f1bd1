"""One polite HTTP request for a feed (RFC 9110): conditional, bounded in size and time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from itertools import pairwise

import aiohttp

from tocsin import __version__

USER_AGENT = f"tocsin/{__version__}"
LARGEST_BODY = 10_485_760
"""Bytes of a feed that are still read, unpacked."""

_ACCEPT = "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
_PERMANENT = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_MOST_REDIRECTS = 5


class FeedError(Exception):
    """A feed could not be read; it may be another time."""


class FeedUnreachableError(FeedError):
    """The network, the server's name, TLS or the time limit stood in the way."""


class FeedRefusedError(FeedError):
    """The server answered with the HTTP `status`, but not with a feed."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class FeedBusyError(FeedRefusedError):
    """The server asks for patience (429, 503); `retry_after` is for how long, where it says."""

    def __init__(self, message: str, status: int, retry_after: timedelta | None) -> None:
        super().__init__(message, status)
        self.retry_after = retry_after


class FeedGoneError(FeedRefusedError):
    """The server says that there will never be this feed again (410)."""


class FeedTooLargeError(FeedError):
    """The feed is larger than `LARGEST_BODY`."""


class FeedUnreadableError(FeedError):
    """What came is not a feed."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for: an address, and the validators of the copy that we have."""

    url: str
    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers that make the request conditional and say who asks."""
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {"User-Agent": USER_AGENT, "Accept": _ACCEPT} | {k: v for k, v in conditions.items() if v}


@dataclass(frozen=True, slots=True)
class Response:
    """What came; no body means that nothing has changed. `moved_to` is where to ask from now on."""

    url: str
    moved_to: str
    body: bytes | None
    content_type: str
    etag: str | None
    last_modified: str | None


async def fetch(session: aiohttp.ClientSession, request: Request, now: datetime, time_limit: timedelta) -> Response:
    """Return what the server has for `request`; raises FeedError. `now` (UTC) is what a Retry-After date counts from.

    `time_limit` is for all of it: redirects, headers and body.
    """
    timeout = aiohttp.ClientTimeout(total=time_limit.total_seconds())
    try:
        async with session.get(
            request.url, headers=request.headers, timeout=timeout, max_redirects=_MOST_REDIRECTS
        ) as answer:
            return await _read(answer, request, now)
    except TimeoutError as error:
        raise FeedUnreachableError(f"{request.url} took longer than {time_limit.total_seconds():g} s") from error
    except (aiohttp.ClientError, ValueError) as error:
        raise FeedUnreachableError(f"{request.url} cannot be reached: {error or type(error).__name__}") from error


async def _read(answer: aiohttp.ClientResponse, request: Request, now: datetime) -> Response:
    _refuse(answer, now)
    unchanged = answer.status == HTTPStatus.NOT_MODIFIED
    return Response(
        url=str(answer.url),
        moved_to=_moved_to(answer, request.url),
        body=None if unchanged else await _body(answer),
        content_type=answer.headers.get("Content-Type", ""),
        etag=answer.headers.get("ETag"),
        last_modified=answer.headers.get("Last-Modified"),
    )


def _refuse(answer: aiohttp.ClientResponse, now: datetime) -> None:
    if answer.status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        return
    message = f"{answer.url} answered {answer.status} {answer.reason or ''}".rstrip()
    if answer.status == HTTPStatus.GONE:
        raise FeedGoneError(f"{message}; take the feed out of the configuration", answer.status)
    if answer.status in _BUSY:
        raise FeedBusyError(message, answer.status, _retry_after(answer.headers.get("Retry-After", ""), now))
    raise FeedRefusedError(message, answer.status)


def _retry_after(words: str, now: datetime) -> timedelta | None:
    """Read a Retry-After (RFC 9110, section 10.2.3): seconds, or a date."""
    try:
        return timedelta(seconds=int(words)) if words.strip().isdecimal() else parsedate_to_datetime(words) - now
    except (ValueError, TypeError, OverflowError):
        return None


def _moved_to(answer: aiohttp.ClientResponse, url: str) -> str:
    """Return the end of the permanent redirects that `url` begins with; one that is temporary ends them."""
    hops = [*answer.history, answer]
    for hop, target in pairwise(hops):
        if hop.status not in _PERMANENT:
            break
        url = str(target.url)
    return url


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for piece in answer.content.iter_any():
        body += piece
        if len(body) > LARGEST_BODY:
            raise FeedTooLargeError(f"{answer.url} is larger than {LARGEST_BODY} bytes")
    return bytes(body)
