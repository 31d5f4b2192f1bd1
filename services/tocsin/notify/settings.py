"""The channels of the configuration, and where their secrets come from: the environment or a file, never the YAML."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator

from tocsin.domain.record import Definition
from tocsin.domain.watch import Length
from tocsin.notify.egress import Address, may_dial, refusal
from tocsin.notify.signing import signing_key


class SecretError(Exception):
    """A secret is missing or malformed; says of which channel and where it was looked for, and nothing of itself."""


def _web_address(text: str) -> str:
    url = urlsplit(text)
    if url.scheme not in {"http", "https"} or not url.hostname or url.port == 0:
        raise ValueError("is not a web address; write one such as https://example.org/hook")
    if url.username is not None or url.password is not None:
        raise ValueError("holds a name or password; leave them out, messages are signed")
    return text


class WebhookSettings(Definition):
    """A channel that gets each message as a signed POST (Standard Webhooks).

    ```yaml
    channels:
      ops:
        webhook: https://ops.example.org/tocsin
        secret_env: TOCSIN_OPS_SECRET       # or secret_file: /run/secrets/ops
    ```
    Plain http and internal hosts are refused unless each is allowed by its own switch.
    """

    webhook: Annotated[str, AfterValidator(_web_address)] = Field(description="Where messages are posted to.")
    secret_env: str | None = Field(
        default=None, min_length=1, description="The environment variable that holds the secret."
    )
    secret_file: Path | None = Field(default=None, description="The file that holds the secret.")
    timeout: Length = Field(default=timedelta(seconds=10), gt=timedelta(0), description="How long an answer may take.")
    allow_private: bool = Field(default=False, description="Whether it may be on this machine or an internal network.")
    allow_http: bool = Field(default=False, description="Whether messages may travel unencrypted.")

    @model_validator(mode="after")
    def _one_secret(self) -> "WebhookSettings":
        if (self.secret_env is None) == (self.secret_file is None):
            raise ValueError("needs either secret_env or secret_file")
        return self

    @model_validator(mode="after")
    def _reachable(self) -> "WebhookSettings":
        url = urlsplit(self.webhook)
        if url.scheme == "http" and not self.allow_http:
            raise ValueError("webhook is plain http; write https, or allow_http: true where nobody can listen in")
        address = _written_out(url.hostname or "")
        if address is not None and not may_dial(address, allow_private=self.allow_private):
            raise ValueError(refusal(address))
        return self


def secrets_of(
    name: str, settings: WebhookSettings, environment: Mapping[str, str], read: Callable[[Path], str]
) -> tuple[SecretStr, ...]:
    """Return the secrets of the channel `name`: one, or several with spaces between while one replaces another.

    Raises SecretError where there is none to be had, or one is malformed.
    """
    if settings.secret_file is None:
        where, text = f"environment variable {settings.secret_env}", environment.get(settings.secret_env or "", "")
    else:
        where, text = f"file {settings.secret_file}", _contents(name, settings.secret_file, read)
    if not text.strip():
        raise SecretError(f"channel {name!r}: {where} holds no secret")
    secrets = tuple(SecretStr(word) for word in text.split())
    for secret in secrets:
        try:
            signing_key(secret)
        except ValueError as error:
            raise SecretError(f"channel {name!r}: the secret in {where} {error}") from None
    return secrets


def _contents(name: str, path: Path, read: Callable[[Path], str]) -> str:
    try:
        return read(path)
    except OSError as error:
        raise SecretError(f"channel {name!r}: file {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise SecretError(f"channel {name!r}: file {path} is not text") from None


def _written_out(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
