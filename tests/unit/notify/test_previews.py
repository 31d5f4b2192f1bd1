"""What a preview shows of each kind of channel: the payload, without a secret, which it does not need to know."""

from typing import get_args

import pytest
from pydantic import TypeAdapter

from tocsin.domain.policy import MessageKind
from tocsin.notify.channel import HIDDEN
from tocsin.notify.channels import KINDS, AnyChannelSettings
from tocsin.notify.message import message_of
from tocsin.notify.settings import ChannelSettings
from tocsin.notify.specimen import REASON, delivery_of, invented_alert

CONFIGURED: dict[str, dict[str, object]] = {
    "webhook": {"webhook": "https://ops.example.org/", "secret_env": "S"},
    "slack": {"slack_env": "S"},
    "slack_token": {"slack_token_env": "S", "slack_channel": "C0123ABCD"},
    "teams": {"teams_env": "S"},
    "discord": {"discord_env": "S"},
    "pagerduty": {"pagerduty_env": "S"},
    "alertmanager": {"alertmanager": "https://alertmanager.example.org"},
    "email": {"email": ["duty@desk.example"], "sender": "tocsin@desk.example", "server": "mail.desk.example:587"},
    "grafana": {"grafana": "https://grafana.example.org", "token_env": "S"},
    "apprise": {"apprise_env": "S"},
}


def configured(kind: str) -> ChannelSettings:
    return TypeAdapter(AnyChannelSettings).validate_python(CONFIGURED[kind])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("message", get_args(MessageKind))
def test_every_kind_of_channel_shows_every_kind_of_message(kind: str, message: MessageKind) -> None:
    settings = configured(kind)
    if message in settings.TELLS:
        told = message_of(delivery_of(invented_alert(), "ops", message, REASON))
        assert "test" in settings.payload(told).text.casefold()


def test_a_secret_that_is_part_of_the_payload_is_hidden() -> None:
    told = message_of(delivery_of(invented_alert(), "ops", "raised"))
    assert f'"routing_key":"{HIDDEN}"' in configured("pagerduty").payload(told).text
