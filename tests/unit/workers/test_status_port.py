import aiohttp
import pytest
from prometheus_client import CollectorRegistry, Gauge

from tests.unit.workers.test_progress import Wall
from tocsin.workers.status import STALLED_AFTER, Progress, StatusPortError, serving


async def answer(address: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status, await response.text()


async def test_a_loop_that_stands_still_makes_health_and_readiness_503() -> None:
    wall = Wall()
    progress = Progress(wall)
    async with serving("127.0.0.1", 0, CollectorRegistry(), progress) as address:
        assert (await answer(f"{address}/healthz"))[0] == 200
        assert (await answer(f"{address}/readyz"))[0] == 503
        progress.looped(lag=0)
        assert [(await answer(f"{address}/{path}"))[0] for path in ("healthz", "readyz")] == [200, 200]
        wall.time += 2 * STALLED_AFTER
        dead = '{"ok": false, "reason": "the loop has stood still for 60 s"}'
        assert [await answer(f"{address}/{path}") for path in ("healthz", "readyz")] == [(503, dead), (503, dead)]


async def test_metrics_are_served_as_they_are_in_the_registry() -> None:
    registry = CollectorRegistry()
    Gauge("veld_tide_metres", "How high the water stands.", registry=registry).set(3)
    async with serving("127.0.0.1", 0, registry, Progress(Wall())) as address:
        status, text = await answer(f"{address}/metrics")
    assert status == 200
    assert "veld_tide_metres 3.0" in text


async def test_a_port_that_is_taken_is_told_with_what_to_do() -> None:
    async with serving("127.0.0.1", 0, CollectorRegistry(), Progress(Wall())) as address:
        port = int(address.rpartition(":")[2])
        with pytest.raises(StatusPortError, match=rf"cannot listen on 127\.0\.0\.1:{port}: .*; choose another port"):
            async with serving("127.0.0.1", port, CollectorRegistry(), Progress(Wall())):
                pass
