"""Beats as long as a process does what it is there for, and says why when it does not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from tocsin.domain.stage import State
from tocsin.domain.undelivered import undelivered
from tocsin.ingest.settings import FeedSettings, SourceSettings
from tocsin.ingest.source import Batch
from tocsin.notify.heartbeat import Call, open_heartbeat
from tocsin.notify.secrets import Vault
from tocsin.settings.configuration import Configuration
from tocsin.workers.observer import Observer

MOST_BEHIND = 1_000
"""Events that the slowest stage may have still to read."""

_MISSED_ROUNDS = 3

Wrong: TypeAlias = Callable[[], Awaitable[str | None]]
"""Tells what keeps the process from its work, or None."""


class Reading(Observer):
    """Whether articles are being read: by one source at least, for what is wrong with each its own metric tells."""

    def __init__(self, sources: Sequence[SourceSettings], now: Callable[[], datetime]) -> None:
        self._now = now
        self._read = {each.name: _Read(_patience(each), now()) for each in sources}

    def read(self, batch: Batch, new: int, at: datetime) -> None:  # noqa: ARG002 - an old article was read too
        """Take note that a source was read, or could not be."""
        known = self._read[batch.source]
        known.trouble = batch.trouble
        known.at = at if batch.trouble is None else known.at

    def wrong(self) -> str | None:
        """Return why no source is read, or None."""
        now = self._now()
        faults = [f"{name}: {fault}" for name, each in self._read.items() if (fault := each.fault(now)) is not None]
        return f"no source is read: {'; '.join(faults)}" if faults and len(faults) == len(self._read) else None


@dataclass(slots=True)
class _Read:
    """When a source was last read without trouble; `patience` is None where it is read only when something comes."""

    patience: timedelta | None
    at: datetime
    trouble: str | None = None

    def fault(self, now: datetime) -> str | None:
        if self.patience is not None and now - self.at > self.patience:
            return self.trouble or f"not read since {self.at:%H:%M} UTC"
        return self.trouble if self.patience is None else None


def _patience(source: SourceSettings) -> timedelta | None:
    return source.every * _MISSED_ROUNDS if isinstance(source, FeedSettings) else None


def behind(lag: int) -> str | None:
    """Return that the slowest stage has too much still to read, or None."""
    return f"{lag} events behind" if lag > MOST_BEHIND else None


def outbox_wrong(configuration: Configuration, state: State, now: datetime) -> str | None:
    """Return which channel has not had what was for it by `now`, or is switched off, or None."""
    settings = configuration.heartbeat
    return undelivered(state, configuration.channels, now, settings.overdue_after) if settings else None


@asynccontextmanager
async def beating(
    configuration: Configuration,
    vault: Vault,
    wall_clock: Callable[[], datetime],
    wrong: Wrong,
    observers: Sequence[Observer],
) -> AsyncIterator[None]:
    """Call the address of the configuration, if it has one, at its interval for as long as nothing is `wrong`.

    `observers` are told each time that it was called, or why it was not. Raises SecretError before the first call.
    """
    settings = configuration.heartbeat
    if settings is None:
        yield
        return
    async with open_heartbeat(settings, vault, wall_clock, configuration.internal) as call:
        task = asyncio.create_task(_beat(call, settings.every, wrong, observers), name="heartbeat")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _beat(call: Call, every: timedelta, wrong: Wrong, observers: Sequence[Observer]) -> None:
    while True:
        await asyncio.sleep(every.total_seconds())
        missed = await wrong() or await _called(call)
        for observer in observers:
            observer.heartbeat(missed)


async def _called(call: Call) -> str | None:
    answer = await call()
    return None if answer.outcome == "delivered" else answer.detail
