"""What the processes of a desk take, and what waits for them."""

import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from urllib.request import urlopen

import psutil

from tests.benchmarks.kafka.cluster import PARTITIONS, Cluster
from tests.benchmarks.kafka.process import Process, wait_until
from tests.benchmarks.kafka.progress import Sight, sight
from tests.soak.verdict import Finding, Sample
from tocsin.workers.kafka.groups import GROUPS, groups_for

_MEGABYTE = 1_048_576
_SPOOL = "tocsin_spool_events "
_PATIENCE = 10


class Sampler:
    """Measures processes and groups of stages; keeps all samples, and adds each to a file."""

    def __init__(self, seen: Sight, running: Mapping[str, Process], metrics: str, file: Path) -> None:
        self._sight = seen
        self._running = running
        self._metrics = metrics
        self._file = file
        self._groups = groups_for(GROUPS, (), PARTITIONS)
        self.samples: list[Sample] = []

    def sample(self, second: float) -> None:
        """Measure everything now, which is so many seconds after the beginning."""
        measured = {"second": round(second, 1), **self._lags(), "spool events": self._spooled()}
        for name, process in self._running.items():
            process.require_running()
            measured |= {f"{name} {what}": value for what, value in _taken(psutil.Process(process.pid)).items()}
        self.samples.append(measured)
        with self._file.open("a", newline="") as file:
            writer = csv.DictWriter(file, measured.keys())
            if not file.tell():
                writer.writeheader()
            writer.writerow(measured)

    def rest(self, patience: float) -> Finding:
        """Wait until nothing waits any more, but no longer than so many seconds."""
        began = monotonic()
        try:
            wait_until(lambda: not self._spooled() and not any(self._lags().values()), patience)
        except TimeoutError:
            return Finding("rest", f"not done after {patience:.0f} s", good=False)
        return Finding("rest", f"done {monotonic() - began:.1f} s after the last article", good=True)

    def letters(self) -> int:
        """Return how many dead letters there are."""
        return self._sight.written("tocsin.dead-letters")

    def _lags(self) -> dict[str, float]:
        """Return how many messages each group has not committed yet."""
        lags = {}
        for group in self._groups:
            done = {topic: self._sight.committed(group.id, topic) for topic in group.topics}
            lags[f"lag {group.name}"] = sum(self._sight.written(topic) - done[topic] for topic in group.topics)
        return lags

    def _spooled(self) -> float:
        with urlopen(self._metrics, timeout=_PATIENCE) as response:  # noqa: S310 - our own status page
            lines = response.read().decode().splitlines()
        return next(float(line.removeprefix(_SPOOL)) for line in lines if line.startswith(_SPOOL))


@contextmanager
def sampling(cluster: Cluster, running: Mapping[str, Process], file: Path) -> Iterator[Sampler]:
    """Measure what is `running`, of which one is called ingest."""
    with sight(cluster.link) as seen:
        yield Sampler(seen, running, _metrics_of(running["ingest"]), file)


def _metrics_of(ingest: Process) -> str:
    """Return the address of its metrics, once it tells."""
    wait_until(lambda: ingest.said("service.started") is not None)
    return str(json.loads(ingest.said("service.started") or "")["about"]).split()[0]


def _taken(process: psutil.Process) -> dict[str, float]:
    with process.oneshot():
        return {
            "MB": round(process.memory_info().rss / _MEGABYTE, 1),
            "files": process.num_fds(),
            "sockets": len(process.net_connections()),
            "threads": process.num_threads(),
        }
