"""News for the inbox of a desk that is soaked: about a dispute over a strait, or about nothing of the kind."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import monotonic

from tests.benchmarks import news
from tests.strait import drop
from tocsin.domain.watch import AlertRule, Proposition, Watch
from tocsin.streams.kafka.partitions import partition_of

PER_SECOND = 100
RELEVANT = 0.1
_EVERY = 0.5
_KEPT = 60
"""How many files stay in the inbox; older ones are moved out of it, as the documentation asks."""

_KINDS = ("stance.new", "stance.flipped", "deadline.set")
RULES = tuple(AlertRule(on=kind, severity="info", channels=("desk",)) for kind in _KINDS)


def watches(directory: Path, partitions: int) -> list[Watch]:
    """Return a watch for each partition, so that every worker has some, and each about a question of its own."""
    whole = news.watch(directory)
    names = (f"strait-{number}" for number in range(1000))
    by_partition = {partition_of(name, partitions): name for name in names}
    return [
        whole.model_copy(update={"id": by_partition[number], "propositions": (_alone(whole, number),), "alerts": RULES})
        for number in range(partitions)
    ]


def _alone(watch: Watch, number: int) -> Proposition:
    proposition = watch.propositions[number % len(watch.propositions)]
    return proposition.model_copy(update={"opposite": None})


class Feed:
    """Leaves articles in the inbox at a steady pace; `left` counts them."""

    def __init__(self, directory: Path, seconds: float) -> None:
        self._directory = directory
        self._lines = news.lines(round(seconds * PER_SECOND), RELEVANT)
        self._files: list[str] = []
        self.left = 0

    async def run(self) -> None:
        """Go on until all articles are left."""
        began = monotonic()
        while lines := list(self._published_now(round(PER_SECOND * _EVERY))):
            await asyncio.to_thread(self._leave, lines)
            self.left += len(lines)
            await asyncio.sleep(max(0.0, began + self.left / PER_SECOND - monotonic()))

    def _published_now(self, count: int) -> Iterator[str]:
        for line in islice(self._lines, count):
            yield json.dumps(json.loads(line) | {"published_at": datetime.now(UTC).isoformat()}) + "\n"

    def _leave(self, lines: list[str]) -> None:
        name = f"{self.left}.jsonl"
        drop(self._directory, name, "".join(lines))
        self._files.append(name)
        while len(self._files) > _KEPT:
            (self._directory / "inbox" / self._files.pop(0)).unlink()
