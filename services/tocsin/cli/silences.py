"""`tocsin silences`: what nobody is told of, and who asked for that."""

from datetime import UTC, datetime
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console

from tocsin.cli import tables
from tocsin.cli.desk import opened
from tocsin.cli.options import AsJson, Config, Data, OfWatch
from tocsin.streams.answers import SilenceLine

EXAMPLES = """
Examples:

    tocsin silences --config tocsin.yaml

    tocsin silences --config tocsin.yaml --all --json | jq -r '.[].by'
"""

app = typer.Typer()


@app.command(epilog=EXAMPLES)
def silences(
    data: Data = None,
    config: Config = None,
    watch: OfWatch = "",
    everything: Annotated[bool, typer.Option("--all", help="Those that are over, too.")] = False,
    json: AsJson = False,
) -> None:
    """List what is silenced now: of which watch, for how long, by whom and why."""
    now = datetime.now(UTC)
    with opened(data, config) as desk:
        found = desk.model().answers.silences()
    mine = [each for each in found if watch in ("", each.silence.watch) and (everything or each.is_on(now))]
    if json:
        print(orjson.dumps([_as_json(each, now) for each in mine]).decode())
    else:
        Console().print(tables.silences(mine, now))


def _as_json(line: SilenceLine, now: datetime) -> dict[str, Any]:
    ended = line.ended.model_dump(mode="json", include={"at", "by", "reason"}) if line.ended else None
    return line.silence.model_dump(mode="json") | {"on": line.is_on(now), "ended": ended}
