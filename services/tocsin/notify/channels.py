"""The channels of a configuration, ready to send."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path

import aiohttp
from pydantic import SecretStr

from tocsin.notify.channel import Channel
from tocsin.notify.egress import open_session
from tocsin.notify.endpoint import Endpoint
from tocsin.notify.settings import WebhookSettings, secrets_of
from tocsin.notify.webhook import Webhook


@asynccontextmanager
async def open_channels(
    channels: Mapping[str, WebhookSettings],
    *,
    environment: Mapping[str, str],
    read: Callable[[Path], str],
    wall_clock: Callable[[], datetime],
) -> AsyncIterator[dict[str, Channel]]:
    """Open the channels by name, each with connections of its own, and close them at the end.

    `wall_clock` tells the real time (UTC). Raises SecretError before anything is opened.
    """
    secrets = {name: secrets_of(name, settings, environment, read) for name, settings in channels.items()}
    async with AsyncExitStack() as stack:
        opened: dict[str, Channel] = {}
        for name, settings in channels.items():
            session = await stack.enter_async_context(open_session(allow_private=settings.allow_private))
            opened[name] = _webhook(settings, session, secrets[name], wall_clock)
        yield opened


def _webhook(
    settings: WebhookSettings,
    session: aiohttp.ClientSession,
    secrets: tuple[SecretStr, ...],
    wall_clock: Callable[[], datetime],
) -> Webhook:
    endpoint = Endpoint(session, settings.webhook, settings.timeout, hidden=secrets, wall_clock=wall_clock)
    return Webhook(endpoint, secrets, wall_clock)
