"""What all kinds of channel have in common: how their messages go out, and where their secrets come from."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator

from tocsin.domain.policy import ChannelPolicy
from tocsin.domain.watch import Length
from tocsin.notify.channel import Channel
from tocsin.notify.egress import open_session, vet
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.secrets import Secret, SecretError, Vault

AT_ONCE = 4
"""Attempts in the air at one time, for each channel."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a channel needs to open: its name, its secrets by the name of the field, and the real time (UTC)."""

    name: str
    secrets: dict[str, Secret]
    wall_clock: Callable[[], datetime]

    def secret(self, field: str) -> SecretStr:
        """Return the secret of the fields `<field>_env` and `<field>_file`."""
        return self.secrets[field].text

    def address(self, field: str, settings: "HttpSettings") -> str:
        """Return a web address that is a secret; raises SecretError where it is none that may be reached."""
        found = self.secrets[field]
        try:
            return settings.reachable(web_address(found.text.get_secret_value()))
        except ValueError as error:
            raise SecretError(f"channel {self.name!r}: the address in {found.where} {error}") from None


class ChannelSettings(ChannelPolicy):
    """A channel of the configuration.

    `SECRETS` names its secrets: of each there is either `<name>_env`, an environment variable, or `<name>_file`.
    Those in `OPTIONAL_SECRETS` may be left away. `AT_ONCE` is how many messages may be in the air at one time.
    """

    SECRETS: ClassVar[tuple[str, ...]] = ()
    OPTIONAL_SECRETS: ClassVar[tuple[str, ...]] = ()
    AT_ONCE: ClassVar[int] = AT_ONCE

    timeout: Length = Field(default=timedelta(seconds=10), gt=timedelta(0), description="How long an answer may take.")
    rate: float | None = Field(default=None, gt=0, description="Messages a second at most, from each worker.")

    @model_validator(mode="after")
    def _one_place_for_each_secret(self) -> "ChannelSettings":
        for name in (*self.SECRETS, *self.OPTIONAL_SECRETS):
            places = [place for place in (f"{name}_env", f"{name}_file") if getattr(self, place) is not None]
            if len(places) > 1 or (not places and name in self.SECRETS):
                raise ValueError(f"needs either {name}_env or {name}_file")
        return self

    def secrets(self, channel: str, vault: Vault) -> dict[str, Secret]:
        """Return the secrets that are configured, by name; raises SecretError."""
        found: dict[str, Secret] = {}
        for name in (*self.SECRETS, *self.OPTIONAL_SECRETS):
            variable, file = getattr(self, f"{name}_env"), getattr(self, f"{name}_file")
            if variable is not None or file is not None:
                found[name] = vault.secret(channel, variable, file)
        return found

    def open(self, opening: Opening) -> AbstractAsyncContextManager[Channel]:
        """Open the channel; raises SecretError where a secret is malformed."""
        raise NotImplementedError


class HttpSettings(ChannelSettings):
    """A channel over HTTP. Plain http and internal hosts are refused unless each is allowed by its own switch.

    `ADDRESS` names the field that holds its address, where that is no secret.
    """

    ADDRESS: ClassVar[str | None] = None

    allow_private: bool = Field(default=False, description="Whether it may be on this machine or an internal network.")
    allow_http: bool = Field(default=False, description="Whether messages may travel unencrypted.")

    @model_validator(mode="after")
    def _may_be_reached(self) -> "HttpSettings":
        if self.ADDRESS is not None:
            try:
                self.reachable(getattr(self, self.ADDRESS))
            except ValueError as error:
                raise ValueError(f"{self.ADDRESS} {error}") from None
        return self

    def reachable(self, url: str) -> str:
        """Return `url`; raises ValueError where this channel may not post there."""
        parts = urlsplit(url)
        if parts.scheme == "http" and not self.allow_http:
            raise ValueError("is plain http; write https, or allow_http: true where nobody can listen in")
        vet(parts.hostname or "", allow_private=self.allow_private)
        return url

    @asynccontextmanager
    async def endpoint(self, url: str, opening: Opening) -> AsyncIterator[Endpoint]:
        """Open a session of its own for `url`, whose answers never repeat a secret of this channel."""
        hidden = tuple(word for secret in opening.secrets.values() for word in secret.words())
        async with open_session(allow_private=self.allow_private) as session:
            yield Endpoint(session, url, self.timeout, hidden, opening.wall_clock)


def web_address(text: str) -> str:
    """Return `text`, a web address without a name or password; raises ValueError."""
    url = urlsplit(text)
    if url.scheme not in {"http", "https"} or not url.hostname or url.port == 0:
        raise ValueError("is not a web address; write one such as https://example.org/hook")
    if url.username is not None or url.password is not None:
        raise ValueError("holds a name or password; leave them out of the address")
    return text
