"""`tocsin prune`: old events deleted from an embedded log."""

from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from tocsin.cli.directory import data_directory
from tocsin.cli.embedded_desk import EmbeddedDesk
from tocsin.cli.failure import Failure
from tocsin.cli.options import Config, Data
from tocsin.workers.pruning import Pruned

EXAMPLES = """
Examples:

    tocsin prune --config tocsin.yaml --before 2026-01-01 --dry-run

    tocsin prune --config tocsin.yaml --before 2026-01-01 --vacuum
"""

app = typer.Typer()

_ON_KAFKA = "there, `keep` says how long events stay"


@app.command(epilog=EXAMPLES)
def prune(
    before: Annotated[str, typer.Option(help="The first day (UTC) of which all is kept.", metavar="DATE")],
    data: Data = None,
    config: Config = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be deleted.")] = False,
    vacuum: Annotated[bool, typer.Option("--vacuum", help="Make the file smaller; takes as much room again.")] = False,
) -> None:
    """Delete what was recorded before a day and is needed no longer.

    Stances, deadlines, open alerts and open deliveries stay as they are, with the claims that they cite, and a rebuild
    comes to the same; `--as-of` no longer shows what is deleted. tocsin must not be running on the directory.
    """
    start = datetime.combine(_day(before), time(), UTC)
    with EmbeddedDesk.open(data_directory(data, config, _ON_KAFKA)) as desk:
        if dry_run:
            _tell(desk.would_prune(start), "Would delete")
            return
        _tell(desk.prune(start), "Deleted")
        if vacuum:
            desk.vacuum()
        print(f"{desk.reusable():,} bytes of the file are free for new events.")


def _day(text: str) -> date:
    """Return the day that `text` names, which is past; raises Failure."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Failure(f"--before: {text!r} is no day such as 2026-01-31") from error
    if day > datetime.now(UTC).date():
        raise Failure(f"--before: {text} is still to come")
    return day


def _tell(pruned: Pruned, did: str) -> None:
    for topic, count in sorted(pruned.events.items()):
        print(f"{topic}: {count:,}")
    print(f"{did} {sum(pruned.events.values()):,} events, {pruned.size:,} bytes.")
