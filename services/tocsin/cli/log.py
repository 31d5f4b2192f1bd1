"""`tocsin log`: the events as they are."""

import sys
from collections.abc import Sequence
from typing import Annotated

import orjson
import typer

from tocsin.cli.desk import opened
from tocsin.cli.failure import Failure
from tocsin.cli.instants import instant
from tocsin.cli.options import AsJson, Config, Data
from tocsin.domain.event import Event
from tocsin.streams.topics import EVENTS

EXAMPLES = """
Examples:

    tocsin log --data var/niger --type tocsin.deadline.changed | jq .data.change

    tocsin log --config tocsin.yaml --after 1200 --limit 50
"""

app = typer.Typer()


@app.command(epilog=EXAMPLES)
def log(
    data: Data = None,
    config: Config = None,
    kind: Annotated[
        list[str] | None, typer.Option("--type", help="Only events of this type; repeat it for more.")
    ] = None,
    after: Annotated[int, typer.Option(help="Only events above this sequence number of an embedded log.")] = 0,
    limit: Annotated[int, typer.Option(help="At most so many; 0 for all.")] = 0,
    as_of: Annotated[str, typer.Option("--as-of", help="Only what had happened by then.", metavar="INSTANT")] = "",
    json: AsJson = False,
) -> None:
    """Print the events of the log as CloudEvents, one JSON object a line, each with its place in the log.

    The place is `seq` in a data directory; on Kafka `topic`, `partition` and `offset`.
    """
    until = instant(as_of, "--as-of") if as_of else None
    kinds = _kinds(kind or [])
    printed = 0
    with opened(data, config) as desk:
        for place, event in desk.events(kinds, after):
            if until is not None and event.time > until:
                continue
            start = ("[" if printed == 0 else ",") if json else ""
            sys.stdout.write(f"{start}{orjson.dumps(place).decode()[:-1]},{event.model_dump_json()[1:]}\n")
            printed += 1
            if printed == limit:
                break
    if json:
        print("]" if printed else "[]")


def _kinds(names: Sequence[str]) -> list[type[Event]]:
    unknown = [name for name in names if name not in EVENTS]
    if unknown:
        raise Failure(f"log: {unknown[0]!r} is no type of event; there are {', '.join(sorted(EVENTS))}")
    return [EVENTS[name] for name in names or EVENTS]
