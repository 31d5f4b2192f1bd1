"""Where a message holds a link, and where there is nothing to acknowledge any more."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.unit.notify.test_signed_links import NOON, alert
from tocsin.domain.delivery import Delivery, Item
from tocsin.domain.policy import MessageKind
from tocsin.notify.channel import Answer, Payload
from tocsin.notify.channels import open_channels
from tocsin.notify.message import Message
from tocsin.notify.secrets import Vault
from tocsin.notify.settings import ChannelSettings, Opening


@dataclass
class Pad:
    """Keeps the messages that it is given."""

    messages: list[Message] = field(default_factory=list)

    async def send(self, message: Message) -> Answer:
        self.messages.append(message)
        return Answer("delivered")


PAD = Pad()


class PadSettings(ChannelSettings):
    """A channel that writes messages on a pad."""

    @asynccontextmanager
    async def open(self, opening: Opening) -> AsyncIterator[Pad]:
        yield PAD

    def payload(self, message: Message) -> Payload:
        return Payload("text/plain", message.text)


def delivery(kind: MessageKind) -> Delivery:
    item = Item(message="raised" if kind == "digest" else kind, alert=alert(), at=NOON)
    return Delivery(id="d1", watch="strait", channel="pad", message=kind, items=(item,), at=NOON, next_at=NOON)


@pytest.mark.parametrize(
    ("kind", "held"),
    [("raised", True), ("escalated", True), ("resolved", False), ("acknowledged", False), ("digest", False)],
)
async def test_a_message_holds_a_link_while_its_alert_can_be_acknowledged(kind: MessageKind, held: bool) -> None:
    opening = open_channels(
        {"pad": PadSettings()}, Vault({}, Path.read_text), lambda: NOON, link=lambda each: f"link to {each.id}"
    )
    async with opening as opened:
        await opened["pad"].send(delivery(kind))
    assert PAD.messages[-1].ack_url == (f"link to {alert().id}" if held else None)


async def test_without_a_public_address_no_message_holds_a_link() -> None:
    async with open_channels({"pad": PadSettings()}, Vault({}, Path.read_text), lambda: NOON) as opened:
        await opened["pad"].send(delivery("raised"))
    assert PAD.messages[-1].ack_url is None
