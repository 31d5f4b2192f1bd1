"""The pages behind the links in messages: one GET shows what is to be acknowledged, and only a POST acknowledges it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Protocol
from urllib.parse import parse_qsl

from aiohttp import web

from tocsin.domain.alert import Acknowledgement, AlertAcknowledged
from tocsin.domain.event import Event
from tocsin.domain.saying import name_said, reason_said
from tocsin.domain.silence import Silence, SilenceStarted
from tocsin.domain.thread import Standing
from tocsin.notify.secrets import Vault
from tocsin.notify.signed_links import PATH, Asked, ExpiredLinkError, LinkError, SignedLinks, keys_of
from tocsin.settings.configuration import Http
from tocsin.workers.answer_page import HEADERS, SILENCES, Form, question, statement

_PATIENCE = 10.0
"""Seconds in which a form must have arrived."""

_FORM = "application/x-www-form-urlencoded"
_SETTLED: dict[Standing, tuple[HTTPStatus, str, str]] = {
    "acknowledged": (HTTPStatus.CONFLICT, "Acknowledged already", "Somebody has taken this on before."),
    "resolved": (HTTPStatus.GONE, "It is over", "What this alert told of holds no longer; nobody needs to act."),
    "unknown": (HTTPStatus.NOT_FOUND, "No such alert", "This tocsin does not know the alert, or not any more."),
}


class Desk(Protocol):
    """Where alerts are known, and where what people say goes into the log."""

    async def standing(self, watch: str, alert_id: str) -> Standing | None:
        """Return how far an alert is, or None where another process knows."""
        ...

    async def say(self, events: Sequence[Event]) -> None:
        """Put `events` into the log, and return once they are there for good."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """What a browser gets."""

    status: HTTPStatus
    html: str


class Refusal(Exception):  # noqa: N818 - an answer, not a fault of the program
    """Nothing was done; holds the page that says why."""

    def __init__(self, status: HTTPStatus, heading: str, text: str, asked: Asked | None = None) -> None:
        super().__init__(heading)
        self.page = Page(status, statement(heading, [text], asked))


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers those who follow a link; `now` is the time of what they say (UTC)."""

    links: SignedLinks
    desk: Desk
    now: Callable[[], datetime]

    def routes(self) -> list[web.RouteDef]:
        """Return the paths to serve."""
        path = f"{PATH}{{token}}"
        return [web.get(path, self.show), web.post(path, self.take)]

    async def show(self, request: web.Request) -> web.Response:
        """Show what is to be acknowledged, and do nothing: a chat that makes a preview of the link comes here too."""
        return await _sent(self._shown(request))

    async def take(self, request: web.Request) -> web.Response:
        """Put what somebody says by the form into the log."""
        return await _sent(self._taken(request))

    async def _shown(self, request: web.Request) -> Page:
        asked = await self._open(request)
        return Page(HTTPStatus.OK, question(asked, Form()))

    async def _taken(self, request: web.Request) -> Page:
        form = await _form(request)
        asked = await self._open(request)
        filled = Form(form.get("name", ""), form.get("reason", ""))
        try:
            said = _said(asked, filled, form.get("silence", ""), self.now())
        except ValueError as error:
            wrong = Form(filled.name, filled.reason, f"Nothing is done yet: {error}.")
            return Page(HTTPStatus.UNPROCESSABLE_ENTITY, question(asked, wrong))
        await self._say(said)
        return Page(HTTPStatus.OK, statement("Acknowledged", [_in_words(each) for each in said], asked))

    async def _open(self, request: web.Request) -> Asked:
        """Return what the link asks for, if that can still be done."""
        try:
            asked = self.links.asked(request.match_info["token"])
        except ExpiredLinkError:
            text = "Links work for a week. Use `tocsin ack`, or the link of a newer message."
            raise Refusal(HTTPStatus.GONE, "This link has expired", text) from None
        except LinkError:
            text = "It is not one that tocsin has made, or not all of it is there. Follow it from the message itself."
            raise Refusal(HTTPStatus.NOT_FOUND, "This link is not good", text) from None
        standing = await self.desk.standing(asked.watch, asked.alert_id)
        if standing is not None and standing in _SETTLED:
            raise Refusal(*_SETTLED[standing], asked)
        return asked

    async def _say(self, events: Sequence[Event]) -> None:
        try:
            await self.desk.say(events)
        except Exception as error:
            text = "It could not be written down. Try again, and call somebody if that does not help."
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "Not acknowledged", text) from error


def open_links(http: Http, vault: Vault, now: Callable[[], datetime]) -> SignedLinks | None:
    """Return what makes and reads the links, where there are to be any; `now` is the clock that they age by (UTC).

    Raises SecretError.
    """
    if http.public_url is None:
        return None
    return SignedLinks(http.public_url, keys_of(vault.secret("http", http.links_env, http.links_file)), now)


async def _sent(work: Awaitable[Page]) -> web.Response:
    try:
        page = await work
    except Refusal as refusal:
        page = refusal.page
    return web.Response(text=page.html, status=page.status, content_type="text/html", charset="utf-8", headers=HEADERS)


async def _form(request: web.Request) -> dict[str, str]:
    """Return the fields of the form that was sent."""
    if request.content_type != _FORM:
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Not understood", "Use the form of the page.")
    try:
        async with asyncio.timeout(_PATIENCE):
            body = await request.read()
        return dict(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=8))
    except TimeoutError:
        raise Refusal(HTTPStatus.REQUEST_TIMEOUT, "Too slow", "The form did not come in time. Send it again.") from None
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too much", "Say it in fewer words.") from None
    except ValueError:
        raise Refusal(HTTPStatus.BAD_REQUEST, "Not understood", "Use the form of the page.") from None


def _said(asked: Asked, form: Form, silence: str, now: datetime) -> list[AlertAcknowledged | SilenceStarted]:
    """Return what the person says by sending the form; raises ValueError where that cannot be meant."""
    by, reason = name_said(form.name), reason_said(form.reason)
    given = Acknowledgement(alert_id=asked.alert_id, watch=asked.watch, by=by, reason=reason, at=now)
    said: list[AlertAcknowledged | SilenceStarted] = [AlertAcknowledged.of(given)]
    if silence:
        if silence not in SILENCES:
            raise ValueError("choose how long it is to be silenced by one of the buttons")
        kinds, subjects = (asked.kind,), (asked.subject,)
        quiet = Silence.asked(
            asked.watch, SILENCES[silence], at=now, by=by, reason=reason, kinds=kinds, subjects=subjects
        )
        said.append(SilenceStarted.of(quiet))
    return said


def _in_words(event: AlertAcknowledged | SilenceStarted) -> str:
    """Return what is true now."""
    if isinstance(event, SilenceStarted):
        until = f"{event.data.until:%Y-%m-%d %H:%M} UTC"
        return f"Nobody is told of {event.data.kinds[0]} about the same until {until}."
    reason = f" ({event.data.reason})" if event.data.reason else ""
    return f"{event.data.by} has taken it on{reason}. Nobody else is called for it."
