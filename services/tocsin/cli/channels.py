"""`tocsin channels`: what a channel would send, and whether it arrives, before anything depends on it."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, get_args

import typer

from tocsin.cli.desk import opened, tell
from tocsin.cli.failure import Failure, understood
from tocsin.cli.options import By, Why
from tocsin.cli.plain import plain
from tocsin.clock import SystemClock
from tocsin.domain.delivery import Delivery
from tocsin.domain.ledger import Ledger
from tocsin.domain.policy import MessageKind
from tocsin.domain.reopening import ChannelReopened, Reopening
from tocsin.domain.saying import name_said, reason_said
from tocsin.domain.sending import channel_off
from tocsin.notify.channel import Answer
from tocsin.notify.channels import open_channels, wording_for
from tocsin.notify.message import Link, message_of
from tocsin.notify.secrets import Vault
from tocsin.notify.settings import ChannelSettings
from tocsin.notify.specimen import REASON, delivery_of, invented_alert, specimen_link
from tocsin.settings.configuration import Configuration, load_configuration
from tocsin.settings.faults import did_you_mean
from tocsin.streams.read_model import AlertLine

TEST_EXAMPLES = """
Examples:

    tocsin channels test ops --config tocsin.yaml
"""
PREVIEW_EXAMPLES = """
Examples:

    tocsin channels preview ops --config tocsin.yaml

    tocsin channels preview ops --config tocsin.yaml --message resolved --alert 3f0c | jq .
"""

REOPEN_EXAMPLES = """
Examples:

    tocsin channels reopen ops --config tocsin.yaml --by "A. Officer" --reason "the hook was made anew"
"""

app = typer.Typer(
    name="channels",
    help="See what a channel sends and whether it arrives, and reopen one that was switched off.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(help="The channel, as the configuration names it.", show_default=False)]
Config = Annotated[Path, typer.Option("--config", help="The configuration.", show_default=False)]


@app.command("test", epilog=TEST_EXAMPLES)
def test_(name: Name, config: Config) -> None:
    """Send a message that is marked as a test through the real channel, and print what came back.

    A channel that keeps count of what is open is told at once that it is over. Its link to acknowledge by, where
    messages have one, is a specimen that acknowledges nothing. The status is 1 if a message did not arrive.
    """
    configuration = load_configuration(config)
    kinds = _told_in_a_test(_settings(configuration, name))
    answers = asyncio.run(_answers(configuration, name, kinds))
    for kind, answer in zip(kinds, answers, strict=False):
        print(f"{kind}: {_said(answer)}")
    if any(answer.outcome != "delivered" for answer in answers):
        raise typer.Exit(1)


@app.command(epilog=PREVIEW_EXAMPLES)
def preview(
    name: Name,
    config: Config,
    alert: Annotated[
        str, typer.Option(help="An alert's id, or how it begins; else one is invented.", metavar="ID")
    ] = "",
    message: Annotated[
        str, typer.Option(help=f"One of {', '.join(get_args(MessageKind))}.", metavar="KIND")
    ] = "raised",
) -> None:
    """Print the very payload that a channel would send; nothing is sent.

    Secrets are hidden, and the link to acknowledge by, where messages have one, is a specimen that acknowledges
    nothing.
    """
    kind = next((each for each in get_args(MessageKind) if each == message), None)
    if kind is None:
        raise Failure(f"channels preview: --message: {message!r} is none of {', '.join(get_args(MessageKind))}")
    configuration = load_configuration(config)
    settings = _settings(configuration, name)
    wording = wording_for(name, settings, _vault())
    told = message_of(_previewed(name, kind, alert, config), _link(configuration), wording)
    print(settings.payload(told).text)


@app.command(epilog=REOPEN_EXAMPLES)
def reopen(name: Name, config: Config, by: By, reason: Why = "") -> None:
    """Send again to a channel that was switched off, for it had answered 410: it wants no more messages.

    What was given up meanwhile is not sent again. Works while tocsin runs, and while it does not.
    """
    with understood("channels reopen"):
        who, why = name_said(by), reason_said(reason)
    _settings(load_configuration(config), name)
    now, to_come = SystemClock().now(), ""
    with opened(None, config) as desk:
        if channel_off(Ledger(desk.outbox()), name) is None:
            raise Failure(f"channels reopen: {name!r} is not switched off")
        for watch in desk.watches():
            to_come = desk.say(ChannelReopened.of(Reopening(channel=name, watch=watch.id, at=now, by=who, reason=why)))
    tell(f"Reopened {name}", to_come)


def _settings(configuration: Configuration, name: str) -> ChannelSettings:
    if name not in configuration.channels:
        names = {each: each for each in configuration.channels}
        raise Failure(f"channels: {name!r} is no channel; {did_you_mean(name, names, f'there are {sorted(names)}')}")
    return configuration.channels[name]


def _link(configuration: Configuration) -> Link | None:
    url = configuration.http.public_url
    return None if url is None else specimen_link(url)


def _told_in_a_test(settings: ChannelSettings) -> tuple[MessageKind, ...]:
    return ("raised", "resolved") if settings.TELLS_LAPSED else ("raised",)


async def _answers(configuration: Configuration, name: str, kinds: Sequence[MessageKind]) -> list[Answer]:
    """Send a message of each of `kinds`, each adding to what came before, until one does not arrive."""
    now = SystemClock().now
    alert, answers = invented_alert(now()), list[Answer]()
    channels = {name: configuration.channels[name]}
    link = _link(configuration)
    async with open_channels(channels, _vault(), now, configuration.internal, link) as opened_channels:
        for kind in kinds:
            receipt = answers[0].receipt if answers else None
            delivery = delivery_of(alert, name, kind, REASON).model_copy(update={"receipt": receipt})
            answers.append(await opened_channels[name].send(delivery))
            if answers[-1].outcome != "delivered":
                break
    return answers


def _said(answer: Answer) -> str:
    parts = (answer.outcome, answer.status and f"status {answer.status}", answer.detail, answer.receipt)
    return plain(", ".join(str(part) for part in parts if part))


def _previewed(name: str, kind: MessageKind, alert: str, config: Path) -> Delivery:
    if not alert:
        return delivery_of(invented_alert(), name, kind, REASON)
    with opened(None, config) as desk:
        found = [line for line in desk.model().alerts() if line.alert.id.startswith(alert)]
    if len(found) != 1:
        raise Failure(f"channels preview: {len(found)} alerts begin with {alert!r}; see `tocsin alerts --json`")
    return delivery_of(found[0].alert, name, kind, _reason(found[0]))


def _reason(line: AlertLine) -> str | None:
    return line.resolution or (f"by {line.acknowledgement.by}" if line.acknowledgement else None)


def _vault() -> Vault:
    return Vault(os.environ, Path.read_text)
