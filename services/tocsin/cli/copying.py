"""`tocsin copy`: a log from one runtime to another."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from tocsin.cli.failure import Failure
from tocsin.domain.stage import Stage
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.settings.configuration import Configuration, load_configuration, load_watches
from tocsin.streams.kafka.admin import require_topics
from tocsin.streams.kafka.connection import Connection, connection
from tocsin.streams.kafka.members import require_nobody_at_work
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.writer import writing
from tocsin.streams.log import DirectoryLock, SqliteLog
from tocsin.workers.bootstrap import stages_for
from tocsin.workers.copying import Copied, CopyError, Progress, Source, Target
from tocsin.workers.copying import copy as carry
from tocsin.workers.copying_embedded import EmbeddedSource, EmbeddedTarget
from tocsin.workers.kafka.copying import KafkaSource, KafkaTarget
from tocsin.workers.kafka.groups import GROUPS
from tocsin.workers.pruning import was_pruned

EXAMPLES = """
Examples:

    tocsin copy --from tocsin.yaml --to tocsin-on-kafka.yaml
"""

app = typer.Typer()

_PAUSE = 2.0
"""Seconds between two lines about how far it is."""


@app.command(epilog=EXAMPLES)
def copy(
    source: Annotated[Path, typer.Option("--from", help="The configuration of what is copied.", show_default=False)],
    target: Annotated[Path, typer.Option("--to", help="The configuration of where it goes.", show_default=False)],
) -> None:
    """Carry a log from one runtime to another, and fold stances and deadlines anew from it there.

    Neither may be running. Articles, claims, retractions, alerts, deliveries and dead letters are carried; nobody is
    told anything again. A copy that was interrupted goes on where it was when it is started again.
    """
    old, new = load_configuration(source), load_configuration(target)
    watches = load_watches(old, built_in_names())
    _require_same(watches, load_watches(new, built_in_names()), target)
    done = _copied(old, new, watches, datetime.now(UTC))
    print(
        f"Copied {done.events} events; rebuilt {done.stances} stances and {done.deadlines} deadlines from the claims."
    )


def _copied(old: Configuration, new: Configuration, watches: Sequence[Watch], now: datetime) -> Copied:
    stages = stages_for(watches, new.channels)
    try:
        with _locked(new.data), _source(old, watches, stages, now) as source, _target(new, watches) as target:
            return carry(source, target, Progress(new.data, _identity(old)), stages, now, _telling())
    except CopyError as error:
        raise Failure(f"copy: {error}") from error


def _require_same(old: Sequence[Watch], new: Sequence[Watch], target: Path) -> None:
    """Raise Failure where what is told of the watches differs: the same claims would come to something else."""
    mine, theirs = ({watch.id: watch.revision for watch in each} for each in (old, new))
    differing = sorted(name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name))
    if differing:
        raise Failure(f"{target}: watch {differing[0]} is not the same as in --from; name the same files in both")


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    directory.mkdir(parents=True, exist_ok=True)
    lock = DirectoryLock(directory)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _source(
    configuration: Configuration, watches: Sequence[Watch], stages: Sequence[Stage], now: datetime
) -> Iterator[Source]:
    if configuration.kafka is not None:
        yield KafkaSource(configuration.kafka, watches, _idle(configuration.kafka))
        return
    with SqliteLog.open(configuration.data, read_only=True) as log, _locked(configuration.data), log.explained():
        if was_pruned(log):
            raise Failure(f"copy: {configuration.data} was pruned; its claims are no longer all there to be carried")
        yield EmbeddedSource(log, stages, now)


@contextmanager
def _target(configuration: Configuration, watches: Sequence[Watch]) -> Iterator[Target]:
    if configuration.kafka is not None:
        link = _idle(configuration.kafka)
        with writing(link, configuration.kafka.partitions) as writer:
            yield KafkaTarget(configuration.kafka, watches, link, writer)
        return
    with SqliteLog.open(configuration.data) as log, log.explained():
        yield EmbeddedTarget(log, watches)


def _idle(settings: KafkaSettings) -> Connection:
    """Return how to connect to a cluster that has all topics, and on which no worker runs."""
    link = connection(settings, os.environ, Path.read_text)
    require_topics(link, settings)
    require_nobody_at_work(link, [f"tocsin-{group}" for group in GROUPS])
    return link


def _identity(configuration: Configuration) -> str:
    """Return what tells a runtime from others."""
    kafka = configuration.kafka
    return str(configuration.data.resolve()) if kafka is None else ", ".join(sorted(kafka.brokers))


def _telling() -> Callable[[int, int], None]:
    began = told = monotonic()

    def tell(carried: int, total: int) -> None:
        nonlocal told
        now = monotonic()
        if carried >= total or now - told >= _PAUSE:
            told, rate = now, carried / (now - began)
            print(f"{carried:,} of {total:,} events copied, {rate:,.0f} a second", file=sys.stderr, flush=True)

    return tell
