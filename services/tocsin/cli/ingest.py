"""`tocsin ingest`: reads the sources, and publishes what they give to Kafka."""

import asyncio
import os
import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.failure import Failure
from tocsin.cli.run import stopped_by_signals
from tocsin.cli.showing import showing
from tocsin.clock import SystemClock
from tocsin.settings.configuration import Configuration, load_configuration
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.workers.bootstrap import World
from tocsin.workers.kafka.ingest_service import ingest_service

EXAMPLES = """
Examples:

    tocsin ingest --config tocsin.yaml

    tocsin ingest --config more-feeds.yaml --name more-feeds --port 9467
"""

app = typer.Typer()

# Not this machine's name: a container has a new one at each start, and would leave its spool behind.
_NAME = "main"


@app.command(epilog=EXAMPLES)
def ingest(
    config: Annotated[Path, typer.Option(help="The configuration, with a section kafka.", show_default=False)],
    name: Annotated[str, typer.Option(help="Its stable name, one for each that shares a data directory.")] = _NAME,
    port: Annotated[int, typer.Option(help="Port of the status page; that of the configuration where left out.")] = -1,
) -> None:
    """Read the sources, and publish what they give to Kafka.

    While the brokers are away articles wait on disk, in a spool of the worker's name, and go out oldest first. Ctrl-C
    or SIGTERM publishes what is in hand, for at most ten seconds, and ends with status 0.
    """
    configuration = load_configuration(config)
    if configuration.kafka is None:
        raise Failure(f"{config}: has no section kafka, so there is nowhere to publish to; use `tocsin run`")
    if not re.fullmatch(r"\w[\w.-]*", name):
        raise Failure(f"ingest: --name: {name!r} is no name; letters, digits, `.`, `-` and `_` make one")
    chosen = configuration.http.port if port < 0 else port
    asyncio.run(_run(configuration, configuration.kafka, name, chosen))


async def _run(configuration: Configuration, kafka: KafkaSettings, name: str, port: int) -> None:
    clock, stop = SystemClock(), stopped_by_signals()
    world = World(clock, os.environ, lambda path: path.read_text(), sys.stdin.buffer)
    with showing(clock) as shown:
        async with ingest_service(configuration, kafka, world, [shown.observer], name=name, port=port) as service:
            where = f"spool in {configuration.data / 'ingest' / name}"
            shown.tell("service.started", f"{service.address}/metrics /healthz /readyz, {where}")
            await service.run(stop)
        shown.tell("service.stopped", "what could not be published waits in the spool")
