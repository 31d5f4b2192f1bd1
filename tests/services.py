"""A service that keeps what it is asked, and channels of any kind that are open to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from pydantic import TypeAdapter

from tests.stand_ins import utc_now
from tocsin.notify.channel import Channel
from tocsin.notify.channels import AnyChannelSettings, open_channels
from tocsin.notify.secrets import Vault

_SETTINGS = TypeAdapter(AnyChannelSettings)


@dataclass(frozen=True)
class Asked:
    """A request that a stand-in got."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


class Service:
    """Answers with `answers` in turn, the last of them for ever, and keeps what it was asked."""

    def __init__(self, *answers: web.Response) -> None:
        self.asked: list[Asked] = []
        self._answers = list(answers)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(Asked(request.method, request.path, dict(request.headers), await request.json()))
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return web.Response(status=answer.status, body=answer.body, headers=answer.headers)


@asynccontextmanager
async def opened(environment: dict[str, str] | None = None, **fields: object) -> AsyncIterator[Channel]:
    """Open the channel that has `fields` in its configuration."""
    settings = _SETTINGS.validate_python(fields)
    vault = Vault(environment or {}, Path.read_text)
    async with open_channels({"ops": settings}, vault, utc_now) as channels:
        yield channels["ops"].channel
