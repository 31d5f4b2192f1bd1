"""What a preview shows of each kind of channel: the payload, without a secret, which it does not need to know."""

from typing import get_args

import pytest
from pydantic import SecretStr, TypeAdapter

from tocsin.domain.policy import MessageKind
from tocsin.notify.channel import HIDDEN
from tocsin.notify.channels import KINDS, AnyChannelSettings
from tocsin.notify.message import message_of
from tocsin.notify.settings import ChannelSettings
from tocsin.notify.signed_links import LinkError, SignedLinks
from tocsin.notify.specimen import LONG_AGO, REASON, delivery_of, invented_alert, specimen_link

URL = "https://tocsin.example.org/desk"
LINKS = SignedLinks(URL, [SecretStr("a secret of these tests")], lambda: LONG_AGO)
WITH_LINKS = ("slack", "slack_token", "teams", "discord", "pagerduty", "email", "apprise")
"""The kinds of channel at which people read the messages themselves."""

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


@pytest.mark.parametrize("kind", WITH_LINKS)
def test_a_link_to_acknowledge_by_is_shown_by_a_specimen_that_takes_as_much_room(kind: str) -> None:
    settings, delivery = configured(kind), delivery_of(invented_alert(), "ops", "raised")
    shown, real = (message_of(delivery, link) for link in (specimen_link(URL), LINKS.address))
    assert shown.ack_url is not None
    assert shown.ack_url.startswith(f"{URL}/ack/specimen-acknowledges-nothing-")
    payloads = [settings.payload(message).text for message in (shown, real)]
    assert "specimen-acknowledges-nothing-" in payloads[0]
    assert len(payloads[0]) == len(payloads[1])


def test_a_specimen_acknowledges_nothing() -> None:
    with pytest.raises(LinkError):
        LINKS.asked(specimen_link(URL)(invented_alert()).rpartition("/")[2])
