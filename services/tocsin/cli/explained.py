"""Errors that a user can mend, in words for the person at the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from tocsin.cli.failure import Failure
from tocsin.domain.mendable import Mendable


@contextmanager
def explained() -> Iterator[None]:
    """Turn the errors that a user can mend into a `Failure`."""
    try:
        yield
    except Mendable as error:
        raise Failure(str(error)) from error
