"""Chats as people configure them: the kind by its field, the secret never in the file."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.stand_ins import utc_now
from tocsin.notify.channels import AnyChannelSettings, open_channels
from tocsin.notify.secrets import SecretError, Vault
from tocsin.notify.settings import ChannelSettings
from tocsin.settings.configuration import load_configuration
from tocsin.settings.faults import InvalidFileError

HOOK = "https://hooks.example.org/services/T0/B0/0123456789"
CHATS = ["slack", "teams", "discord"]

every_chat = pytest.mark.parametrize("chat", CHATS)


def configured(**fields: object) -> ChannelSettings:
    return TypeAdapter(AnyChannelSettings).validate_python(fields)


async def opened(settings: ChannelSettings, secret: str) -> str:
    async with open_channels({"desk": settings}, Vault({"DESK": secret}, Path.read_text), utc_now) as channels:
        return repr(channels)


@every_chat
async def test_the_address_comes_from_the_environment_and_is_never_shown(chat: str) -> None:
    settings = configured(**{f"{chat}_env": "DESK"})
    assert "0123456789" not in await opened(settings, HOOK)


@every_chat
async def test_the_address_comes_from_a_file(chat: str, tmp_path: Path) -> None:
    (tmp_path / "hook").write_text(f"{HOOK}\n")
    settings = configured(**{f"{chat}_file": tmp_path / "hook"})
    assert "0123456789" not in await opened(settings, "")


@every_chat
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://hooks.example.org/0123456789", "is plain http"),
        ("https://10.0.0.8/0123456789", "is not a public address"),
        ("https://169.254.169.254/0123456789", "is not a public address"),
        ("0123456789", "is not a web address"),
        ("https://desk:0123456789@hooks.example.org/", "holds a name or password"),
    ],
)
async def test_an_address_that_may_not_be_reached_is_told_by_where_it_was_found(
    chat: str, address: str, told: str
) -> None:
    with pytest.raises(
        SecretError, match=f"channel 'desk': the address in environment variable DESK .*{told}"
    ) as caught:
        await opened(configured(**{f"{chat}_env": "DESK"}), address)
    assert "0123456789" not in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "exactly one of"),
        ({"slack_env": "A", "teams_env": "B"}, "exactly one of"),
        ({"slack_env": "A", "slack_file": "/run/secrets/a"}, "needs either slack_env or slack_file"),
        ({"slack_token_env": "A"}, "slack_channel"),
        ({"slack_token_env": "A", "slack_channel": "#general"}, "slack_channel"),
        (
            {"slack_token_env": "A", "slack_channel": "C0", "slack_api": "http://slack.example/api"},
            "slack_api is plain",
        ),
        ({"discord_env": "A", "rate": 0}, "greater than 0"),
    ],
)
def test_what_cannot_work_is_told_when_the_configuration_is_read(fields: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        configured(**fields)


@every_chat
def test_an_address_written_into_the_configuration_itself_is_not_repeated(chat: str, tmp_path: Path) -> None:
    (tmp_path / "tocsin.yaml").write_text(f"watches: ['*.yaml']\nchannels: {{desk: {{{chat}: '{HOOK}'}}}}\n")
    with pytest.raises(InvalidFileError, match=f"did you mean '{chat}_env'") as caught:
        load_configuration(tmp_path / "tocsin.yaml")
    assert "0123456789" not in str(caught.value)


@pytest.mark.parametrize(("kind", "rate"), [("slack", 1), ("teams", 1), ("discord", 0.5)])
def test_no_more_is_sent_than_the_service_takes_unless_somebody_knows_better(kind: str, rate: float) -> None:
    assert configured(**{f"{kind}_env": "DESK"}).rate == rate
    assert configured(**{f"{kind}_env": "DESK", "rate": 5}).rate == 5
