"""Clocks for tests: time passes because someone waits for it, never because a test takes long."""

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
