"""A dead letter: what could not be read, kept as it came, with where it came from and why."""

from typing import Literal, Self

from pydantic import Base64Bytes, Field

from tocsin.domain.event import Event, stable_id
from tocsin.domain.record import Instant, Record


class DeadLetter(Record):
    """Raw bytes that no stage could use."""

    id: str
    origin: str = Field(description="File and line, feed address, or topic with partition and offset.")
    reason: str = Field(description="What is wrong, with the field and what to do.")
    raw: Base64Bytes = Field(description="The bytes as they came (base64 in JSON).")
    died_at: Instant


class LetterDead(Event):
    """Something could not be read and was put aside."""

    type: Literal["tocsin.letter.dead"] = "tocsin.letter.dead"
    data: DeadLetter

    @classmethod
    def of(cls, letter: DeadLetter) -> Self:
        """Return the one event that there is for `letter`."""
        return cls.make(
            letter.id, source="dead-letters", subject=letter.origin, time=letter.died_at, partition=letter.origin,
            data=letter,
        )  # fmt: skip


def letter_id(origin: str, raw: bytes) -> str:
    """Return the id of the letter: the same bytes from the same place are one letter."""
    return stable_id("letter", origin, raw.hex())
