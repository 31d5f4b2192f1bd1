"""The dead man's switch: an address that is called as long as all is well, so that somebody else misses the calls."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from tocsin.domain.record import Definition
from tocsin.domain.watch import Length
from tocsin.notify.channel import Answer
from tocsin.notify.egress import open_session
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.internal_hosts import InternalHosts
from tocsin.notify.secrets import SecretError, Vault
from tocsin.notify.settings import encrypted, host_of, web_address

Call: TypeAlias = Callable[[], Awaitable[Answer]]
"""Calls the address once."""


class HeartbeatSettings(Definition):
    """Which address is called, how often, and how long what is wrong may last before it is not.

    The address is a secret: whoever knows it can pretend that all is well.
    """

    url_env: str | None = Field(default=None, min_length=1, description="The environment variable with the address.")
    url_file: Path | None = Field(default=None, description="The file with the address.")
    method: Literal["GET", "POST"] = Field(default="GET", description="How the address is called.")
    every: Length = Field(default=timedelta(minutes=1), gt=timedelta(0), description="How often it is called.")
    timeout: Length = Field(default=timedelta(seconds=10), gt=timedelta(0), description="How long an answer may take.")
    overdue_after: Length = Field(
        default=timedelta(minutes=15), gt=timedelta(0), description="How long a message may be tried in vain."
    )
    allow_http: bool = Field(default=False, description="Whether it may be called unencrypted.")

    @model_validator(mode="after")
    def _one_place_for_the_address(self) -> "HeartbeatSettings":
        if (self.url_env is None) == (self.url_file is None):
            raise ValueError("needs either url_env or url_file")
        return self


@asynccontextmanager
async def open_heartbeat(
    settings: HeartbeatSettings, vault: Vault, wall_clock: Callable[[], datetime], internal: InternalHosts
) -> AsyncIterator[Call]:
    """Give what calls the address, through the egress guard; redirects are not followed, and the address is not told.

    Raises SecretError where there is no address, or none that may be called.
    """
    found = vault.secret("heartbeat", settings.url_env, settings.url_file)
    try:
        url = encrypted(web_address(found.text.get_secret_value()), allow_http=settings.allow_http)
        internal.vet(host_of(url))
    except ValueError as error:
        raise SecretError(f"heartbeat: the address in {found.where} {error}") from None
    async with open_session(internal.permitted_at(host_of(url))) as session:
        endpoint = Endpoint(session, url, settings.timeout, found.words(), wall_clock)
        yield lambda: endpoint.request(settings.method, b"", {})
