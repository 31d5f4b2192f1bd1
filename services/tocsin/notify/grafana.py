"""The `grafana` channel: each alert as an annotation, from when it began to when it was over.

Source: Grafana's documentation of the HTTP API for annotations.
"""

import html
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, Field, SecretStr

from tocsin.notify.channel import Answer
from tocsin.notify.cutting import cut
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.links import evidence_links
from tocsin.notify.message import Message
from tocsin.notify.settings import HttpSettings, Opening, web_address

_PATH = "/api/annotations"
_TITLE = 300
_TEXT = 2000
"""Characters of the text: with what escaping adds, far from the 64 KiB that Grafana's database keeps."""
_TAG = 100
"""Characters of a tag in Grafana's database, which keeps 500 for all of an annotation by default (`tags_length`)."""


class GrafanaSettings(HttpSettings):
    """A channel that draws alerts on the dashboards of a Grafana.

    ```yaml
    channels:
      dashboards:
        grafana: https://grafana.example.org
        token_env: TOCSIN_GRAFANA_TOKEN
    ```
    """

    BUNDLES = False
    TELLS_LAPSED = True
    TELLS = frozenset({"raised", "resolved"})
    ADDRESS = "grafana"
    SECRETS = ("token",)

    grafana: Annotated[str, AfterValidator(web_address)] = Field(description="Its address, without /api.")
    token_env: str | None = Field(default=None, min_length=1, description="Environment variable with the token.")
    token_file: Path | None = Field(default=None, description="File with the token of a service account.")

    @asynccontextmanager
    async def open(self, opening: Opening) -> AsyncIterator["Grafana"]:
        """Open the channel."""
        async with self.endpoint(self.grafana.rstrip("/"), opening) as endpoint:
            yield Grafana(endpoint, opening.secret("token"))


@dataclass(frozen=True, slots=True)
class Grafana:
    """Makes annotations in the organisation that `token` belongs to."""

    endpoint: Endpoint
    token: SecretStr

    async def send(self, message: Message) -> Answer:
        """Make an annotation, whose number is the receipt, or give the one of the receipt its end."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token.get_secret_value()}"}
        if message.kind == "resolved" and message.receipt is not None:
            body = orjson.dumps(end_of(message))
            return await self.endpoint.request("PATCH", body, headers, path=f"{_PATH}/{message.receipt}")
        body = orjson.dumps(annotation_of(message))
        return await self.endpoint.request("POST", body, headers, path=_PATH, accept=_made)


def annotation_of(message: Message) -> dict[str, Any]:
    """Return the annotation of an alert, with an end where it is over before Grafana had heard of it."""
    alert = message.alert
    made = {
        "time": _milliseconds(alert.at),
        "tags": ["tocsin", alert.watch[:_TAG], alert.kind, alert.severity],
        "text": _text(message),
    }
    return {**made, **end_of(message)} if message.kind == "resolved" else made


def end_of(message: Message) -> dict[str, Any]:
    """Return what changes in the annotation of an alert that is over."""
    item = message.items[0]
    return {"timeEnd": _milliseconds(max(item.at, item.alert.at)), "text": _text(message)}


def _text(message: Message) -> str:
    """Return the text as HTML, for Grafana shows it as such."""
    lines = [html.escape(cut(message.title, _TITLE)), html.escape(cut(message.text, _TEXT))]
    links = [f'<a href="{html.escape(link.url)}">{html.escape(link.label)}</a>' for link in evidence_links(message)]
    return "\n".join([*lines, *links])


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _made(status: int, body: bytes) -> Answer:
    """Return the answer to a new annotation: `{"message": "Annotation added", "id": 1}`."""
    try:
        number = orjson.loads(body)["id"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        number = None
    if not isinstance(number, int):
        return Answer("delivered", status, detail="the annotation has no number, and will not get its end")
    return Answer("delivered", status, receipt=str(number))
