"""`tocsin dead-letters`: what was put aside, looked at and put back."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console

from tocsin.cli import tables
from tocsin.cli.choice import the_one
from tocsin.cli.desk import Desk, opened
from tocsin.cli.failure import Failure
from tocsin.cli.instants import rfc3339
from tocsin.cli.options import AsJson, Config, Data
from tocsin.cli.plain import plain
from tocsin.streams.dead_letters import StillDeadError
from tocsin.streams.read_model import LetterLine

LIST_EXAMPLES = """
Examples:

    tocsin dead-letters list --config tocsin.yaml

    tocsin dead-letters list --data var/niger --all --json | jq -r '.[].reason'
"""
SHOW_EXAMPLES = """
Examples:

    tocsin dead-letters show 3f0c --config tocsin.yaml
"""
REPLAY_EXAMPLES = """
Examples:

    tocsin dead-letters replay 3f0c 81aa --config tocsin.yaml

    tocsin dead-letters replay --all --config tocsin.yaml
"""

app = typer.Typer(
    name="dead-letters", help="What could not be read or folded: list it, show it, put it back.", no_args_is_help=True
)

Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Ids, or how they begin.", show_default=False)]


@app.command("list", epilog=LIST_EXAMPLES)
def list_(
    data: Data = None,
    config: Config = None,
    everything: Annotated[bool, typer.Option("--all", help="Those that were put back, too.")] = False,
    json: AsJson = False,
) -> None:
    """List what was put aside and has not been put back, with where it came from and why."""
    found = [line for line in _lines(data, config) if everything or line.replayed_at is None]
    if json:
        print(orjson.dumps([_as_json(line) for line in found]).decode())
    else:
        Console().print(tables.letters(found))


@app.command(epilog=SHOW_EXAMPLES)
def show(
    letter: Annotated[str, typer.Argument(metavar="ID", help="The id, or how it begins.", show_default=False)],
    data: Data = None,
    config: Config = None,
) -> None:
    """Show one letter with its bytes: as text where they are text, else in base64."""
    line = _named(letter, _lines(data, config))
    told = _as_json(line)
    raw = told.pop("raw")
    for name, value in told.items():
        print(f"{name + ':':12} {'-' if value is None else plain(str(value))}")
    print(f"\n{_text(line.letter.raw) or raw}")


@app.command(epilog=REPLAY_EXAMPLES)
def replay(
    ids: Ids = None,
    data: Data = None,
    config: Config = None,
    everything: Annotated[bool, typer.Option("--all", help="All that came from a topic and are not put back.")] = False,
) -> None:
    """Put letters back to where they came from, once what was wrong is mended.

    Over Kafka the workers read them anew. In a data directory they are folded at once, for which the configuration is
    needed, and tocsin must not be running there. What had been folded already has no effect a second time.
    """
    if everything == bool(ids):
        raise Failure("dead-letters replay: give the ids of letters, or --all")
    with opened(data, config) as desk:
        lines = desk.model().letters()
        chosen = [_named(each, lines) for each in ids] if ids else [line for line in lines if _is_open(line)]
        replayed = [_replayed(desk, line) for line in chosen]
    if not chosen:
        print("No letter is left to put back.")
    if not all(replayed):
        raise typer.Exit(1)


def _replayed(desk: Desk, line: LetterLine) -> bool:
    """Put one letter back, and tell so; return whether that was possible."""
    name = f"{line.letter.id[: tables.SHORT]} ({plain(line.letter.origin)})"
    try:
        desk.replay(line.letter)
    except StillDeadError as error:
        print(f"tocsin: {name}: not put back: {plain(str(error))}", file=sys.stderr)
        return False
    print(f"{name}: put back")
    return True


def _is_open(line: LetterLine) -> bool:
    return line.replayed_at is None and line.letter.topic is not None


def _named(letter: str, lines: Sequence[LetterLine]) -> LetterLine:
    found = [line for line in lines if line.letter.id.startswith(letter)]
    return the_one(found, "letter", letter, command="dead-letters", listing="tocsin dead-letters list --all")


def _lines(data: Path | None, config: Path | None) -> list[LetterLine]:
    with opened(data, config) as desk:
        return desk.model().letters()


def _as_json(line: LetterLine) -> dict[str, Any]:
    replayed_at = rfc3339(line.replayed_at) if line.replayed_at else None
    return line.letter.model_dump(mode="json") | {"replayed_at": replayed_at}


def _text(raw: bytes) -> str | None:
    """Return what is text, safe to print, or None."""
    try:
        return plain(raw.decode())
    except UnicodeDecodeError:
        return None
