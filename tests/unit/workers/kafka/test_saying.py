"""What people say through the pages of a worker: what it knows of the alert, and where the answer goes."""

import pytest

from tests.builders import NOON
from tests.fakes.kafka import Cluster, Process
from tests.unit.notify.test_signed_links import alert
from tocsin.domain.alert import Acknowledgement, AlertAcknowledged, AlertRaised
from tocsin.domain.event import Event
from tocsin.domain.outbox import Notify
from tocsin.streams.envelope import encode
from tocsin.streams.kafka.partitions import partition_of
from tocsin.workers.failures import Failures
from tocsin.workers.kafka.carrier import Carrier
from tocsin.workers.kafka.groups import Group
from tocsin.workers.kafka.saying import Saying

PARTITIONS = 2
ALERT = alert()
HOME = partition_of(ALERT.watch, PARTITIONS)
GROUP = Group("test", ("tocsin.alerts",), lambda _: (Notify(),))
RAISED = AlertRaised.make(ALERT.id, source="alert", subject=ALERT.id, time=NOON, partition=ALERT.watch, data=ALERT)
GIVEN = AlertAcknowledged.of(Acknowledgement(alert_id=ALERT.id, watch=ALERT.watch, by="Ada", at=NOON))


class Worker:
    """A worker that carries some partitions of the outbox."""

    def __init__(self, *partitions: int) -> None:
        self.cluster, self.told = Cluster(PARTITIONS), list[Event]()
        process = Process(self.cluster)
        self.carrier = Carrier(GROUP, process, process, Failures(), lambda _: None, lambda: False)
        self.carrier.own(partitions, {})
        self.saying = Saying(self.carrier, process, PARTITIONS, self.told.extend)


async def test_a_worker_knows_how_far_the_alerts_of_its_partitions_are() -> None:
    worker = Worker(0, 1)
    assert await worker.saying.standing(ALERT.watch, ALERT.id) == "unknown"
    await worker.carrier.take([worker.cluster.put(RAISED)])
    assert await worker.saying.standing(ALERT.watch, ALERT.id) == "open"
    await worker.carrier.take([worker.cluster.put(GIVEN)])
    assert await worker.saying.standing(ALERT.watch, ALERT.id) == "acknowledged"


@pytest.mark.parametrize("owned", [[], [1 - HOME]])
async def test_of_what_another_worker_carries_it_knows_nothing(owned: list[int]) -> None:
    assert await Worker(*owned).saying.standing(ALERT.watch, ALERT.id) is None


async def test_an_answer_goes_to_the_partition_of_the_watch_whoever_carries_it() -> None:
    worker = Worker(1 - HOME)
    await worker.saying.say([GIVEN])
    assert [each.value for each in worker.cluster.topics["tocsin.alerts", HOME]] == [encode(GIVEN)]
    assert worker.told == [GIVEN]
