"""What all kinds of channel have in common: how their messages go out, and where their secrets come from."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from yarl import URL

from tocsin.domain.policy import ChannelPolicy
from tocsin.domain.watch import Length
from tocsin.notify.channel import Channel, Payload
from tocsin.notify.egress import open_session
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.internal_hosts import NOTHING_INTERNAL, InternalHosts
from tocsin.notify.message import Message
from tocsin.notify.secrets import Secret, SecretError, Vault


@dataclass(frozen=True, slots=True)
class Opening:
    """What a channel needs to open: its name, its secrets by the name of the field, and the real time (UTC).

    `internal` are the internal hosts that it may reach.
    """

    name: str
    secrets: dict[str, Secret]
    wall_clock: Callable[[], datetime]
    internal: InternalHosts = NOTHING_INTERNAL

    def secret(self, field: str) -> SecretStr:
        """Return the secret of the fields `<field>_env` and `<field>_file`."""
        return self.secrets[field].text

    def address(self, field: str, settings: "HttpSettings") -> str:
        """Return a web address that is a secret; raises SecretError where it is none that may be reached."""
        found = self.secrets[field]
        try:
            url = settings.reachable(web_address(found.text.get_secret_value()))
            self.internal.vet(host_of(url))
        except ValueError as error:
            raise SecretError(f"channel {self.name!r}: the address in {found.where} {error}") from None
        return url


class ChannelSettings(ChannelPolicy, ABC):
    """A channel of the configuration.

    `SECRETS` names its secrets: of each there is either `<name>_env`, an environment variable, or `<name>_file`.
    Those in `OPTIONAL_SECRETS` may be left away. `AT_ONCE` is how many messages may be in the air at one time.
    """

    SECRETS: ClassVar[tuple[str, ...]] = ()
    OPTIONAL_SECRETS: ClassVar[tuple[str, ...]] = ()
    AT_ONCE: ClassVar[int] = 8

    timeout: Length = Field(default=timedelta(seconds=10), gt=timedelta(0), description="How long an answer may take.")
    template: Path | None = Field(default=None, description="A Jinja template that words the messages.")
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
                found[name] = vault.secret(f"channel {channel!r}", variable, file)
        return found

    @property
    def hosts(self) -> dict[str, str]:
        """The hosts that are no secret, by the field that names them: they are vetted before anything is opened."""
        return {}

    @abstractmethod
    def payload(self, message: Message) -> Payload:
        """Return what the channel would send for `message`; no secret is needed for that, and none is in it."""

    @abstractmethod
    def open(self, opening: Opening) -> AbstractAsyncContextManager[Channel]:
        """Open the channel; raises SecretError where a secret is malformed."""


class HttpSettings(ChannelSettings):
    """A channel over HTTP. Plain http is refused unless its switch allows it.

    `ADDRESS` names the field that holds its address, where that is no secret.
    """

    ADDRESS: ClassVar[str | None] = None

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
        return encrypted(url, allow_http=self.allow_http)

    @property
    def hosts(self) -> dict[str, str]:
        """The host of its address."""
        return {} if self.ADDRESS is None else {self.ADDRESS: host_of(getattr(self, self.ADDRESS))}

    @asynccontextmanager
    async def endpoint(self, url: str, opening: Opening) -> AsyncIterator[Endpoint]:
        """Open a session of its own for `url`, whose answers never repeat a secret of this channel."""
        hidden = tuple(word for secret in opening.secrets.values() for word in secret.words())
        async with open_session(opening.internal.permitted_at(host_of(url))) as session:
            yield Endpoint(session, url, self.timeout, hidden, opening.wall_clock)


def web_address(text: str) -> str:
    """Return `text`, a web address without a name or password; raises ValueError."""
    url = urlsplit(text)
    if url.scheme not in {"http", "https"} or not host_of(text) or url.port == 0:
        raise ValueError("is not a web address; write one such as https://example.org/hook")
    if url.username is not None or url.password is not None:
        raise ValueError("holds a name or password; leave them out of the address")
    return text


def encrypted(url: str, *, allow_http: bool) -> str:
    """Return `url`; raises ValueError where it is plain http, and that is not allowed."""
    if urlsplit(url).scheme == "http" and not allow_http:
        raise ValueError("is plain http; write https, or allow_http: true where nobody can listen in")
    return url


def host_of(url: str) -> str:
    """Return the host of a web address as the session that dials it reads it; raises ValueError where it has none."""
    return URL(url).host or ""
