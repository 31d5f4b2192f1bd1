"""The `slack` channels: an incoming webhook (Mattermost takes the same), or a bot that answers in threads."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, Field, SecretStr, model_validator

from tocsin.notify.channel import Answer
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.message import Message
from tocsin.notify.settings import HttpSettings, Opening, web_address
from tocsin.notify.slack_blocks import body_of

_JSON = {"Content-Type": "application/json; charset=utf-8"}
_PAUSE = timedelta(minutes=1)
"""Slack's limits count by the minute, and an error in the body names no time."""

_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_PASSING = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
"""What Slack's documentation of chat.postMessage calls a fault of its own; what else it answers, a person must mend."""


class SlackSettings(HttpSettings):
    """A channel behind an incoming webhook of Slack or Mattermost, whose address is the secret.

    ```yaml
    channels:
      desk:
        slack_env: TOCSIN_DESK_SLACK      # or slack_file: /run/secrets/desk
    ```
    """

    SECRETS = ("slack",)

    slack_env: str | None = Field(default=None, min_length=1, description="The variable that holds the address.")
    slack_file: Path | None = Field(default=None, description="The file that holds the address.")
    rate: float | None = Field(default=1.0, gt=0, description="Messages a second at most, from each worker.")

    @asynccontextmanager
    async def open(self, opening: Opening) -> AsyncIterator["SlackWebhook"]:
        """Open the channel; raises SecretError where the address is none that may be reached."""
        async with self.endpoint(opening.address("slack", self), opening) as endpoint:
            yield SlackWebhook(endpoint)


class SlackBotSettings(HttpSettings):
    """A channel of Slack that a bot writes to: later news of an alert goes into the thread of its first message.

    ```yaml
    channels:
      desk:
        slack_token_env: TOCSIN_SLACK_TOKEN
        slack_channel: C0123ABCD
    ```
    """

    SECRETS = ("slack_token",)

    slack_token_env: str | None = Field(default=None, min_length=1, description="The variable that holds the token.")
    slack_token_file: Path | None = Field(default=None, description="The file that holds the token.")
    slack_channel: str = Field(pattern=r"^[CDG][A-Z0-9]+$", description="The id of the channel, as in C0123ABCD.")
    slack_api: Annotated[str, AfterValidator(web_address)] = Field(
        default="https://slack.com/api", description="Where Slack's Web API answers."
    )
    rate: float | None = Field(default=1.0, gt=0, description="Messages a second at most, from each worker.")

    @model_validator(mode="after")
    def _may_be_reached(self) -> "SlackBotSettings":
        try:
            self.reachable(self.slack_api)
        except ValueError as error:
            raise ValueError(f"slack_api {error}") from None
        return self

    @asynccontextmanager
    async def open(self, opening: Opening) -> AsyncIterator["SlackBot"]:
        """Open the channel."""
        async with self.endpoint(self.slack_api, opening) as endpoint:
            yield SlackBot(endpoint, opening.secret("slack_token"), self.slack_channel)


@dataclass(frozen=True, slots=True)
class SlackWebhook:
    """Posts messages to an incoming webhook, which names none of them and lets none be changed."""

    endpoint: Endpoint

    async def send(self, message: Message) -> Answer:
        """Post `message` once."""
        return await self.endpoint.request("POST", orjson.dumps(body_of(message)), _JSON, accept=heard_from_webhook)


@dataclass(frozen=True, slots=True)
class SlackBot:
    """Posts messages to one channel by Slack's Web API."""

    endpoint: Endpoint
    token: SecretStr
    channel: str

    async def send(self, message: Message) -> Answer:
        """Post `message` once; later news of an alert goes into the thread of its first message.

        The end of an alert rewrites that message too, before it is posted: where the one fails in passing, both are
        tried again, and nobody sees a message twice. An acknowledgement brings no text to rewrite it with.
        """
        body = body_of(message)
        if message.receipt is None:
            return await self._call("chat.postMessage", {**body, "channel": self.channel})
        channel, _, first = message.receipt.partition("/")
        if message.kind == "resolved" and message.alert.text:
            rewritten = await self._call("chat.update", {**body, "channel": channel, "ts": first})
            if rewritten.outcome == "failed":
                return rewritten
        reply = {**body, "channel": channel, "thread_ts": first, "reply_broadcast": message.kind == "escalated"}
        return await self._call("chat.postMessage", reply)

    async def _call(self, method: str, body: Mapping[str, Any]) -> Answer:
        headers = {**_JSON, "Authorization": f"Bearer {self.token.get_secret_value()}"}
        return await self.endpoint.request(
            "POST", orjson.dumps(body), headers, path=f"/{method}", accept=heard_from_api
        )


def heard_from_webhook(status: int, body: bytes) -> Answer:
    """Return what an incoming webhook means: `ok` and nothing else is success (Slack, "Incoming webhooks").

    Anything else under a 200 did not come from Slack: a page of a proxy, say, that wants somebody to log in.
    """
    if body.strip() == b"ok":
        return Answer("delivered", status)
    return Answer("failed", status, detail=f"answered {status}, but not ok: {body.decode('utf-8', 'replace')}")


def heard_from_api(status: int, body: bytes) -> Answer:
    """Return what Slack's Web API means, which answers 200 to what it refuses too; the receipt is `channel/ts`."""
    match _told(body):
        case {"ok": True, "channel": str(channel), "ts": str(ts)}:
            return Answer("delivered", status, receipt=f"{channel}/{ts}")
        case {"ok": False, "error": str(error)}:
            return _refused(status, error)
    return Answer("failed", status, detail=f"answered {status}, but not as Slack does")


def _refused(status: int, error: str) -> Answer:
    detail = f"answered ok: false, {error}"
    if error in _LIMITED:
        return Answer("failed", status, _PAUSE, detail)
    return Answer("failed" if error in _PASSING else "refused", status, detail=detail)


def _told(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
