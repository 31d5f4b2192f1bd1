"""`tocsin topics`: the topics on the cluster, created and checked."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.failure import Failure
from tocsin.settings.configuration import load_configuration
from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.connection import connection
from tocsin.streams.kafka.layout import Difference

CREATE_EXAMPLES = "Examples:\n\n    tocsin topics create --config tocsin.yaml"
CHECK_EXAMPLES = "Examples:\n\n    tocsin topics check --config tocsin.yaml"

app = typer.Typer(name="topics", help="The topics on the Kafka cluster: create and check them.", no_args_is_help=True)

Config = Annotated[Path, typer.Option(help="The configuration, with a section `kafka:`.", show_default=False)]


@app.command(epilog=CREATE_EXAMPLES)
def create(config: Config) -> None:
    """Create the topics that are missing; those that are there are never altered, emptied or deleted."""
    with _topics(config) as topics:
        for name, created in topics.create().items():
            print(f"{name}: {'created' if created else 'there already'}")
        _tell(topics.differences())


@app.command(epilog=CHECK_EXAMPLES)
def check(config: Config) -> None:
    """Say where the topics on the cluster differ from what they should be, and how to mend it."""
    with _topics(config) as topics:
        _tell(topics.differences())
    print("All topics are as they should be.")


@contextmanager
def _topics(config: Path) -> Iterator[Topics]:
    settings = load_configuration(config).kafka
    if settings is None:
        raise Failure(f"{config} has no section kafka:, so there is no cluster to look at")
    with Topics.on(connection(settings, os.environ, Path.read_text), settings) as topics:
        yield topics


def _tell(differences: Sequence[Difference]) -> None:
    for difference in differences:
        print(difference)
    if differences:
        raise typer.Exit(1)
