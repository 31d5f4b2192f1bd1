"""A broker that serves one test after another, and holds nothing of those before."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Generic, TypeVar

from kafka import KafkaAdminClient

from tests.kafka import Broker

AnyBroker = TypeVar("AnyBroker", bound=Broker)


class Lender(Generic[AnyBroker]):
    """Lends a broker as if nobody had used it before: starting one takes longer than most tests on it do.

    One that was killed, or in one of whose groups somebody still is, is lent to nobody else.
    """

    def __init__(self, make: Callable[[], AnyBroker]) -> None:
        self._make = make
        self._kept: AnyBroker | None = None

    @contextmanager
    def lent(self) -> Iterator[AnyBroker]:
        """Lend it to one test; raises BrokerFailedError where none can be started."""
        broker, self._kept = self._kept or self._started(), None
        first = broker.pid
        try:
            yield broker
            if broker.pid == first and broker.runs and _emptied(broker):
                self._kept = broker
        finally:
            if self._kept is None:
                _end(broker)

    def close(self) -> None:
        """End the broker that is kept."""
        if self._kept is not None:
            _end(self._kept)

    def _started(self) -> AnyBroker:
        broker = self._make()
        try:
            broker.start()
        except BaseException:
            _end(broker)
            raise
        return broker


def _emptied(broker: Broker) -> bool:
    """Delete all topics, groups and words of a broker; while a group has members, delete nothing and return False."""
    with closing(KafkaAdminClient(**broker.connection.options())) as admin:
        groups = admin.list_groups()
        if any(group["group_state"] not in ("Empty", "Dead") for group in groups):
            return False
        admin.delete_groups([group["group_id"] for group in groups])
        admin.delete_topics(_topics(admin))
        while _topics(admin):
            continue
    os.truncate(broker.log, 0)
    return True


def _topics(admin: KafkaAdminClient) -> list[str]:
    return [name for name in admin.list_topics() if not name.startswith("__")]


def _end(broker: Broker) -> None:
    broker.kill()
    shutil.rmtree(broker.directory, ignore_errors=True)
