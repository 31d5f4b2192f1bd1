"""An address that messages are posted to, and what its answers mean: the same for every channel over HTTP."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeAlias
from urllib.parse import urlsplit

import aiohttp
from pydantic import SecretStr

from tocsin.domain.delivery import Outcome
from tocsin.notify.channel import Answer, tellable

_MANY = 429
_UNAVAILABLE = 503
_GONE = 410
_SERVER_ERRORS = 500
_SUCCESSES = range(200, 300)
_REDIRECTS = range(300, 400)

_SECONDS = re.compile(r"[0-9]{1,9}")
_READ = 262_144

Accept: TypeAlias = Callable[[int, bytes], Answer]
"""Tells what a successful answer means, from its status and its body."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to post, through which session, and how long an answer may take.

    `hidden` and what follows the host in the address are never repeated in an answer's detail. `wall_clock` tells the
    real time (UTC), as the other side sees it, whichever clock the service goes by.
    """

    session: aiohttp.ClientSession
    url: str = field(repr=False)
    timeout: timedelta
    hidden: tuple[SecretStr, ...]
    wall_clock: Callable[[], datetime]

    async def post(self, body: bytes, headers: dict[str, str]) -> Answer:
        """Post `body` once, follow no redirect, and return what came of it."""
        return await self.request("POST", body, headers)

    async def request(
        self, method: str, body: bytes, headers: dict[str, str], *, path: str = "", accept: Accept | None = None
    ) -> Answer:
        """Send `body` once to the address with `path` behind it, follow no redirect, and return what came of it.

        `accept` tells from the status and the body of a successful answer what it means, where the status alone does
        not; no more than the first 256 KiB are read.
        """
        timeout = aiohttp.ClientTimeout(total=self.timeout.total_seconds())
        request = self.session.request(
            method, self.url + path, data=body, headers=headers, allow_redirects=False, timeout=timeout
        )
        try:
            async with request as response:
                return await self._answer(response, accept)
        except aiohttp.InvalidURL as error:
            return Answer("refused", detail=self._tellable(f"not an address to post to: {error}"))
        except TimeoutError:
            return Answer("failed", detail=f"{self._host}: no answer within {self.timeout.total_seconds():g} s")
        except (aiohttp.ClientError, OSError) as error:
            return Answer("failed", detail=self._tellable(f"{self._host}: {error or type(error).__name__}"))

    async def _answer(self, response: aiohttp.ClientResponse, accept: Accept | None) -> Answer:
        outcome = outcome_of(response.status)
        if outcome == "delivered":
            if accept is None:
                return Answer(outcome, response.status)
            answer = accept(response.status, await _beginning(response))
            return replace(answer, detail=self._tellable(answer.detail))
        pause = None
        if response.status in {_MANY, _UNAVAILABLE}:
            pause = retry_after(response.headers.get("Retry-After", ""), self.wall_clock())
        if response.status in _REDIRECTS:
            said = "redirects are not followed; configure the address that it leads to"
        else:
            said = (await _beginning(response)).decode("utf-8", "replace")
        return Answer(outcome, response.status, pause, self._tellable(f"answered {response.status}: {said}"))

    @property
    def _host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def _tellable(self, text: str) -> str:
        return tellable(text, self._never_told())

    def _never_told(self) -> list[str]:
        secrets = [secret.get_secret_value() for secret in self.hidden]
        bare = [secret.partition("_")[2] for secret in secrets]
        parts = urlsplit(self.url)
        target = parts._replace(scheme="", netloc="").geturl()
        return [each for each in (*secrets, *bare, target, parts.query) if len(each) > 1]


def outcome_of(status: int) -> Outcome:
    """Return what an HTTP status means for a delivery, as Standard Webhooks recommends."""
    if status in _SUCCESSES:
        return "delivered"
    if status == _GONE:
        return "gone"
    return "failed" if status == _MANY or status >= _SERVER_ERRORS else "refused"


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Return how long a `Retry-After` header asks to wait: seconds or a date (RFC 9110, section 10.2.3), or None."""
    if _SECONDS.fullmatch(value):
        return timedelta(seconds=int(value))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    return max(moment.replace(tzinfo=moment.tzinfo or UTC) - now, timedelta(0))


async def _beginning(response: aiohttp.ClientResponse) -> bytes:
    """Return the beginning of an answer; where it is cut off, what came before."""
    read = bytearray()
    try:
        async for chunk in response.content.iter_any():
            read += chunk
            if len(read) >= _READ:
                break
    except (aiohttp.ClientError, OSError):
        read += b" (cut off)"
    return bytes(read[:_READ])
