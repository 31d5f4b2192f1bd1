"""The `webhook` channel: each message as a signed POST, as Standard Webhooks recommends."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, Field, SecretStr

from tocsin.domain.delivery import Item
from tocsin.notify.channel import Answer
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.message import Message
from tocsin.notify.secrets import Secret, SecretError
from tocsin.notify.settings import HttpSettings, Opening, web_address
from tocsin.notify.signing import signed_headers, signing_key


class WebhookSettings(HttpSettings):
    """A channel that gets each message as a signed POST (Standard Webhooks).

    ```yaml
    channels:
      ops:
        webhook: https://ops.example.org/tocsin
        secret_env: TOCSIN_OPS_SECRET       # or secret_file: /run/secrets/ops
    ```
    """

    ADDRESS = "webhook"
    SECRETS = ("secret",)
    TELLS_LAPSED = True

    webhook: Annotated[str, AfterValidator(web_address)] = Field(description="Where messages are posted to.")
    secret_env: str | None = Field(
        default=None, min_length=1, description="The environment variable that holds the secret."
    )
    secret_file: Path | None = Field(default=None, description="The file that holds the secret.")

    @asynccontextmanager
    async def open(self, opening: Opening) -> AsyncIterator["Webhook"]:
        """Open the channel; raises SecretError where a secret is malformed."""
        keys = keys_of(opening.name, opening.secrets["secret"])
        async with self.endpoint(self.webhook, opening) as endpoint:
            yield Webhook(endpoint, keys, opening.wall_clock)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts messages to one address, signed by each of `secrets` at the real time that `wall_clock` tells (UTC)."""

    endpoint: Endpoint
    secrets: tuple[SecretStr, ...]
    wall_clock: Callable[[], datetime]

    async def send(self, message: Message) -> Answer:
        """Post `message` once; its id is the `webhook-id`, the same on every attempt."""
        body = body_of(message)
        headers = signed_headers(message.id, self.wall_clock(), body, self.secrets)
        return await self.endpoint.post(body, {"Content-Type": "application/json", **headers})


def body_of(message: Message) -> bytes:
    """Return what a receiver gets: `{"type", "timestamp", "data"}`, the same bytes on every attempt.

    `type` is `alert.` and the kind of message, `timestamp` when it was raised, resolved or acknowledged, and `data` the
    alert with the `reason` for that (null where there is none): id, fingerprint, watch, kind, severity, subject, title,
    text, at, due, and the evidence, each piece with claim_id, article_id, source, url, published_at, recorded_at,
    sentence and confidence. Of an `alert.digest`, `data` holds the watch, `left_out`, how many more there were, and
    `items`, each in that form.
    """
    if message.kind == "digest":
        items = [_told(each) for each in message.items]
        data = {"watch": message.watch, "items": items, "left_out": message.left_out}
        told = {"type": "alert.digest", "timestamp": message.at, "data": data}
    else:
        told = _told(message.items[0])
    return orjson.dumps(told, option=orjson.OPT_UTC_Z)


def _told(item: Item) -> dict[str, Any]:
    alert = item.alert.model_dump(mode="json", exclude={"channels"})
    return {"type": f"alert.{item.message}", "timestamp": item.at, "data": {**alert, "reason": item.reason}}


def keys_of(channel: str, secret: Secret) -> tuple[SecretStr, ...]:
    """Return the keys to sign with: one, or several while one replaces another; raises SecretError."""
    for word in secret.words():
        try:
            signing_key(word)
        except ValueError as error:
            raise SecretError(f"channel {channel!r}: the secret in {secret.where} {error}") from None
    return secret.words()
