"""Errors that a user can mend, in words for the person at the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from tocsin.cli.failure import Failure
from tocsin.notify.secrets import SecretError
from tocsin.settings import InvalidFileError
from tocsin.streams.kafka.connection import BrokerError
from tocsin.streams.log import LogError
from tocsin.workers.failures import TooManyFailures
from tocsin.workers.status import StatusPortError


@contextmanager
def explained() -> Iterator[None]:
    """Turn the errors that a user can mend into a `Failure`."""
    try:
        yield
    except (BrokerError, InvalidFileError, LogError, SecretError, StatusPortError, TooManyFailures) as error:
        raise Failure(str(error)) from error
