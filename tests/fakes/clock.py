"""Clocks for tests: time passes because someone waits for it, never because a test takes long."""

import asyncio
from datetime import datetime


class JumpingClock:
    """Whoever sleeps until an instant finds that it has come."""

    speed = 1.0

    def __init__(self, now: datetime) -> None:
        self._now = now
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self._now

    async def sleep_until(self, instant: datetime) -> None:
        self.waits.append(max(0.0, (instant - self._now).total_seconds()))
        self._now = max(self._now, instant)


class StandingClock:
    """A clock that stands still until a test sets it; nobody who sleeps by it is woken."""

    def __init__(self, now: datetime, speed: float = 1.0) -> None:
        self.time = now
        self.speed = speed

    def now(self) -> datetime:
        return self.time

    async def sleep_until(self, instant: datetime) -> None:
        await asyncio.Event().wait()
