"""All claims rebuilt, on each runtime: `make benchmark CLAIMS=1000000` for a million. Asserts no timing.

The logs hold the claims as if they had been folded, and nothing that was projected from them: what is measured is the
folding and the writing of what it comes to, for which the old projections, a few thousand rows, do not matter.
"""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.benchmarks import claims
from tests.benchmarks.kafka.cluster import Cluster
from tests.kafka import Broker
from tests.running import TOCSIN, environment
from tocsin.domain.event import Event
from tocsin.streams import read_model
from tocsin.streams.log import FILE_NAME, SqliteLog
from tocsin.workers.bootstrap import WATCHES, behind_extraction

CLAIMS = int(os.environ.get("CLAIMS", "100000"))
OF_WATCHES = 100
DEADLINES = 0.2
AT_ONCE = 1000


def source() -> Iterator[Event]:
    return claims.events(CLAIMS, OF_WATCHES, DEADLINES)


def rebuilt(*where: object) -> dict[str, object]:
    """Run `tocsin rebuild`, and return what it took."""
    began = time.perf_counter()
    process = subprocess.Popen([TOCSIN, "rebuild", *map(str, where)], stdout=subprocess.PIPE, env=environment())
    assert process.stdout is not None
    told = process.stdout.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - began
    assert told.startswith("Rebuilt "), told
    return {"seconds": round(took, 1), "claims/s": round(CLAIMS / took), "most resident MB": used.ru_maxrss // 1024}


def tell(capsys: pytest.CaptureFixture[str], what: str, figures: dict[str, object]) -> None:
    with capsys.disabled():
        print(f"\n{what} of {CLAIMS} claims over {OF_WATCHES} watches: {json.dumps(figures)}")


def test_rebuild_of_an_embedded_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with SqliteLog.open(tmp_path) as log:
        with log.transaction():
            log.note("watches", WATCHES.dump_json(tuple(claims.watches(OF_WATCHES))).decode())
        events = source()
        while some := list(islice(events, AT_ONCE)):
            with log.transaction():
                log.append(some)
        with log.transaction():
            for consumer in (*(stage.name for stage in behind_extraction(())), read_model.CONSUMER):
                log.move_to(consumer, log.end())
    size = {"log MB": (tmp_path / FILE_NAME).stat().st_size // 1_048_576}
    tell(capsys, "embedded rebuild", rebuilt("--data", tmp_path) | size)


def test_rebuild_on_kafka(broker: Broker, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cluster = Cluster(broker, tmp_path, claims.watches(OF_WATCHES))
    cluster.publish(source())
    tell(capsys, "rebuild on Kafka without tables", rebuilt("--config", cluster.configuration))
    tell(capsys, "rebuild on Kafka with tables", rebuilt("--config", cluster.configuration))
