"""`tocsin worker`: stages over Kafka."""

import asyncio
import logging
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
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.settings.configuration import Configuration, load_configuration, load_watches
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.workers.bootstrap import World
from tocsin.workers.kafka.groups import GROUPS
from tocsin.workers.kafka.service import default_name, worker_service
from tocsin.workers.log_lines import Overheard, json_lines

EXAMPLES = """
Examples:

    tocsin worker --config tocsin.yaml

    tocsin worker --config tocsin.yaml --name worker-2 --stages project,notify --port 9466
"""

app = typer.Typer()


@app.command(epilog=EXAMPLES)
def worker(
    config: Annotated[Path, typer.Option(help="The configuration, with a section kafka.", show_default=False)],
    name: Annotated[str, typer.Option(help="Its stable name; that of this machine where left out.")] = "",
    stages: Annotated[str, typer.Option(help="What it carries, with commas between.")] = ",".join(GROUPS),
    port: Annotated[int, typer.Option(help="Port of the status page; that of the configuration where left out.")] = -1,
) -> None:
    """Carry stages over Kafka: read claims out of articles, project and alert, deliver.

    Start as many as you like, each with a name of its own; they share the partitions. One that is started again under
    its name goes on with its own tables. Ctrl-C or SIGTERM finishes the work in hand and ends with status 0.
    """
    configuration = load_configuration(config)
    if not re.fullmatch(r"[\w.-]*", name):
        raise Failure(f"worker: --name: {name!r} is no name; letters, digits, `.`, `-` and `_` make one")
    if configuration.kafka is None:
        raise Failure(f"{config}: has no section kafka, so there is nothing for a worker; use `tocsin run`")
    watches = load_watches(configuration, built_in_names())
    carried = _named(stages)
    chosen = configuration.http.port if port < 0 else port
    asyncio.run(_run(configuration, configuration.kafka, watches, name or default_name(), carried, chosen))


def _named(stages: str) -> tuple[str, ...]:
    names = tuple(stages.split(","))
    for unknown in set(names) - set(GROUPS):
        raise Failure(f"worker: --stages: {unknown!r} is no stage; there are {', '.join(GROUPS)}")
    return names


async def _run(
    configuration: Configuration,
    kafka: KafkaSettings,
    watches: tuple[Watch, ...],
    name: str,
    stages: tuple[str, ...],
    port: int,
) -> None:
    clock, stop = SystemClock(), stopped_by_signals()
    world = World(clock, os.environ, lambda path: path.read_text(), sys.stdin.buffer)
    logging.getLogger().addHandler(Overheard(json_lines(sys.stderr)))
    with showing(clock) as shown:
        async with worker_service(
            configuration, kafka, watches, world, [shown.observer], name=name, groups=stages, port=port
        ) as service:
            shown.tell("service.started", f"{service.address}/metrics /healthz /readyz, {name}: {', '.join(stages)}")
            try:
                await service.worker.run(stop)
            except Exception as error:  # noqa: BLE001 - whatever it is, only a new start helps, and nothing is lost
                print(f"tocsin: worker {name} ends: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
                os._exit(1)
        shown.tell("service.stopped", "everything in hand is done")
