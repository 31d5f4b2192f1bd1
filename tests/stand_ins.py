"""Stand-ins on loopback that answer as services do, well and badly."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web
from pydantic import TypeAdapter

from tocsin.notify.channels import AnyChannelSettings, Outlet, open_channels
from tocsin.notify.secrets import Vault

PATH = "/hook/0123456789abcdef"
"""Secret, as the path of a hook is."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def utc_now() -> datetime:
    return datetime.now(UTC)


def always(status: int, text: str = "", **headers: str) -> Handler:
    """Return what answers everything with that."""

    async def handle(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=text, headers=headers)

    return handle


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """Serve whatever path is asked for by `handler`."""
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def talking(*words: bytes, hang_up: bool) -> AsyncIterator[str]:
    """Serve a peer that says `words` to whoever connects, whatever HTTP has to say about it."""
    over = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.writelines(words)
        await writer.drain()
        if not hang_up:
            await over.wait()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}"
    finally:
        over.set()
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def channel(secret: str, **settings: object) -> AsyncIterator[Outlet]:
    """Open the channel that `settings` configure, which may reach this machine; the variable OPS holds its secret."""
    allowed = {"allow_private": True, "allow_http": True}
    configured = TypeAdapter(AnyChannelSettings).validate_python(allowed | settings)
    async with open_channels({"ops": configured}, Vault({"OPS": secret}, Path.read_text), utc_now) as opened:
        yield opened["ops"]
