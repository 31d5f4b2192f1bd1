"""The extract stage in a worker against `tocsin extract`, on one core each. Prints, and asserts no timing."""

import json
import resource
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest

from tests.benchmarks import news
from tests.benchmarks.kafka.cluster import Cluster
from tests.benchmarks.kafka.process import bind, bound_to
from tests.benchmarks.kafka.progress import Rate, follow, rate, sight
from tests.kafka import Broker
from tests.running import TOCSIN, environment
from tocsin.domain.article import ArticlePublished
from tocsin.ingest.normalise import Defaults, article_from_json

ROUNDS = 2
ARTICLES = 5_000
"""In each round."""

RELEVANT = 0.2
BROKERS_CORE, CORE = {0}, {1}
DEFAULTS = Defaults(source="the wire", language=None, place=None, timezone=None)


def rate_alone(directory: Path, lines: list[str]) -> Rate:
    """Return the rate of `tocsin extract` without its start, as that of a worker is."""
    some, one = _seconds(directory, lines), _seconds(directory, lines[:1])
    count = len(lines) - 1
    return Rate(count / (some[0] - one[0]), count / (some[1] - one[1]))


def rate_of_worker(cluster: Cluster, articles: int) -> Rate:
    """Return the rate of a worker until it has read so many articles, those that it had read before included."""
    with sight(cluster.link) as seen, cluster.worker("extract", cores=CORE) as worker:
        followed = follow(partial(seen.committed, "tocsin-extract", "tocsin.articles"), articles, worker)
        worker.stop()
    return rate(followed)


def _seconds(directory: Path, lines: list[str]) -> tuple[float, float]:
    """Return how long `tocsin extract` takes over these articles, and how many seconds of the processor it uses."""
    given = "".join(f"{line}\n" for line in lines).encode()
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with bound_to(CORE):
        command = [TOCSIN, "extract", "--watch", directory / "watch.yaml"]
        subprocess.run(command, input=given, stdout=subprocess.DEVNULL, env=environment(), check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_extract_in_a_worker_against_extract_alone(
    broker: Broker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bind(broker.pid, BROKERS_CORE)
    cluster = Cluster(broker, tmp_path, [news.watch(tmp_path)])
    for number in range(1, ROUNDS + 1):
        lines = list(news.lines(ARTICLES, RELEVANT, seed=number))
        articles = (article_from_json(line.encode(), DEFAULTS, news.BEGAN + news.DAY) for line in lines)
        cluster.publish(ArticlePublished.of(article) for article in articles)
        alone, worker = rate_alone(tmp_path, lines), rate_of_worker(cluster, number * ARTICLES)
        figures = {
            "tocsin extract, articles/s": str(alone),
            "worker, articles/s": str(worker),
            "share": worker.share_of(alone),
        }
        with capsys.disabled():
            print(
                f"\nextract in a worker against alone, {RELEVANT:.0%} relevant, round {number}: {json.dumps(figures)}"
            )
