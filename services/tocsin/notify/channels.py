"""The kinds of channel that there are, and those of a configuration, ready to send."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Discriminator, Tag

from tocsin.domain.delivery import Delivery
from tocsin.notify.alertmanager import AlertmanagerSettings
from tocsin.notify.apprise import AppriseSettings
from tocsin.notify.channel import Answer, Channel
from tocsin.notify.discord import DiscordSettings
from tocsin.notify.email import EmailSettings
from tocsin.notify.grafana import GrafanaSettings
from tocsin.notify.internal_hosts import NOTHING_INTERNAL, InternalHosts
from tocsin.notify.message import Link, Wording, message_of
from tocsin.notify.pagerduty import PagerDutySettings
from tocsin.notify.secrets import Vault
from tocsin.notify.settings import ChannelSettings, Opening
from tocsin.notify.slack import SlackBotSettings, SlackSettings
from tocsin.notify.teams import TeamsSettings
from tocsin.notify.template import Template, TemplateError, wording_of
from tocsin.notify.webhook import WebhookSettings

KINDS = (
    "webhook", "slack", "slack_token", "teams", "discord", "pagerduty", "alertmanager", "email", "grafana", "apprise",
)  # fmt: skip
"""Every kind of channel by the field that only it has; of a secret address by `<kind>_env` or `<kind>_file`."""


def _kind(channel: object) -> str | None:
    """Tell the kind of a channel by the one field that only that kind has."""
    named = [kind for kind in KINDS if any(_has(channel, field) for field in (kind, f"{kind}_env", f"{kind}_file"))]
    return named[0] if len(named) == 1 else None


def _has(channel: object, field: str) -> bool:
    return field in channel if isinstance(channel, dict) else hasattr(channel, field)


AnyChannelSettings = Annotated[
    Annotated[WebhookSettings, Tag("webhook")]
    | Annotated[SlackSettings, Tag("slack")]
    | Annotated[SlackBotSettings, Tag("slack_token")]
    | Annotated[TeamsSettings, Tag("teams")]
    | Annotated[DiscordSettings, Tag("discord")]
    | Annotated[PagerDutySettings, Tag("pagerduty")]
    | Annotated[AlertmanagerSettings, Tag("alertmanager")]
    | Annotated[EmailSettings, Tag("email")]
    | Annotated[GrafanaSettings, Tag("grafana")]
    | Annotated[AppriseSettings, Tag("apprise")],
    Discriminator(
        _kind,
        custom_error_type="channel_kind",
        custom_error_message=f"a channel has exactly one of {', '.join(KINDS)}",
    ),
]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A channel that is ready to send, and how its messages are made.

    `rate` is how many a second it takes at most, `at_once` how many may be in the air at one time.
    """

    channel: Channel
    link: Link | None = None
    wording: Wording | None = None
    rate: float | None = None
    at_once: int = ChannelSettings.AT_ONCE

    async def send(self, delivery: Delivery) -> Answer:
        """Try `delivery` once; what goes wrong outside is in the answer, not raised."""
        return await self.channel.send(message_of(delivery, self.link, self.wording))


@asynccontextmanager
async def open_channels(
    channels: Mapping[str, ChannelSettings],
    vault: Vault,
    wall_clock: Callable[[], datetime],
    internal: InternalHosts = NOTHING_INTERNAL,
    link: Link | None = None,
) -> AsyncIterator[dict[str, Outlet]]:
    """Open the channels by name, each with connections of its own, and close them at the end.

    `wall_clock` tells the real time (UTC); `internal` are the internal hosts that channels may reach, `link` gives the
    page on which an alert can be acknowledged. Raises SecretError or TemplateError before any message can be sent.
    """
    secrets = {name: settings.secrets(name, vault) for name, settings in channels.items()}
    async with AsyncExitStack() as stack:
        opened: dict[str, Outlet] = {}
        for name, settings in channels.items():
            opening = Opening(name, secrets[name], wall_clock, internal)
            channel = await stack.enter_async_context(settings.open(opening))
            wording = wording_for(name, settings, vault)
            opened[name] = Outlet(channel, link, wording, settings.rate, settings.AT_ONCE)
        yield opened


def wording_for(channel: str, settings: ChannelSettings, vault: Vault) -> Wording | None:
    """Return the own words that a channel has, or None; raises TemplateError where they cannot be used."""
    if settings.template is None:
        return None
    try:
        return wording_of(Template.of(vault.read(settings.template)), channel)
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"channel {channel!r}: {settings.template} cannot be read as text") from error
    except TemplateError as error:
        raise TemplateError(f"channel {channel!r}: the template {settings.template} {error}", error.line) from error
