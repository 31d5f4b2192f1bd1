"""The `teams` channel: an Adaptive Card to a workflow of Microsoft Teams."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from pydantic import Field

from tocsin.domain.watch import Severity
from tocsin.notify.channel import Answer
from tocsin.notify.cutting import cut
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.inert import inert
from tocsin.notify.links import evidence_links
from tocsin.notify.message import Message
from tocsin.notify.settings import HttpSettings, Opening

_BYTES = 20_000
"""Microsoft names 28 KB for a message in one place and less in others; a card that is too large is lost unseen."""

_TITLE = 300
_STYLES: dict[Severity, str] = {"info": "accent", "warning": "warning", "critical": "attention"}


class TeamsSettings(HttpSettings):
    """A channel behind a workflow of Teams ("When a Teams webhook request is received"), whose address is the secret.

    ```yaml
    channels:
      desk:
        teams_env: TOCSIN_DESK_TEAMS      # or teams_file: /run/secrets/desk
    ```
    """

    SECRETS = ("teams",)

    teams_env: str | None = Field(default=None, min_length=1, description="The variable that holds the address.")
    teams_file: Path | None = Field(default=None, description="The file that holds the address.")
    rate: float | None = Field(default=1.0, gt=0, description="Messages a second at most, from each worker.")

    @asynccontextmanager
    async def open(self, opening: Opening) -> AsyncIterator["Teams"]:
        """Open the channel; raises SecretError where the address is none that may be reached."""
        async with self.endpoint(opening.address("teams", self), opening) as endpoint:
            yield Teams(endpoint)


@dataclass(frozen=True, slots=True)
class Teams:
    """Posts cards to a workflow, which names none of them; 202 says that it has begun, and no more is told."""

    endpoint: Endpoint

    async def send(self, message: Message) -> Answer:
        """Post `message` once."""
        return await self.endpoint.post(orjson.dumps(body_of(message)), {"Content-Type": "application/json"})


def body_of(message: Message) -> dict[str, Any]:
    """Return `message` as a card in the envelope of a workflow, of at most 20 KB; the text is cut until it fits."""
    fitting = cut(message.text, _BYTES, lambda text: len(orjson.dumps(_envelope(message, text))))
    return _envelope(message, fitting)


def _envelope(message: Message, text: str) -> dict[str, Any]:
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "fallbackText": inert(cut(message.title, _TITLE)),
        "body": [_head(message), *(_line(line) for line in text.split("\n") if line)],
        "actions": list(_actions(message)),
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _head(message: Message) -> dict[str, Any]:
    return {
        "type": "Container",
        "style": _STYLES[message.severity],
        "bleed": True,
        "items": [
            _line(message.heading, size="Small"),
            _line(cut(message.title, _TITLE), size="Large", weight="Bolder"),
        ],
    }


def _line(text: str, **looks: str) -> dict[str, Any]:
    """Return a line that shows `text` as it is.

    A TextRun knows no Markdown (Adaptive Cards, "Text features"), but both it and a TextBlock write dates for
    `{{DATE(...)}}`.
    """
    run = {"type": "TextRun", "text": text.replace("{{", "｛｛"), **looks}
    return {"type": "RichTextBlock", "inlines": [run]}


def _actions(message: Message) -> Iterator[dict[str, Any]]:
    """Yield the buttons: Teams shows six at most."""
    if message.ack_url is not None:
        yield {"type": "Action.OpenUrl", "title": "Acknowledge", "url": message.ack_url}
    for link in evidence_links(message):
        yield {"type": "Action.OpenUrl", "title": link.label, "url": link.url}
