"""One port that tells how the service does: `/metrics`, `/healthz`, `/readyz`; and that serves what else there is."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from tocsin.domain.mendable import Mendable
from tocsin.workers.observer import Observer

_Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

STALLED_AFTER = timedelta(seconds=30)
"""How long the loop may not go round before the service counts as dead."""


LARGEST_BODY = 8192
"""How many bytes anybody may send in a request."""


class StatusPortError(Mendable):
    """The port cannot be had; the message says which and what to do."""


@dataclass(slots=True)
class Progress(Observer):
    """When the loop last went round, and how far it was behind; it observes the runtime.

    `wall_clock` tells the real time (UTC).
    """

    wall_clock: Callable[[], datetime]
    looped_at: datetime | None = None
    lag: int = 0

    def looped(self, lag: int) -> None:
        """Note that the loop went round."""
        self.looped_at, self.lag = self.wall_clock(), lag

    def alive(self) -> str | None:
        """Return what is wrong with the loop, or None."""
        if self.looped_at is None:
            return None
        still = self.wall_clock() - self.looped_at
        return f"the loop has stood still for {still.total_seconds():.0f} s" if still > STALLED_AFTER else None

    def ready(self) -> str | None:
        """Return what keeps the service from being ready, or None."""
        if self.looped_at is None:
            return f"catching up with the log, {self.lag} events behind"
        return self.alive()


class Health(Protocol):
    """Knows how a service does."""

    def alive(self) -> str | None:
        """Return why the service should be started anew, or None."""
        ...

    def ready(self) -> str | None:
        """Return what keeps the service from being ready, or None."""
        ...


@asynccontextmanager
async def serving(
    host: str, port: int, registry: CollectorRegistry, health: Health, more: Iterable[web.RouteDef] = ()
) -> AsyncIterator[str]:
    """Serve the three paths and `more`, and give the address; port 0 takes a free one. Raises StatusPortError."""
    app = web.Application(client_max_size=LARGEST_BODY)
    app.add_routes(more)
    app.router.add_get("/metrics", _metrics(registry))
    app.router.add_get("/healthz", _answer(health.alive))
    app.router.add_get("/readyz", _answer(health.ready))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await _start(runner, host, port)
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _start(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise StatusPortError(
            f"http: cannot listen on {host}:{port}: {error.strerror}; choose another port in the configuration"
        ) from error


def _metrics(registry: CollectorRegistry) -> _Handler:
    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return metrics


def _answer(wrong: Callable[[], str | None]) -> _Handler:
    async def answer(_: web.Request) -> web.Response:
        fault = wrong()
        return web.json_response({"ok": fault is None, "reason": fault}, status=200 if fault is None else 503)

    return answer
