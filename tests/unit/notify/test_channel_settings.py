"""Channels as people configure them, and secrets that stay secret."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr, ValidationError

from tocsin.notify.secrets import SecretError, Vault
from tocsin.notify.webhook import WebhookSettings, keys_of

SECRET = "whsec_" + "QUFB" * 8
NEXT = "whsec_" + "QkJC" * 8


def configured(text: str) -> WebhookSettings:
    return WebhookSettings.model_validate(yaml.safe_load(text))


def secrets_of(name: str, settings: WebhookSettings, environment: dict[str, str], read) -> tuple[SecretStr, ...]:
    return keys_of(name, settings.secrets(name, Vault(environment, read))["secret"])


def channel(**more: object) -> WebhookSettings:
    plain = {"webhook": "https://ops.example.org/hook", "secret_env": "OPS_SECRET"}
    return WebhookSettings.model_validate(plain | more)


def channel_with_file(path: str) -> WebhookSettings:
    return channel(secret_env=None, secret_file=path)


def unread(path: Path) -> str:
    raise AssertionError(f"{path} must not be read")


def test_a_channel_is_an_address_and_a_place_to_find_the_secret() -> None:
    ops = configured("{webhook: 'https://ops.example.org/hook', secret_env: OPS_SECRET, timeout: 3s}")
    assert (ops.webhook, ops.timeout) == ("https://ops.example.org/hook", timedelta(seconds=3))
    assert not ops.allow_private
    assert not ops.allow_http


def test_an_answer_may_take_ten_seconds_unless_said_otherwise() -> None:
    assert channel().timeout == timedelta(seconds=10)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"webhook": "ops.example.org"}, "not a web address"),
        ({"webhook": "ftp://ops.example.org/"}, "not a web address"),
        ({"webhook": "https:///hook"}, "not a web address"),
        ({"webhook": "https://ops.example.org:0/"}, "not a web address"),
        ({"webhook": "https://ops.example.org:99999/"}, "Port out of range"),
        ({"webhook": "https://duty:pa55word@ops.example.org/"}, "name or password"),
        ({"webhook": "http://ops.example.org/"}, "allow_http"),
        ({"webhook": "https://10.0.0.8/"}, "allow_private"),
        ({"webhook": "https://[::1]/"}, "allow_private"),
        ({"webhook": "https://[::127.0.0.1]/"}, "not a public address"),
        ({"webhook": "https://[::ffff:192.168.0.1]/"}, "allow_private"),
        ({"webhook": "https://169.254.169.254/", "allow_private": True}, "not a public address"),
        ({"secret_env": None}, "secret_env or secret_file"),
        ({"secret_file": "/run/secrets/ops"}, "secret_env or secret_file"),
        ({"timeout": "0s"}, "greater than 0"),
        ({"timeout": "soon"}, "not a length of time"),
        ({"secret": SECRET}, "Extra inputs"),
    ],
)
def test_what_cannot_work_is_told_when_the_configuration_is_read(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        channel(**wrong)


@pytest.mark.parametrize("wrong", [{"secret": SECRET}, {"webhook": "https://duty:pa55word@ops.example.org/"}])
def test_a_secret_written_in_the_wrong_place_is_not_repeated(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as caught:
        channel(**wrong)
    assert SECRET not in str(caught.value)
    assert "pa55word" not in str(caught.value)


def test_internal_and_plain_addresses_are_allowed_by_their_switches() -> None:
    ops = channel(webhook="http://127.0.0.1:8080/", allow_private=True, allow_http=True)
    assert ops.webhook == "http://127.0.0.1:8080/"


def test_a_secret_comes_from_the_environment() -> None:
    (secret,) = secrets_of("ops", channel(), {"OPS_SECRET": SECRET}, unread)
    assert secret.get_secret_value() == SECRET
    assert SECRET not in repr(secret)


def test_a_secret_comes_from_a_file() -> None:
    kept = {Path("/run/secrets/ops"): f"{SECRET}\n"}
    (secret,) = secrets_of("ops", channel_with_file("/run/secrets/ops"), {}, kept.__getitem__)
    assert secret.get_secret_value() == SECRET


def test_two_secrets_are_kept_while_one_replaces_the_other() -> None:
    both = secrets_of("ops", channel(), {"OPS_SECRET": f"{SECRET} {NEXT}"}, unread)
    assert [each.get_secret_value() for each in both] == [SECRET, NEXT]


@pytest.mark.parametrize("environment", [{}, {"OPS_SECRET": ""}, {"OPS_SECRET": " \n"}])
def test_a_missing_secret_is_told_by_channel_and_variable(environment: dict[str, str]) -> None:
    with pytest.raises(SecretError, match="channel 'ops': environment variable OPS_SECRET holds no secret"):
        secrets_of("ops", channel(), environment, unread)


def test_a_file_that_cannot_be_read_is_told_by_channel_and_path() -> None:
    def missing(path: Path) -> str:
        raise FileNotFoundError(2, "No such file or directory")

    with pytest.raises(SecretError, match=r"channel 'ops': file /run/s cannot be read: No such file or directory"):
        secrets_of("ops", channel_with_file("/run/s"), {}, missing)


def test_a_file_that_is_not_text_is_told_without_its_bytes() -> None:
    def binary(path: Path) -> str:
        return b"\xff\xfe".decode()

    with pytest.raises(SecretError, match=r"^channel 'ops': file /run/s is not text$"):
        secrets_of("ops", channel_with_file("/run/s"), {}, binary)


def test_a_malformed_secret_is_told_by_where_it_is_and_not_by_what_it_is() -> None:
    with pytest.raises(SecretError, match="channel 'ops': the secret in environment variable OPS_SECRET") as caught:
        secrets_of("ops", channel(), {"OPS_SECRET": f"{SECRET} hunter2hunter2"}, unread)
    assert "hunter2" not in str(caught.value)
    assert SECRET not in str(caught.value)
