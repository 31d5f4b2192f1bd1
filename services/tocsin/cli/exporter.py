"""`tocsin exporter`: tells Prometheus how things stand on Kafka."""

import asyncio
import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.failure import Failure
from tocsin.cli.run import stopped_by_signals
from tocsin.cli.showing import showing
from tocsin.clock import SystemClock
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.settings.configuration import Configuration, load_configuration, load_watches
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.workers.bootstrap import World
from tocsin.workers.kafka.exporter import exporter_service

EXAMPLES = """
Examples:

    tocsin exporter --config tocsin.yaml

    tocsin exporter --config tocsin.yaml --port 9468
"""

app = typer.Typer()


@app.command(epilog=EXAMPLES)
def exporter(
    config: Annotated[Path, typer.Option(help="The configuration, with a section kafka.", show_default=False)],
    port: Annotated[int, typer.Option(help="Port of the status page; that of the configuration where left out.")] = -1,
) -> None:
    """Tell Prometheus how things stand: deadlines, stances and open alerts, read from the topics on Kafka.

    One is enough for a cluster; on one machine without Kafka, `tocsin run` tells all of it by itself. Ctrl-C or SIGTERM
    ends it with status 0.
    """
    configuration = load_configuration(config)
    if configuration.kafka is None:
        raise Failure(f"{config}: has no section kafka; `tocsin run` tells how things stand by itself")
    watches = load_watches(configuration, built_in_names())
    chosen = configuration.http.port if port < 0 else port
    asyncio.run(_run(configuration, configuration.kafka, watches, chosen))


async def _run(configuration: Configuration, kafka: KafkaSettings, watches: tuple[Watch, ...], port: int) -> None:
    clock, stop = SystemClock(), stopped_by_signals()
    world = World(clock, os.environ, lambda path: path.read_text(), sys.stdin.buffer)
    with showing(clock) as shown:
        async with exporter_service(
            configuration, kafka, watches, world, partial(shown.tell, "brokers.away"), port=port
        ) as service:
            shown.tell("service.started", f"{service.address}/metrics /healthz /readyz")
            await service.exporter.run(stop)
        shown.tell("service.stopped", "everything in hand is done")
