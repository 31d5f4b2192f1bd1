"""A dead letter: what could not be read or folded, kept as it came, with where it came from and why."""

from base64 import b64encode
from datetime import datetime
from textwrap import shorten
from typing import Literal, Self, get_args

from pydantic import Base64Bytes, Field

from tocsin.domain.event import Event, stable_id
from tocsin.domain.record import Instant, Record

Cause = Literal["broken", "refused", "unreadable", "failed"]
"""An item that is no article; what the brokers never take; what cannot be decoded; what broke a stage."""

CAUSES: tuple[Cause, ...] = get_args(Cause)

_LONGEST_REASON = 1000
_REFUSED = "refused: "


class DeadLetter(Record):
    """Raw bytes that no stage could use."""

    id: str
    origin: str = Field(description="File and line, feed address, or topic with partition and offset.")
    reason: str = Field(description="What is wrong, with the field and what to do.")
    raw: Base64Bytes = Field(description="The bytes as they came (base64 in JSON).")
    died_at: Instant
    topic: str | None = Field(default=None, description="The topic that it was read from; null for a source's item.")
    partition: int | None = Field(default=None, description="The partition of the topic; null in an embedded log.")
    offset: int | None = Field(default=None, description="The offset there; in an embedded log its sequence number.")

    @classmethod
    def of_item(cls, raw: bytes, origin: str, reason: str, died_at: datetime) -> Self:
        """Put aside what a source gave; `origin` says where it was met."""
        return cls(id=letter_id(origin, raw), origin=origin, reason=reason, raw=b64encode(raw), died_at=died_at)

    @classmethod
    def of_event(
        cls, raw: bytes, topic: str, partition: int | None, offset: int, reason: str, died_at: datetime
    ) -> Self:
        """Put aside what was read from a topic; an embedded log has no partitions."""
        origin = f"{topic}#{offset}" if partition is None else f"{topic}[{partition}]#{offset}"
        place = {"topic": topic, "partition": partition, "offset": offset}
        return cls.of_item(raw, origin, reason, died_at).model_copy(update=place)


class LetterDead(Event):
    """Something could not be read or folded and was put aside."""

    type: Literal["tocsin.letter.dead"] = "tocsin.letter.dead"
    data: DeadLetter

    @classmethod
    def of(cls, letter: DeadLetter) -> Self:
        """Return the one event that there is for `letter`."""
        return cls.make(
            letter.id, source="dead-letters", subject=letter.origin, time=letter.died_at, partition=letter.origin,
            data=letter,
        )  # fmt: skip


class Replaying(Record):
    """A dead letter was put back to where it came from."""

    letter_id: str
    replayed_at: Instant


class LetterReplayed(Event):
    """A dead letter was put back to where it came from, to be read anew."""

    type: Literal["tocsin.letter.replayed"] = "tocsin.letter.replayed"
    data: Replaying

    @classmethod
    def of(cls, letter: DeadLetter, at: datetime) -> Self:
        """Return the event that tells that `letter` was put back at `at`; it is read after the letter itself."""
        replaying = Replaying(letter_id=letter.id, replayed_at=at)
        return cls.make(
            letter.id, replaying.replayed_at.isoformat(), source="dead-letters", subject=letter.origin,
            time=replaying.replayed_at, partition=letter.origin, data=replaying,
        )  # fmt: skip


def letter_id(origin: str, raw: bytes) -> str:
    """Return the id of the letter: the same bytes from the same place are one letter."""
    return stable_id("letter", origin, raw.hex())


def refusal_of(reason: str) -> str:
    """Return in one line that the brokers refused an event, for the letter that comes of it."""
    return f"{_REFUSED}{reason}"


def cause_of(letter: DeadLetter) -> Cause:
    """Return which class of reason `letter` has, by what `reason_of` and `refusal_of` wrote."""
    if letter.topic is None:
        return "refused" if letter.reason.startswith(_REFUSED) else "broken"
    return "unreadable" if ": UnreadableEventError: " in letter.reason else "failed"


def reason_of(stage: str, error: Exception) -> str:
    """Return in one line what `error` did to `stage`, for the letter that comes of it."""
    return shorten(f"{stage}: {type(error).__name__}: {error}", _LONGEST_REASON, placeholder=" …")
