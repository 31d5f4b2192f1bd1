"""Putting dead letters back to their topics, at the end of the partition that they came from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Protocol

from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterReplayed
from tocsin.streams.dead_letters import StillDeadError, revived
from tocsin.streams.envelope import encode
from tocsin.streams.kafka.connection import BrokerError, Connection
from tocsin.streams.kafka.publisher import Answers, OutOfReachError, Publisher
from tocsin.streams.kafka.reach import reach
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.spool import Waiting
from tocsin.streams.topics import KEPT_BY_TIME

_PATIENCE = timedelta(seconds=10)
_NAME = "tocsin-dead-letters"


class Publishes(Protocol):
    """What publishes events and waits for the answers."""

    def publish(self, waiting: list[Waiting]) -> Answers:
        """Publish `waiting`, and say what became of each."""
        ...


class KafkaReplayer:
    """Publishes letters anew, for the workers to read. `now` tells when (UTC)."""

    def __init__(self, publisher: Publishes, now: Callable[[], datetime]) -> None:
        self._publisher = publisher
        self._now = now

    def replay(self, letter: DeadLetter) -> None:
        """Publish the bytes of `letter` as they came, and then that it was put back.

        What fails again comes back as another letter. Raises StillDeadError, and BrokerError.
        """
        event = revived(letter)
        if letter.topic not in KEPT_BY_TIME:
            raise StillDeadError(f"{letter.topic} says something newer by now; `tocsin rebuild` makes it anew")
        self._publish(event, letter.raw)
        told = LetterReplayed.of(letter, self._now())
        self._publish(told, encode(told))

    def _publish(self, event: Event, raw: bytes) -> None:
        answers = self._publisher.publish([Waiting(0, event, raw)])
        if answers.refused:
            raise StillDeadError(f"the brokers refuse it: {answers.refused[0]}")
        if not answers.acknowledged:
            raise BrokerError(f"the brokers do not answer: {answers.trouble}; try again")


@contextmanager
def replayer(connection: Connection, settings: KafkaSettings, now: Callable[[], datetime]) -> Iterator[KafkaReplayer]:
    """Connect, and disconnect at the end. Raises BrokerError."""
    reach(connection, _PATIENCE)
    publisher = Publisher(connection, settings, _NAME)
    try:
        publisher.connect()
        yield KafkaReplayer(publisher, now)
    except OutOfReachError as error:
        raise BrokerError(str(error)) from error
    finally:
        publisher.close()
