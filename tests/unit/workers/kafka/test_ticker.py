from datetime import datetime, timedelta

from tests.builders import NOON, a_watch, days, deadline_claim, event_of
from tests.fakes.clock import StandingClock
from tests.fakes.kafka import Cluster, Process
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.projection import Project
from tocsin.workers.failures import Failures
from tocsin.workers.kafka.carrier import Carrier
from tocsin.workers.kafka.groups import Group
from tocsin.workers.kafka.ticker import Ticker

DUE = NOON + days(1)
GROUP = Group("test", ("tocsin.claims", "tocsin.ticks"), lambda _: (Project([a_watch()]), RaiseAlerts([a_watch()], {})))


class Elapsed:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Scene:
    """One partition with a deadline that runs out at DUE."""

    def __init__(self) -> None:
        self.cluster, self.elapsed = Cluster(), Elapsed()
        process = Process(self.cluster)
        self.carrier = Carrier(GROUP, process, process, Failures(), lambda _: None, lambda: False)
        self.carrier.own([0], {})
        self.ticker = Ticker(self.carrier, process, StandingClock(NOON), self.elapsed)

    async def told(self) -> "Scene":
        claim = deadline_claim("set", NOON, DUE, known=NOON)
        await self.carrier.take([self.cluster.put(event_of(claim))])
        return self

    async def tick(self, now: datetime) -> list[datetime]:
        """Let it tick, and fold the ticks; return the instants that they told."""
        ticks = self.ticker.due(now)
        for tick in ticks:
            await self.carrier.take([self.cluster.put(tick)])
        return [tick.data.now for tick in ticks]


async def test_it_says_nothing_as_long_as_nothing_is_due() -> None:
    scene = await Scene().told()
    assert await scene.tick(NOON + timedelta(minutes=1)) == []


async def test_it_tells_the_instant_itself_however_late_it_looks() -> None:
    scene = await Scene().told()
    while (wake := scene.carrier.state(0).next_wake()) is not None and wake < DUE:
        assert await scene.tick(wake + timedelta(milliseconds=180)) == [wake]
    assert await scene.tick(DUE + timedelta(milliseconds=180)) == [DUE]


async def test_after_a_gap_it_tells_what_time_it_is() -> None:
    scene = await Scene().told()
    assert await scene.tick(DUE + days(2)) == [DUE + days(2)]
    assert b"deadline.expired" in b"".join(filter(None, scene.cluster.values("tocsin.alerts")))


async def test_a_tick_that_is_on_its_way_is_not_sent_again_at_once() -> None:
    scene = await Scene().told()
    assert len(scene.ticker.due(DUE)) == 1
    assert scene.ticker.due(DUE) == []
    scene.elapsed.seconds = 1.5
    assert len(scene.ticker.due(DUE)) == 1


async def test_partitions_that_are_not_ours_get_none() -> None:
    scene = await Scene().told()
    scene.carrier.own([], {})
    assert scene.ticker.due(DUE) == []
