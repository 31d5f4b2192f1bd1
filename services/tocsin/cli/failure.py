"""What went wrong, in words for the person at the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from tocsin.notify.settings import SecretError
from tocsin.settings import InvalidFileError
from tocsin.streams.log import LogError
from tocsin.workers.status import StatusPortError


class Failure(Exception):  # noqa: N818 - it is the answer that a user gets, not a fault of the program
    """Ends the command with a message."""


@contextmanager
def explained() -> Iterator[None]:
    """Turn the errors that a user can mend into a `Failure`."""
    try:
        yield
    except (InvalidFileError, LogError, SecretError, StatusPortError) as error:
        raise Failure(str(error)) from error
