"""Who wants to know what the runtime does: metrics, log lines, the screen. Each overrides what it cares about."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.ingest.source import Batch
from tocsin.streams.log import Entry
from tocsin.streams.read_model import Situation


class Observer:
    """Takes note of nothing."""

    def sent(self, entries: Sequence[Entry]) -> None:
        """Take note that events were committed to the log."""

    def read(self, batch: Batch, new: int, at: datetime) -> None:
        """Take note that a source gave `batch` at `at`, of which `new` articles had not been seen before."""

    def looped(self, lag: int) -> None:
        """Take note that the loop went round, the slowest stage having `lag` events still to read."""

    def situation(self, situation: Situation) -> None:
        """Take note of how things stand, once a loop."""
