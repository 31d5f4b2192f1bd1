"""The project stage in a worker against a bare Faust agent, over the same claims. Prints, and asserts no timing."""

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path

import pytest
from kafka import KafkaAdminClient
from kafka.admin import NewTopic

from tests.benchmarks import claims
from tests.benchmarks.kafka import bare
from tests.benchmarks.kafka.cluster import PARTITIONS, Cluster
from tests.benchmarks.kafka.process import Process, started
from tests.benchmarks.kafka.progress import Rate, follow, rate, sight
from tests.kafka import Broker

ROUNDS = 2
CLAIMS = 20_000
"""In each round."""

WATCHES = 10
DEADLINES = 0.2


def bare_agent(cluster: Cluster) -> AbstractContextManager[Process]:
    arguments = (
        cluster.broker.address,
        cluster.directory / "bare",
        PARTITIONS,
        "worker",
        "--without-web",
        "-l",
        "warn",
    )
    return started(sys.executable, "-m", "tests.benchmarks.kafka.bare", *arguments, log=cluster.directory / "bare.log")


def create_output(cluster: Cluster) -> None:
    admin = KafkaAdminClient(**cluster.link.options())
    admin.create_topics([NewTopic(bare.OUTPUT, PARTITIONS, 1)])
    admin.close()


def measured(running: AbstractContextManager[Process], done: Callable[[], int], end: int) -> Rate:
    with running as process:
        seen = follow(done, end, process)
        process.stop()
    return rate(seen)


def test_project_against_a_bare_agent(broker: Broker, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cluster = Cluster(broker, tmp_path, claims.watches(WATCHES))
    create_output(cluster)
    source = claims.events(ROUNDS * CLAIMS, WATCHES, DEADLINES)
    published = 0
    with sight(cluster.link) as seen:
        for number in range(1, ROUNDS + 1):
            published += cluster.publish(islice(source, CLAIMS))
            # What is written is there before it is committed, so the bare agent is given the earlier measure.
            bare_rate = measured(bare_agent(cluster), lambda: seen.written(bare.OUTPUT), published)
            our_rate = measured(
                cluster.worker("project"), lambda: seen.committed("tocsin-project", "tocsin.claims"), published
            )
            figures = {
                "bare agent, claims/s": str(bare_rate),
                "project stage, claims/s": str(our_rate),
                "share": our_rate.share_of(bare_rate),
            }
            with capsys.disabled():
                print(f"\nproject against a bare agent, round {number} of {CLAIMS} claims: {json.dumps(figures)}")
