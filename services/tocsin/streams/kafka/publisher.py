"""Publishing what waits in a spool: the brokers take it, refuse it for good, or are away."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from kafka import KafkaProducer
from kafka.errors import (
    InvalidRecordError,
    InvalidTimestampError,
    KafkaError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
)
from kafka.producer.future import FutureRecordMetadata

from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.connection import BrokerError, Connection
from tocsin.streams.kafka.messages import message_for
from tocsin.streams.kafka.reach import reach
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.spool import Waiting
from tocsin.streams.topics import TOPICS

_REACHED_WITHIN = 5.0
_ANSWERED_WITHIN = 10.0
_DELIVERED_WITHIN = 30.0
_CLOSED_WITHIN = 1.0
_LINGER_MS = 5
_BATCH_BYTES = 262_144
_FOR_GOOD = (MessageSizeTooLargeError, RecordListTooLargeError, InvalidRecordError, InvalidTimestampError)


class OutOfReachError(Exception):
    """The brokers cannot be used for now; the message names them, and says why."""


@dataclass(slots=True)
class Answers:
    """What the brokers said, by the events' numbers: what they have, and what they refuse for good with the reason.

    Whatever is in neither must be published again; `trouble` says why, or is None.
    """

    acknowledged: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    trouble: str | None = None

    @contextmanager
    def noting(self, number: int) -> Iterator[None]:
        """Take note of what is said of the event `number`."""
        try:
            yield
        except _FOR_GOOD as error:
            self.refused[number] = f"{error.message}, {error.description}"
        except (OutOfReachError, KafkaError, ValueError) as error:  # a ValueError: topic or partition are there no more
            self.trouble = str(error)

    def add(self, more: "Answers") -> None:
        """Add what was said of other events."""
        self.acknowledged += more.acknowledged
        self.refused |= more.refused
        self.trouble = self.trouble or more.trouble


class Publisher:
    """Publishes events, those of one partition in their order. Use it from one thread, and `close` it from any."""

    def __init__(self, connection: Connection, settings: KafkaSettings, name: str) -> None:
        self._connection = connection
        self._settings = settings
        self._name = name
        self._producer: KafkaProducer | None = None

    def connect(self) -> None:
        """Connect, unless that was done before.

        Raises OutOfReachError while the brokers do not answer or do not let us in, and BrokerError where topics are
        missing or have another number of partitions.
        """
        if self._producer is None:
            self._require_topics()
            self._producer = self._open()

    def publish(self, waiting: Sequence[Waiting]) -> Answers:
        """Publish, and wait for every answer; what is refused does not keep the rest from being published."""
        answers = self._attempt(waiting)
        if answers.refused and len(waiting) > 1:
            return self._in_halves(waiting, answers.acknowledged)
        return answers

    def close(self) -> None:
        """Break off whatever is in the air."""
        producer, self._producer = self._producer, None
        if producer is not None:
            # Its own `close` waits for what is in the air, and gives up without having closed anything.
            producer._sender.force_close()
            with suppress(KafkaError):
                producer.close(_CLOSED_WITHIN)

    def _in_halves(self, waiting: Sequence[Waiting], acknowledged: Sequence[int]) -> Answers:
        """Publish anew what is not acknowledged.

        Once the brokers refuse a message, the client fails everything that it holds with the same error: what is
        refused indeed shows only when it is sent alone.
        """
        answers = Answers(list(acknowledged))
        rest = [each for each in waiting if each.number not in set(acknowledged)]
        middle = (len(rest) + 1) // 2
        for half in (rest[:middle], rest[middle:]):
            if answers.trouble is None:
                answers.add(self.publish(half))
        return answers

    def _attempt(self, waiting: Sequence[Waiting]) -> Answers:
        deadline = monotonic() + _DELIVERED_WITHIN + _ANSWERED_WITHIN
        answers = Answers()
        sent = {each.number: future for each in waiting if (future := self._send(each, answers)) is not None}
        for number, future in sent.items():
            with answers.noting(number):
                future.get(timeout=max(0.0, deadline - monotonic()))
                answers.acknowledged.append(number)
        if answers.trouble or answers.refused:
            self.close()
        return answers

    def _require_topics(self) -> None:
        try:
            reach(self._connection, timedelta())
            with Topics.on(self._connection, self._settings) as topics:
                found = topics.differences()
        except BrokerError as error:
            raise OutOfReachError(str(error)) from error
        if fatal := [each for each in found if each.fatal]:
            raise BrokerError(str(fatal[0]))

    def _open(self) -> KafkaProducer:
        try:
            return KafkaProducer(
                **self._connection.options(),
                client_id=self._name,
                acks="all",
                enable_idempotence=True,
                compression_type="zstd",
                linger_ms=_LINGER_MS,
                batch_size=_BATCH_BYTES,
                max_request_size=max(topic.largest for topic in TOPICS),
                allow_auto_create_topics=False,
                bootstrap_timeout_ms=_ms(_REACHED_WITHIN),
                max_block_ms=_ms(_REACHED_WITHIN),
                request_timeout_ms=_ms(_ANSWERED_WITHIN),
                delivery_timeout_ms=_ms(_DELIVERED_WITHIN),
            )
        except KafkaError as error:
            raise OutOfReachError(f"{', '.join(self._connection.brokers)}: {error}") from error

    def _send(self, waiting: Waiting, answers: Answers) -> FutureRecordMetadata | None:
        """Hand an event to the producer; None where it will not have it, or had trouble with one before."""
        with answers.noting(waiting.number):
            if answers.trouble is None:
                self._producer = self._producer or self._open()
                return self._producer.send(**message_for(waiting.event, waiting.raw, self._settings.partitions))
        return None


def _ms(seconds: float) -> int:
    return int(seconds * 1000)
