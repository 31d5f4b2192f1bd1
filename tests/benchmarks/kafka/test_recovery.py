"""How soon a worker that was killed folds again, with many rows in its table. Prints, and asserts no timing."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks import claims
from tests.benchmarks.kafka.cluster import Cluster
from tests.benchmarks.kafka.process import Process, wait_until
from tests.benchmarks.kafka.progress import sight
from tests.kafka import Broker
from tocsin.domain.claim import Quote, StanceClaim, claim_id, claimed
from tocsin.domain.event import Event
from tocsin.streams.kafka.reader import Message, end_offsets, read_to_end
from tocsin.workers.kafka.changelog import table_of

ROWS = 100_000
PATIENCE = 900.0
SENTENCE = Quote(text="It supports the proposal, said a spokesman, and nothing else will do.", start=0, end=69)
WATCHES = tuple(watch.model_copy(update={"alerts": ()}) for watch in claims.watches(10))


def stances() -> Iterator[Event]:
    """Give claims without end, each of a stance that nobody has taken before, the watches in turn."""
    for number in count():
        for target in claims.TARGETS:
            for watch in WATCHES:
                yield claimed(_claim(watch.id, f"actor-{number}", target))


def _claim(watch: str, actor: str, target: str) -> StanceClaim:
    url, now = f"https://news.example/{watch}/{actor}/{target}", datetime.now(UTC)
    return StanceClaim(
        id=claim_id(watch, url, "stance", actor, target, evidence=SENTENCE),
        watch=watch,
        watch_revision="1f0c2a9be411",
        extractor="rules 1",
        article_id=url,
        source="Paper",
        url=url,
        published_at=now,
        recorded_at=now,
        confidence=0.8,
        rule="subject-verb-object",
        evidence=SENTENCE,
        sentence=SENTENCE,
        actor=actor,
        target=target,
        polarity="support",
    )


class Kills:
    """A worker that is killed again and again, and the claims that come meanwhile."""

    def __init__(self, cluster: Cluster, stack: ExitStack) -> None:
        self._cluster = cluster
        self._stack = stack
        self._claims = stances()
        self._published = 0
        self._worker = self._started()

    def publish(self, claims: int) -> None:
        self._published += self._cluster.publish(islice(self._claims, claims))

    def seconds_without(self, *, disk: bool) -> float:
        """Kill the worker once it has folded all, start another, and return when that first folds a claim."""
        self._settle()
        before = end_offsets(self._cluster.link, ["tocsin.stances"])
        killed = time.time()
        self._worker.kill()
        if not disk:
            shutil.rmtree(self._cluster.directory / "data" / "workers")
        self._worker = self._started()
        self.publish(len(WATCHES))
        self._settle()
        folded: list[Message] = list(read_to_end(self._cluster.link, ["tocsin.stances"], before))
        return min(each.at for each in folded).timestamp() - killed

    def rows(self) -> int:
        """Return how many rows the tables hold."""
        partitions = range(self._cluster.settings.partitions)
        return sum(len(table_of(self._cluster.link, "project", number)) for number in partitions)

    def _started(self) -> Process:
        return self._stack.enter_context(self._cluster.worker("project"))

    def _settle(self) -> None:
        """Wait until everything is folded."""
        with sight(self._cluster.link) as seen:
            wait_until(lambda: self._all_folded(seen.committed("tocsin-project", "tocsin.claims")), PATIENCE)

    def _all_folded(self, done: int) -> bool:
        self._worker.require_running()
        return done >= self._published


def test_first_event_after_a_kill(broker: Broker, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with ExitStack() as stack:
        kills = Kills(Cluster(broker, tmp_path, WATCHES), stack)
        kills.publish(ROWS)
        for disk, times in ((True, 5), (False, 2)):
            took = [kills.seconds_without(disk=disk) for _ in range(times)]
            figures = {"rows": kills.rows(), "median, s": round(median(took), 2), "most, s": round(max(took), 2)}
            where = "its disk as it was" if disk else "its disk lost"
            with capsys.disabled():
                print(f"\nfirst event after a worker's SIGKILL, {where}, {times} kills: {json.dumps(figures)}")
