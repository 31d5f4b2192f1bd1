"""Everything on Kafka under load for a long time: `python -m tests.soak MINUTES` (`make soak`).

A broker, `tocsin ingest`, two workers and a receiver of webhooks, with 100 articles a second from a folder. Every ten
seconds a line goes to `var/soak/samples.csv`; at the end it prints what became of each column, and exits with 1 where
memory, files or sockets grew, messages waited, or something was put aside.
"""

import asyncio
import shutil
import sys
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from pydantic import SecretStr

from tests.benchmarks.kafka.cluster import PARTITIONS, Cluster
from tests.kafka import Broker
from tests.running import PATIENCE
from tests.soak.feed import PER_SECOND, Feed, watches
from tests.soak.sampling import Sampler, sampling
from tests.soak.verdict import Finding, judge
from tests.strait import SECRET
from tocsin.notify.receiver import Received, receiving
from tocsin.workers.kafka.groups import GROUPS

DIRECTORY = Path("var/soak").resolve()
EVERY = 10.0
MOST_WAITING = 5 * PER_SECOND
"""What comes in five seconds; what one or two bring passes until it is committed."""


async def soak(seconds: float) -> bool:
    """Run for so long, then let what is left be done; return whether all was well, and print how it was."""
    received: Counter[bool] = Counter()

    def note(message: Received) -> None:
        received[message.repeat] += 1

    async with receiving([SecretStr(SECRET)], note, wall_clock=lambda: datetime.now(UTC)) as address:
        with ExitStack() as stack:
            broker = stack.enter_context(Broker(DIRECTORY / "broker"))
            cluster = await asyncio.to_thread(_cluster, broker, address)
            running = {"ingest": stack.enter_context(cluster.run("ingest", "--port", 0, name="ingest"))}
            for name in ("worker-1", "worker-2"):
                running[name] = stack.enter_context(cluster.worker(*GROUPS, name=name))
            sampler = stack.enter_context(
                await asyncio.to_thread(sampling, cluster, running, DIRECTORY / "samples.csv")
            )
            await _sample(sampler, seconds)
            rest = await asyncio.to_thread(sampler.rest, PATIENCE)
            letters = await asyncio.to_thread(sampler.letters)
    findings = [*judge(sampler.samples, MOST_WAITING), rest, Finding("dead letters", str(letters), letters == 0)]
    findings.append(Finding("webhooks", f"{received[False]} received, {received[True]} again", received[False] > 0))
    print("\n".join(map(str, findings)))
    return all(each.good for each in findings)


def _cluster(broker: Broker, address: str) -> Cluster:
    watched = watches(DIRECTORY, PARTITIONS)
    return Cluster(broker, DIRECTORY, watched, channel=address, inbox=DIRECTORY / "inbox")


async def _sample(sampler: Sampler, seconds: float) -> None:
    """Sample as long as there are articles; raises AssertionError where a process ends before."""
    feeding = asyncio.create_task(Feed(DIRECTORY, seconds).run())
    began = monotonic()
    while not feeding.done():
        await asyncio.wait([feeding], timeout=EVERY)
        await asyncio.to_thread(sampler.sample, monotonic() - began)
    await feeding


if __name__ == "__main__":
    shutil.rmtree(DIRECTORY, ignore_errors=True)
    (DIRECTORY / "inbox").mkdir(parents=True)
    sys.exit(not asyncio.run(soak(float(sys.argv[1]) * 60)))
