"""A small receiver of webhooks on this machine: for the example, and for trying a watch before a real channel does."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from aiohttp import web
from pydantic import SecretStr

from tocsin.notify.signing import SignatureError, verify

LOOPBACK = "127.0.0.1"
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Received:
    """A message whose signature is good; a repeat carries an id that came before."""

    id: str
    type: str
    data: dict[str, Any]
    repeat: bool


class _Receiver:
    def __init__(
        self, secrets: Sequence[SecretStr], on_message: Callable[[Received], None], wall_clock: Callable[[], datetime]
    ) -> None:
        self._secrets = secrets
        self._on_message = on_message
        self._wall_clock = wall_clock
        self._seen: OrderedDict[str, None] = OrderedDict()

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        try:
            message_id = verify(request.headers, body, self._secrets, self._wall_clock())
            message = orjson.loads(body)
            received = Received(message_id, message["type"], message["data"], repeat=message_id in self._seen)
        except SignatureError as error:
            return web.json_response({"error": str(error)}, status=401)
        except (orjson.JSONDecodeError, KeyError, TypeError):
            return web.json_response({"error": 'the body is not {"type", "timestamp", "data"} in JSON'}, status=400)
        self._on_message(received)
        self._remember(message_id)
        return web.json_response({"repeat": received.repeat})

    def _remember(self, message_id: str) -> None:
        self._seen[message_id] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)


@asynccontextmanager
async def receiving(
    secrets: Sequence[SecretStr],
    on_message: Callable[[Received], None],
    *,
    wall_clock: Callable[[], datetime],
    port: int = 0,
) -> AsyncIterator[str]:
    """Receive webhooks on loopback, and give the address to post to; port 0 takes a free one.

    Every message signed by one of `secrets` is handed to `on_message`, and answered with 200 once that returns; what
    it raises is answered with 500, so that the message comes again. `wall_clock` tells the real time (UTC).
    """
    app = web.Application()
    app.router.add_post("/", _Receiver(secrets, on_message, wall_clock).receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
        yield f"http://{LOOPBACK}:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()
