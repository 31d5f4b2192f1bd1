"""The `alertmanager` channel: alerts fire in Prometheus' Alertmanager for as long as they are told again.

Source: Alertmanager's API v2 (`api/v2/openapi.yaml`) and Prometheus' documentation of its clients.
"""

import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, Field, SecretStr, model_validator

from tocsin.domain.delivery import Item
from tocsin.domain.watch import Length
from tocsin.notify.channel import Answer
from tocsin.notify.cutting import cut
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.inert import inert, one_line, visible
from tocsin.notify.links import safe
from tocsin.notify.message import Message
from tocsin.notify.settings import HttpSettings, Opening, web_address

FIRES_ON = timedelta(days=1)
"""How long an alert that nobody tells again goes on firing: a tocsin that has stopped must not look like peace."""

_PATH = "/api/v2/alerts"
_LIMITS = {"title": 300, "text": 4000, "url": 1000, "reason": 300}
"""Characters of the annotations, of which Alertmanager itself limits none."""


class AlertmanagerSettings(HttpSettings):
    """A channel to an Alertmanager, which groups, silences and passes on what fires.

    ```yaml
    channels:
      prometheus:
        alertmanager: http://alertmanager:9093
        allow_http: true
        allow_private: true
    ```
    """

    BUNDLES = False
    TELLS_LAPSED = True
    TELLS = frozenset({"raised", "resolved", "escalated", "firing"})
    ADDRESS = "alertmanager"
    OPTIONAL_SECRETS = ("password", "token")

    alertmanager: Annotated[str, AfterValidator(web_address)] = Field(description="Its address, without /api.")
    resend: Length = Field(
        default=timedelta(minutes=2), gt=timedelta(0), le=FIRES_ON / 2, description="How often it is told what fires."
    )
    user: str | None = Field(default=None, min_length=1, description="Name for basic authentication.")
    password_env: str | None = Field(default=None, min_length=1, description="Environment variable with its password.")
    password_file: Path | None = Field(default=None, description="File with its password.")
    token_env: str | None = Field(default=None, min_length=1, description="Environment variable with a bearer token.")
    token_file: Path | None = Field(default=None, description="File with a bearer token.")

    @model_validator(mode="after")
    def _one_way_to_log_in(self) -> "AlertmanagerSettings":
        has_password = self.password_env is not None or self.password_file is not None
        has_token = self.token_env is not None or self.token_file is not None
        if has_password != (self.user is not None):
            raise ValueError("user and password go together")
        if has_password and has_token:
            raise ValueError("needs either user and password or a token")
        return self

    @property
    def refresh(self) -> timedelta:
        """How often it must be told again of what is open: it forgets."""
        return self.resend

    @asynccontextmanager
    async def open(self, opening: Opening) -> AsyncIterator["Alertmanager"]:
        """Open the channel."""
        login = _login(self.user, opening)
        async with self.endpoint(self.alertmanager.rstrip("/"), opening) as endpoint:
            hiding = endpoint if login is None else replace(endpoint, hidden=(*endpoint.hidden, login))
            yield Alertmanager(hiding, login, opening.wall_clock)


@dataclass(frozen=True, slots=True)
class Alertmanager:
    """Posts alerts to one Alertmanager, with `login` as the `Authorization`, at the time of `wall_clock` (UTC)."""

    endpoint: Endpoint
    login: SecretStr | None
    wall_clock: Callable[[], datetime]

    async def send(self, message: Message) -> Answer:
        """Post all alerts of `message` once; a repeat changes nothing."""
        body = orjson.dumps(alerts_of(message, self.wall_clock()), option=orjson.OPT_UTC_Z)
        headers = {"Content-Type": "application/json"}
        if self.login is not None:
            headers["Authorization"] = self.login.get_secret_value()
        return await self.endpoint.request("POST", body, headers, path=_PATH)


def alerts_of(message: Message, now: datetime) -> list[dict[str, Any]]:
    """Return the alerts of `message` as Alertmanager wants them told at `now`, the real time (UTC).

    Labels are what it knows an alert again by, so they never change while it fires.
    """
    return [_alert(item, now) for item in message.items]


def _alert(item: Item, now: datetime) -> dict[str, Any]:
    alert = item.alert
    # Alertmanager goes by its own clock, whatever day it is in the news: an end that is to come would not be one.
    ends = min(item.at, now) if item.message == "resolved" else now + FIRES_ON
    return {
        "labels": {
            "alertname": alert.kind,
            "source": "tocsin",
            "watch": alert.watch,
            "severity": alert.severity,
            "fingerprint": alert.fingerprint,
        },
        "annotations": _annotations(item),
        "startsAt": min(alert.at, ends),
        "endsAt": ends,
    }


def _annotations(item: Item) -> dict[str, str]:
    """Return what Alertmanager's templates hand on to chats as it is; they say themselves whether it fires."""
    told = {
        "title": inert(one_line(item.alert.title) or item.alert.kind),
        "text": inert(visible(item.alert.text)),
        "url": next((url for piece in item.alert.evidence if (url := safe(piece.url))), ""),
        "reason": inert(one_line(item.reason or "")),
    }
    return {name: cut(text, _LIMITS[name]) for name, text in told.items() if text}


def _login(user: str | None, opening: Opening) -> SecretStr | None:
    if "token" in opening.secrets:
        return SecretStr(f"Bearer {opening.secret('token').get_secret_value()}")
    if user is None:
        return None
    pair = f"{user}:{opening.secret('password').get_secret_value()}"
    return SecretStr(f"Basic {base64.b64encode(pair.encode()).decode()}")
