"""The `pagerduty`, `alertmanager`, `email`, `grafana` and `apprise` channels as people configure them."""

from datetime import timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from tocsin.notify.alertmanager import AlertmanagerSettings
from tocsin.notify.apprise import AppriseSettings
from tocsin.notify.channels import AnyChannelSettings
from tocsin.notify.email import EmailSettings
from tocsin.notify.grafana import GrafanaSettings
from tocsin.notify.pagerduty import PagerDutySettings

MODELS = {
    "pagerduty": PagerDutySettings,
    "alertmanager": AlertmanagerSettings,
    "email": EmailSettings,
    "grafana": GrafanaSettings,
    "apprise": AppriseSettings,
}

PAGERDUTY = {"pagerduty_env": "PD"}
ALERTMANAGER = {"alertmanager": "https://alerts.example.org"}
EMAIL = {"email": ["duty@example.org"], "sender": "tocsin@example.org", "server": "mail.example.org:587"}
GRAFANA = {"grafana": "https://grafana.example.org", "token_env": "GF"}
APPRISE = {"apprise_file": "/run/secrets/urls"}
PLAIN = dict(zip(MODELS, [PAGERDUTY, ALERTMANAGER, EMAIL, GRAFANA, APPRISE], strict=True))

CHANNEL: TypeAdapter[AnyChannelSettings] = TypeAdapter(AnyChannelSettings)


def configured(plain: dict[str, object], **more: object) -> AnyChannelSettings:
    return CHANNEL.validate_python(plain | more)


@pytest.mark.parametrize("kind", MODELS)
def test_each_kind_is_known_by_its_own_field(kind: str) -> None:
    assert type(configured(PLAIN[kind])) is MODELS[kind]


@pytest.mark.parametrize(
    ("plain", "wrong", "told"),
    [
        (PAGERDUTY, {"url": "http://events.pagerduty.com/v2/enqueue"}, "url is plain http"),
        (PAGERDUTY, {"url": "https://10.0.0.1/"}, "url 10.0.0.1 is not a public address"),
        (PAGERDUTY, {"pagerduty_file": "/run/key"}, "needs either pagerduty_env or pagerduty_file"),
        (PAGERDUTY, {"group": "1min"}, "takes every alert by itself"),
        (ALERTMANAGER, {"alertmanager": "alerts.example.org:9093"}, "not a web address"),
        (ALERTMANAGER, {"alertmanager": "http://alerts.example.org"}, "alertmanager is plain http"),
        (ALERTMANAGER, {"user": "tocsin"}, "user and password go together"),
        (ALERTMANAGER, {"password_env": "AM"}, "user and password go together"),
        (ALERTMANAGER, {"user": "tocsin", "password_env": "AM", "token_env": "T"}, "either user and password or"),
        (ALERTMANAGER, {"resend": "13h"}, "less than or equal to 12 hours"),
        (ALERTMANAGER, {"resend": "0s"}, "greater than 0"),
        (ALERTMANAGER, {"digest": {"at": "07:30"}}, "takes every alert by itself"),
        (EMAIL, {"email": []}, "at least 1 item"),
        (EMAIL, {"email": ["Duty <duty@example.org>"]}, "not a mail address"),
        (EMAIL, {"email": ["duty@example.org\r\nBcc: all@example.org"]}, "not a mail address"),
        (EMAIL, {"email": ["duty"]}, "not a mail address"),
        (EMAIL, {"sender": "tocsin@"}, "not a mail address"),
        (EMAIL, {"server": "mail.example.org"}, "not a mail server"),
        (EMAIL, {"server": "tocsin:hush@mail.example.org:587"}, "not a mail server"),
        (EMAIL, {"server": "mail.example.org:0"}, "not a mail server"),
        (EMAIL, {"server": "[::1]:587"}, "server ::1 is not a public address"),
        (EMAIL, {"server": "169.254.169.254:25", "allow_private": True}, "not a public address"),
        (EMAIL, {"user": "tocsin"}, "user and password go together"),
        (EMAIL, {"password_env": "MAIL"}, "user and password go together"),
        (EMAIL, {"server": "mail.example.org:465", "allow_unencrypted": True}, "begins with TLS"),
        (GRAFANA, {"token_env": None}, "needs either token_env or token_file"),
        (GRAFANA, {"grafana": "https://duty:hush@grafana.example.org"}, "name or password"),
        (GRAFANA, {"at_most": 4}, "takes every alert by itself"),
        (APPRISE, {"apprise_env": "URLS"}, "needs either apprise_env or apprise_file"),
        (APPRISE, {"grafana": "https://grafana.example.org"}, "exactly one of"),
    ],
)
def test_what_cannot_work_is_told_when_the_configuration_is_read(
    plain: dict[str, object], wrong: dict[str, object], told: str
) -> None:
    with pytest.raises(ValidationError, match=told):
        configured(plain, **wrong)


def test_alertmanager_is_told_again_every_two_minutes_unless_said_otherwise() -> None:
    assert configured(ALERTMANAGER).refresh == timedelta(minutes=2)
    assert configured(ALERTMANAGER, resend="30s").refresh == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("more", "first"), [({}, False), ({"server": "m.example:465"}, True), ({"implicit_tls": True}, True)]
)
def test_tls_comes_first_on_port_465_and_where_it_is_said(more: dict[str, object], first: bool) -> None:
    assert configured(EMAIL, **more).tls_first is first


def test_the_address_of_a_mail_server_may_be_one_of_ipv6() -> None:
    assert configured(EMAIL, server="[::1]:587", allow_private=True).address == ("::1", 587)


@pytest.mark.parametrize("plain", [PAGERDUTY, ALERTMANAGER, GRAFANA])
def test_channels_that_keep_count_of_what_is_open_are_told_that_it_is_old_news(plain: dict[str, object]) -> None:
    assert configured(plain).TELLS_LAPSED


def test_pagerduty_of_the_european_union_is_another_address() -> None:
    eu = "https://events.eu.pagerduty.com/v2/enqueue"
    assert configured(PAGERDUTY).url == "https://events.pagerduty.com/v2/enqueue"
    assert configured(PAGERDUTY, url=eu).url == eu
