"""Putting dead letters back to where they came from, on either runtime."""

from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter
from tocsin.streams.envelope import UnreadableEventError, decode


class StillDeadError(Exception):
    """A dead letter cannot be put back, or fails again; the message says why and what to do, in one line."""


def revived(letter: DeadLetter) -> Event:
    """Return the event that was put aside. Raises StillDeadError where there is none in the letter."""
    if letter.topic is None:
        raise StillDeadError("a source gave it, so there is no event to fold; mend it there, and it is read anew")
    try:
        return decode(letter.raw)
    except UnreadableEventError as error:
        raise StillDeadError(str(error)) from error
