"""What every channel looks like to the dispatcher, and how an answer becomes an attempt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import orjson

from tocsin.domain.delivery import SCHEDULE, Attempt, Delivery, Outcome
from tocsin.notify.message import Message

LONGEST_PAUSE = SCHEDULE[-1]
"""However long a receiver asks to be left alone, an alert is put off by no more than this."""

_TOLD = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from one try: what it means, the status, how long to wait, and why in words.

    `receipt` is what the channel calls the message, so that later news of the alert can be added to it.
    """

    outcome: Outcome
    status: int | None = None
    pause: timedelta | None = None
    detail: str = ""
    receipt: str | None = None


HIDDEN = "[hidden]"
"""What stands in the place of a secret wherever something is shown."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What a channel sends for a message, to be looked at: `text` as it goes out, but HIDDEN for every secret."""

    media_type: str
    text: str

    @classmethod
    def json(cls, value: object) -> "Payload":
        """Return `value` as JSON, as channels over HTTP send it."""
        return cls("application/json", orjson.dumps(value, option=orjson.OPT_UTC_Z).decode())


class Channel(Protocol):
    """Where messages go."""

    async def send(self, message: Message) -> Answer:
        """Try `message` once; what goes wrong outside is in the answer, not raised."""
        ...


def attempt_at(delivery: Delivery, answer: Answer, now: datetime) -> Attempt:
    """Return the next attempt at `delivery`, made at `now`, as the log keeps it."""
    return Attempt.next(
        delivery,
        now,
        answer.outcome,
        status=answer.status,
        retry_at=None if answer.pause is None else now + min(answer.pause, LONGEST_PAUSE),
        detail=answer.detail,
        receipt=answer.receipt,
    )


def tellable(text: str, never_told: Iterable[str] = ()) -> str:
    """Return the beginning of what another program said, on one line, without secrets and control characters."""
    for hidden in never_told:
        text = text.replace(hidden, HIDDEN)
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split())[:_TOLD]
