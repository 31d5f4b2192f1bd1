"""One embedded run, measured from within: `python -m tests.benchmarks.embedded DIRECTORY ARTICLES`.

DIRECTORY holds `watch.yaml` and `inbox/`; it ends when that many articles have gone all the way to the read model.
"""

import asyncio
import json
import os
import resource
import sys
import time
from datetime import datetime
from pathlib import Path

import psutil

from tests.benchmarks import news
from tests.fakes.clock import JumpingClock
from tocsin.ingest.settings import FolderSettings
from tocsin.ingest.source import Batch
from tocsin.settings.configuration import Configuration, Http
from tocsin.streams.log import FILE_NAME, SqliteLog
from tocsin.streams.read_model import ReadModel, Situation
from tocsin.workers.bootstrap import World, service
from tocsin.workers.observer import Observer

MEGABYTE = 1_048_576


class Finish(Observer):
    """Stops the run once enough articles were read."""

    def __init__(self, articles: int) -> None:
        self.stop = asyncio.Event()
        self._left = articles

    def read(self, batch: Batch, new: int, at: datetime) -> None:
        self._left -= new

    def situation(self, situation: Situation) -> None:
        if self._left <= 0:
            self.stop.set()


async def run(directory: Path, articles: int) -> dict[str, object]:
    watch = news.watch(directory)
    configuration = Configuration(
        data=directory / "data",
        watches=(directory / "watch.yaml",),
        sources=(FolderSettings(name="inbox", folder=directory / "inbox"),),
        http=Http(port=0),
    )
    finish = Finish(articles)
    with Path(os.devnull).open("rb") as stdin:
        world = World(JumpingClock(news.BEGAN + news.DAY), {}, Path.read_text, stdin)
        async with service(configuration, [watch], world, [finish]) as running:
            began, used = time.perf_counter(), time.process_time()
            await running.run(finish.stop)
            took, used = time.perf_counter() - began, time.process_time() - used
    with SqliteLog.open(configuration.data, read_only=True) as log:
        model = ReadModel(log.connection)
        known = {"stances": len(model.stances()), "deadlines": len(model.deadlines())}
    return {
        "articles/s": round(articles / took),
        "articles/s of CPU": round(articles / used),
        "seconds": round(took, 1),
        "resident MB": round(psutil.Process().memory_info().rss / MEGABYTE),
        "most resident MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "log MB": round((configuration.data / FILE_NAME).stat().st_size / MEGABYTE),
        **known,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(Path(sys.argv[1]), int(sys.argv[2])))))
