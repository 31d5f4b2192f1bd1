"""The `discord` channel: an embed to a webhook of Discord, rewritten as news of its alert come in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
from pydantic import Field

from tocsin.domain.policy import MessageKind
from tocsin.domain.watch import Severity
from tocsin.notify.channel import Answer
from tocsin.notify.cutting import cut, utf16
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.inert import inert, one_line
from tocsin.notify.links import Link, evidence_links
from tocsin.notify.message import Message
from tocsin.notify.settings import HttpSettings, Opening

_CONTENT = 2000
_DESCRIPTION = 4096
_FIELD = 1024
_FOOTER = 200
"""Of 2,048: with the others it stays below the 6,000 that an embed may have in all."""

_COLOURS: dict[Severity, int] = {"info": 0x1565C0, "warning": 0xF9A825, "critical": 0xC62828}
_REWRITES: frozenset[MessageKind] = frozenset({"resolved", "acknowledged"})
"""What must not ring: a message that is rewritten notifies nobody."""


class DiscordSettings(HttpSettings):
    """A channel behind a webhook of Discord, whose address is the secret.

    ```yaml
    channels:
      desk:
        discord_env: TOCSIN_DESK_DISCORD      # or discord_file: /run/secrets/desk
    ```
    """

    SECRETS = ("discord",)

    discord_env: str | None = Field(default=None, min_length=1, description="The variable that holds the address.")
    discord_file: Path | None = Field(default=None, description="The file that holds the address.")
    rate: float | None = Field(default=0.5, gt=0, description="Messages a second at most, from each worker.")

    @asynccontextmanager
    async def open(self, opening: Opening) -> AsyncIterator["Discord"]:
        """Open the channel; raises SecretError where the address is none that may be reached."""
        parts = urlsplit(opening.address("discord", self))
        bare = parts._replace(query="", fragment="").geturl()
        async with self.endpoint(bare, opening) as endpoint:
            yield Discord(endpoint, parts.query)


@dataclass(frozen=True, slots=True)
class Discord:
    """Posts messages to a webhook and rewrites them; `query` names the thread, where the address names one."""

    endpoint: Endpoint
    query: str

    async def send(self, message: Message) -> Answer:
        """Post `message` once, or rewrite the first message of its alert, whose embed stays as it is.

        A first message that somebody has deleted cannot be rewritten; then this one is posted.
        """
        if message.receipt is not None and message.kind in _REWRITES:
            rewritten = await self._request("PATCH", f"/messages/{message.receipt}", content_of(message))
            if rewritten.outcome != "refused":
                return rewritten
        return await self._request("POST", "", body_of(message))

    async def _request(self, method: str, path: str, content: dict[str, Any]) -> Answer:
        body = orjson.dumps(content)
        query = "&".join(part for part in ("wait=true", self.query) if part)
        headers = {"Content-Type": "application/json"}
        return await self.endpoint.request(method, body, headers, path=f"{path}?{query}", accept=heard)


def heard(status: int, body: bytes) -> Answer:
    """Return what Discord means: with `wait=true` it answers with the message, whose id is the receipt.

    A success without one did not come from Discord (Discord, "Execute Webhook").
    """
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        told = None
    match told:
        case {"id": str(name)} if name.isascii() and name.isdigit():
            return Answer("delivered", status, receipt=name)
    return Answer("failed", status, detail=f"answered {status}, but not as Discord does")


def body_of(message: Message) -> dict[str, Any]:
    """Return what Discord is to post, within the limits of its "Message Resource"."""
    return {**content_of(message), "embeds": [_embed(message)]}


def content_of(message: Message) -> dict[str, Any]:
    """Return the line that notifications show, and that is rewritten, mentioning nobody."""
    reason = message.items[0].reason if message.kind in _REWRITES else None
    line = f"{message.severity.upper()}: {message.title}" + (f" ({one_line(reason)})" if reason else "")
    return {"content": cut(inert(line), _CONTENT), "allowed_mentions": {"parse": []}}


def _embed(message: Message) -> dict[str, Any]:
    links = _links(message)
    return {
        "description": cut(inert(message.text), _DESCRIPTION),
        "color": _COLOURS[message.severity],
        "fields": [{"name": "Links", "value": links}] if links else [],
        "footer": {"text": cut(inert(message.heading), _FOOTER)},
    }


def _links(message: Message) -> str:
    """Return a line for each link, as many as a field takes."""
    asked = [Link(message.ack_url, "Acknowledge")] if message.ack_url is not None else []
    lines = ""
    for link in asked + evidence_links(message):
        longer = f"{lines}\n[{link.label}]({link.url})".lstrip()
        lines = longer if utf16(longer) <= _FIELD else lines
    return lines
