"""The `pagerduty` channel: an alert as an incident that is triggered, acknowledged and resolved with it.

Source: PagerDuty's documentation of the Events API v2.
"""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, Field, SecretStr

from tocsin.domain.policy import MessageKind
from tocsin.notify.channel import Answer
from tocsin.notify.cutting import cut
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.inert import inert
from tocsin.notify.links import evidence_links
from tocsin.notify.message import Message
from tocsin.notify.secrets import Secret, SecretError
from tocsin.notify.settings import HttpSettings, Opening, web_address

ACTIONS: Mapping[MessageKind, str] = MappingProxyType(
    {"raised": "trigger", "escalated": "trigger", "acknowledged": "acknowledge", "resolved": "resolve"}
)
"""What a message does to the incident."""

_SUMMARY = 1024
_DETAIL = 10_000
"""Characters of a detail: far from the 512 KB that an event may have."""

_ROUTING_KEY = re.compile(r"[0-9A-Za-z]{32}")


class PagerDutySettings(HttpSettings):
    """A channel to a service of PagerDuty.

    ```yaml
    channels:
      on-call:
        pagerduty_env: TOCSIN_PAGERDUTY_KEY
    ```
    """

    BUNDLES = False
    TELLS_LAPSED = True
    TELLS = frozenset(ACTIONS)
    ADDRESS = "url"
    SECRETS = ("pagerduty",)

    pagerduty_env: str | None = Field(
        default=None, min_length=1, description="The environment variable that holds the routing key."
    )
    pagerduty_file: Path | None = Field(default=None, description="The file that holds the routing key.")
    url: Annotated[str, AfterValidator(web_address)] = Field(
        default="https://events.pagerduty.com/v2/enqueue", description="Where events are posted to."
    )

    @asynccontextmanager
    async def open(self, opening: Opening) -> AsyncIterator["PagerDuty"]:
        """Open the channel; raises SecretError where the routing key is malformed."""
        key = _routing_key(opening.name, opening.secrets["pagerduty"])
        async with self.endpoint(self.url, opening) as endpoint:
            yield PagerDuty(endpoint, key)


@dataclass(frozen=True, slots=True)
class PagerDuty:
    """Posts events for the service that `routing_key` belongs to."""

    endpoint: Endpoint
    routing_key: SecretStr

    async def send(self, message: Message) -> Answer:
        """Post the event of `message` once; a repeat adds to the incident that the first has made."""
        body = orjson.dumps({"routing_key": self.routing_key.get_secret_value(), **event_of(message)})
        return await self.endpoint.post(body, {"Content-Type": "application/json"})


def event_of(message: Message) -> dict[str, Any]:
    """Return the event of `message` without the routing key.

    The alert's fingerprint is its `dedup_key`, by which PagerDuty knows the incident again.
    """
    action = ACTIONS[message.kind]
    known = {"event_action": action, "dedup_key": message.alert.fingerprint}
    if action != "trigger":
        return known
    return {**known, "payload": _payload(message), "links": _links(message)}


def _payload(message: Message) -> dict[str, Any]:
    """Return what the incident tells, inert: PagerDuty makes links of addresses, and hands it on to chats."""
    alert = message.alert
    due = alert.due.isoformat() if alert.due is not None else None
    return {
        "summary": cut(inert(message.title), _SUMMARY),
        "source": alert.watch,
        "severity": alert.severity,  # PagerDuty has the same three words, and "error"
        "timestamp": alert.at.isoformat(),
        "class": alert.kind,
        "custom_details": {"text": cut(inert(message.text), _DETAIL), "subject": alert.subject, "due": due},
    }


def _links(message: Message) -> list[dict[str, str]]:
    links = [{"href": link.url, "text": link.label} for link in evidence_links(message)]
    if message.ack_url is not None:
        links.insert(0, {"href": message.ack_url, "text": "Acknowledge in tocsin"})
    return links


def _routing_key(channel: str, secret: Secret) -> SecretStr:
    if _ROUTING_KEY.fullmatch(secret.text.get_secret_value()) is None:
        raise SecretError(f"channel {channel!r}: the routing key in {secret.where} is not 32 letters and digits")
    return secret.text
