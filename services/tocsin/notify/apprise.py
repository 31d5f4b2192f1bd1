"""The `apprise` channel: the hundred other services that the apprise package knows, which is installed apart.

Apprise does its own networking: the egress guard cannot hold it.
"""

import asyncio
import importlib
import importlib.util
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from tocsin.domain.watch import Severity
from tocsin.notify.channel import Answer
from tocsin.notify.inert import inert
from tocsin.notify.links import evidence_links
from tocsin.notify.message import Message
from tocsin.notify.secrets import Secret, SecretError
from tocsin.notify.settings import ChannelSettings, Opening

if TYPE_CHECKING:
    from apprise import Apprise as Service

_TYPES: Mapping[Severity, Literal["info", "warning", "failure"]] = MappingProxyType(
    {"info": "info", "warning": "warning", "critical": "failure"}
)


class AppriseSettings(ChannelSettings):
    """A channel to services that apprise knows by their URLs.

    ```yaml
    channels:
      phones:
        apprise_env: TOCSIN_APPRISE_URLS
    ```
    """

    SECRETS = ("apprise",)

    apprise_env: str | None = Field(
        default=None, min_length=1, description="The environment variable that holds the URLs."
    )
    apprise_file: Path | None = Field(default=None, description="The file that holds the URLs, spaces between them.")

    @model_validator(mode="after")
    def _is_installed(self) -> Self:
        if importlib.util.find_spec("apprise") is None:
            raise ValueError("needs the package apprise, which is not installed: pip install 'tocsin[apprise]'")
        return self

    @asynccontextmanager
    async def open(self, opening: Opening) -> AsyncIterator["Apprise"]:
        """Open the channel; raises SecretError where apprise knows no service for a URL."""
        # It logs URLs with the secrets in them.
        logging.getLogger("apprise").disabled = True
        services = _services(opening.name, opening.secrets["apprise"])
        # Of its own: one whose services hang takes no thread from another.
        threads = ThreadPoolExecutor(self.AT_ONCE, thread_name_prefix=f"apprise-{opening.name}")
        try:
            yield Apprise(services, threads, self.timeout)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Apprise:
    """Sends each message to all of `services`, in one of `threads`."""

    services: Sequence["Service"]
    threads: Executor
    timeout: timedelta

    async def send(self, message: Message) -> Answer:
        """Try `message` once with each service.

        Once one of them has taken it, it has arrived, so that nobody gets it twice; the detail names the others.
        """
        told = notification_of(message)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self.timeout.total_seconds()):
                failed = await loop.run_in_executor(self.threads, _failing, self.services, told)
        except TimeoutError:
            return Answer("failed", detail=f"no answer within {self.timeout.total_seconds():g} s")
        detail = f"not taken by {', '.join(failed)}" if failed else ""
        return Answer("failed" if len(failed) == len(self.services) else "delivered", detail=detail)


@dataclass(frozen=True, slots=True)
class Notification:
    """What apprise is told: plain text, and one of its types, by which services choose a colour or a sound."""

    title: str
    body: str
    type: Literal["info", "success", "warning", "failure"]


def notification_of(message: Message) -> Notification:
    """Return what apprise is told of `message`."""
    # What a service makes of an address it may make of a name in it too.
    links = [f"{link.label}: {link.url.replace('@', '%40')}" for link in evidence_links(message)]
    ack = [f"Acknowledge: {message.ack_url}"] if message.ack_url is not None else []
    return Notification(
        title=inert(message.title),
        body="\n".join([inert(message.text), *links, *ack]),
        type="success" if message.kind == "resolved" else _TYPES[message.severity],
    )


def _failing(services: Sequence["Service"], told: Notification) -> list[str]:
    """Send to each of `services`, and return the names of those that did not take it."""
    return [str(each[0].service_name) for each in services if not _takes(each, told)]


def _takes(service: "Service", told: Notification) -> bool:
    return bool(service.notify(told.body, told.title, told.type, body_format="text"))


def _services(channel: str, urls: Secret) -> tuple["Service", ...]:
    return tuple(_service(channel, url.get_secret_value(), urls.where) for url in urls.words())


def _service(channel: str, url: str, where: str) -> "Service":
    """Return apprise's face for the one service of `url`, which makes of plain text what the service wants."""
    service: Service = importlib.import_module("apprise").Apprise()
    if not service.add(url):
        raise SecretError(f"channel {channel!r}: {where} holds a URL of no service that apprise knows")
    return service
