"""What the clocks promise."""

import asyncio
from datetime import UTC, datetime, timedelta

from tests.fakes.clock import JumpingClock
from tocsin.clock import FastClock, SystemClock

START = datetime(2020, 1, 1, tzinfo=UTC)
TODAY = datetime(2026, 5, 1, tzinfo=UTC)


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_fast_clock_starts_where_it_is_told_and_runs_faster_than_the_world():
    stopwatch = Stopwatch()
    clock = FastClock(START, 3600, wall=JumpingClock(TODAY), monotonic=stopwatch)
    assert clock.now() == START
    stopwatch.seconds += 2
    assert clock.now() == START + timedelta(hours=2)


async def test_a_fast_clock_that_catches_up_tells_the_time_of_the_wall_clock():
    clock = FastClock(START, 3600, wall=JumpingClock(TODAY), monotonic=Stopwatch())
    clock.catch_up()
    assert clock.now() == TODAY


async def test_whoever_sleeps_on_a_fast_clock_is_woken_when_it_catches_up_past_their_instant():
    clock = FastClock(START, 1, wall=JumpingClock(TODAY), monotonic=Stopwatch())
    sleeper = asyncio.create_task(clock.sleep_until(START + timedelta(days=365)))
    await asyncio.sleep(0)
    clock.catch_up()
    await asyncio.wait_for(sleeper, timeout=5)


async def test_after_catching_up_an_instant_still_to_come_is_awaited_on_the_wall_clock():
    wall = JumpingClock(TODAY)
    clock = FastClock(START, 3600, wall=wall, monotonic=Stopwatch())
    clock.catch_up()
    await clock.sleep_until(TODAY + timedelta(hours=1))
    assert wall.waits == [3600.0]


async def test_a_fast_clock_sleeps_until_simulated_time_has_come():
    clock = FastClock(START, 1e9)
    await clock.sleep_until(START + timedelta(days=1))
    assert clock.now() >= START + timedelta(days=1)


async def test_the_system_clock_does_not_wait_for_what_is_past():
    clock = SystemClock()
    await clock.sleep_until(START)
    assert clock.now().tzinfo is UTC
