"""What went wrong, in words for the person at the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from tocsin.domain.mendable import Mendable


class Failure(Mendable):
    """Ends the command with a message."""


@contextmanager
def understood(command: str) -> Iterator[None]:
    """Turn what somebody cannot mean, a ValueError that says why, into a Failure of `command`."""
    try:
        yield
    except ValueError as error:
        raise Failure(f"{command}: {error}") from error
