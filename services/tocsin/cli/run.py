"""`tocsin run`: the service."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.failure import Failure
from tocsin.cli.showing import Showing, showing
from tocsin.clock import Clock, SystemClock
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.ingest.source import Source
from tocsin.settings.configuration import Configuration, load_configuration, load_watches
from tocsin.workers.bootstrap import World, service
from tocsin.workers.log_lines import Overheard, json_lines

EXAMPLES = """
Examples:

    tocsin run --config tocsin.yaml

    cat articles.jsonl | tocsin run --config tocsin.yaml     (with a source `stdin: true`)
"""

app = typer.Typer()


@app.command(epilog=EXAMPLES)
def run(config: Annotated[Path, typer.Option(help="The configuration, a YAML file.", show_default=False)]) -> None:
    """Run the service: read the sources, keep stances and deadlines true, raise and deliver alerts.

    On a terminal it shows a live picture, elsewhere it writes one JSON object a line. Ctrl-C or SIGTERM finishes the
    work in hand and ends with status 0; what it knows stays in the data directory.
    """
    configuration = load_configuration(config)
    if configuration.kafka is not None:
        raise Failure(f"{config} has a section kafka:; start `tocsin ingest` and `tocsin worker` with it instead")
    watches = load_watches(configuration, built_in_names())
    asyncio.run(_run(configuration, watches))


async def _run(configuration: Configuration, watches: Sequence[Watch]) -> None:
    clock = SystemClock()
    stop = stopped_by_signals()
    logging.getLogger().addHandler(Overheard(json_lines(sys.stderr)))
    with showing(clock) as shown:
        await serve(configuration, watches, clock, shown, stop, os.environ)


async def serve(
    configuration: Configuration,
    watches: Sequence[Watch],
    clock: Clock,
    shown: Showing,
    stop: asyncio.Event,
    environment: Mapping[str, str],
    wrap: Callable[[Source], Source] = lambda source: source,
) -> None:
    """Run the service in this process until `stop` is set."""
    world = World(clock, environment, lambda path: path.read_text(), sys.stdin.buffer)
    async with service(configuration, watches, world, [shown.observer], wrap) as running:
        shown.tell("service.started", f"{running.address}/metrics /healthz /readyz, data in {configuration.data}")
        await running.run(stop)
    shown.tell("service.stopped", "everything in hand is done")


def stopped_by_signals() -> asyncio.Event:
    """Return an event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
