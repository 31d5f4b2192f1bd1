"""Where the time comes from: the wall clock, or a faster one for an example that is told in a minute."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

_LONGEST_NAP = timedelta(minutes=1)


class Clock(Protocol):
    """Tells the time and waits for it; all instants are UTC."""

    @property
    def speed(self) -> float:
        """Seconds that pass on this clock in a second of the world."""
        ...

    def now(self) -> datetime:
        """Return the current instant (UTC)."""
        ...

    async def sleep_until(self, instant: datetime) -> None:
        """Return as soon as `now()` has reached `instant`; at once if it already has."""
        ...


class SystemClock:
    """The wall clock of this machine."""

    speed = 1.0

    def now(self) -> datetime:
        """Return the current instant (UTC)."""
        return datetime.now(UTC)

    async def sleep_until(self, instant: datetime) -> None:
        """Wait in short naps, because a wall clock may be set and a machine may be suspended meanwhile."""
        while (left := instant - self.now()) > timedelta():  # noqa: ASYNC110 - a wall clock has no event to await
            await asyncio.sleep(min(left, _LONGEST_NAP).total_seconds())


class FastClock:
    """A clock that starts at `start` and runs `speed` times as fast as the world, until it is told to catch up.

    From `catch_up()` on it is `wall`, and whoever sleeps is woken if their instant has passed.
    """

    def __init__(
        self,
        start: datetime,
        speed: float,
        *,
        wall: Clock | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._start = start
        self._speed = speed
        self._wall = wall or SystemClock()
        self._monotonic = monotonic
        self._began = monotonic()
        self._caught_up = asyncio.Event()

    @property
    def speed(self) -> float:
        """Seconds that pass on this clock in a second of the world: as many as it was told to, until `catch_up()`."""
        return 1.0 if self._caught_up.is_set() else self._speed

    def now(self) -> datetime:
        """Return the simulated instant (UTC), or the wall clock's after `catch_up()`."""
        if self._caught_up.is_set():
            return self._wall.now()
        return self._start + timedelta(seconds=self._speed * (self._monotonic() - self._began))

    async def sleep_until(self, instant: datetime) -> None:
        """Return as soon as the simulated time has reached `instant`."""
        while not self._caught_up.is_set() and (left := instant - self.now()) > timedelta():
            await self._nap(left.total_seconds() / self._speed)
        if self._caught_up.is_set():
            await self._wall.sleep_until(instant)

    def catch_up(self) -> None:
        """Jump to the wall clock and stay with it."""
        self._caught_up.set()

    async def _nap(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._caught_up.wait()
        except TimeoutError:
            return
