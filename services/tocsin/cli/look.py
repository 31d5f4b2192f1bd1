"""Looking into a data directory: `stances`, `deadlines`, `alerts`, `log`; and mending it: `retract`, `rebuild`."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console, RenderableType

from tocsin.cli import tables
from tocsin.cli.failure import Failure, explained
from tocsin.cli.instants import instant, rfc3339
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.claim import ClaimRetracted, Retraction
from tocsin.domain.delivery import Notify
from tocsin.domain.event import Event
from tocsin.domain.projection import Project
from tocsin.domain.stage import Stage
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_names
from tocsin.settings import load_configuration
from tocsin.streams.log import DirectoryLock, LogError, SqliteLog
from tocsin.streams.read_model import AlertLine, ReadModel
from tocsin.streams.topics import EVENTS
from tocsin.workers.bootstrap import WATCHES
from tocsin.workers.memory import deadlines_in, known, stances_in
from tocsin.workers.pipeline import Pipeline

_COMMON = (
    "    tocsin {0} --config tocsin.yaml\n\n    tocsin {0} --data var/niger --as-of 2023-08-04T12:00:00Z --json | jq ."
)
STANCES_EXAMPLES = "Examples:\n\n" + _COMMON.format("stances")
DEADLINES_EXAMPLES = "Examples:\n\n" + _COMMON.format("deadlines")
ALERTS_EXAMPLES = "Examples:\n\n" + _COMMON.format("alerts")
LOG_EXAMPLES = """
Examples:

    tocsin log --data var/niger --type tocsin.deadline.changed | jq .data.change

    tocsin log --config tocsin.yaml --after 1200 --limit 50
"""
RETRACT_EXAMPLES = """
Examples:

    tocsin retract 3f0c… --config tocsin.yaml --reason "the minister was misquoted" --by "A. Analyst"
"""
REBUILD_EXAMPLES = """
Examples:

    tocsin rebuild --config tocsin.yaml
"""

Data = Annotated[Path | None, typer.Option("--data", help="The data directory.", show_default=False)]
Config = Annotated[Path | None, typer.Option("--config", help="The configuration that names it.", show_default=False)]
AsOf = Annotated[str, typer.Option("--as-of", help="As it was known at this RFC 3339 instant.", metavar="INSTANT")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON array.")]
OfWatch = Annotated[str, typer.Option("--watch", help="Only of this watch, by its id.", metavar="ID")]


def stances(
    data: Data = None, config: Config = None, watch: OfWatch = "", as_of: AsOf = "", json: AsJson = False
) -> None:
    """Show who stands where, with the sentences that say so."""
    with _opened(data, config) as log:
        model = ReadModel(log.connection)
        if as_of:
            at = instant(as_of, "--as-of")
            found = list(stances_in(known(model.claims_known_at(at), _watches(log))))
        else:
            found = model.stances()
    mine = [each for each in found if watch in ("", each.watch)]
    _show([each.model_dump(mode="json") for each in mine], json, tables.stances(mine))


def deadlines(
    data: Data = None, config: Config = None, watch: OfWatch = "", as_of: AsOf = "", json: AsJson = False
) -> None:
    """Show which deadlines are running, and what became of the others."""
    with _opened(data, config) as log:
        model = ReadModel(log.connection)
        now = instant(as_of, "--as-of") if as_of else datetime.now(UTC)
        if as_of:
            found = list(deadlines_in(known(model.claims_known_at(now), _watches(log)), now))
        else:
            found = [each.at(now) for each in model.deadlines()]
    mine = [each for each in found if watch in ("", each.watch)]
    shown = [each.model_dump(mode="json") | {"dues": [rfc3339(due) for due in each.dues]} for each in mine]
    _show(shown, json, tables.deadlines(mine, now))


def alerts(
    data: Data = None, config: Config = None, watch: OfWatch = "", as_of: AsOf = "", json: AsJson = False
) -> None:
    """Show what people were told, and what has become of it."""
    with _opened(data, config) as log:
        found = ReadModel(log.connection).alerts()
    if as_of:
        at = instant(as_of, "--as-of")
        found = [each.at(at) for each in found if each.alert.at <= at]
    mine = [each for each in found if watch in ("", each.alert.watch)]
    _show([_alert(each) for each in mine], json, tables.alerts(mine))


def log(
    data: Data = None,
    config: Config = None,
    kind: Annotated[
        list[str] | None, typer.Option("--type", help="Only events of this type; repeat it for more.")
    ] = None,
    after: Annotated[int, typer.Option(help="Only events above this sequence number.")] = 0,
    limit: Annotated[int, typer.Option(help="At most so many; 0 for all.")] = 0,
    as_of: Annotated[str, typer.Option("--as-of", help="Only what had happened by then.", metavar="INSTANT")] = "",
    json: AsJson = False,
) -> None:
    """Print the events of the log as CloudEvents, one JSON object a line, with `seq`, the place in the log."""
    until = instant(as_of, "--as-of") if as_of else None
    with _opened(data, config) as opened:
        printed = 0
        for entry in opened.entries(after, _kinds(kind or [])):
            if until is not None and entry.event.time > until:
                continue
            start = ("[" if printed == 0 else ",") if json else ""
            sys.stdout.write(f'{start}{{"seq":{entry.seq},{entry.event.model_dump_json()[1:]}\n')
            printed += 1
            if printed == limit:
                break
    if json:
        print("]" if printed else "[]")


def retract(
    claim: Annotated[str, typer.Argument(help="The claim's id, as `stances --json` and `deadlines --json` show it.")],
    reason: Annotated[str, typer.Option(help="Why it is wrong.", show_default=False)],
    by: Annotated[str, typer.Option(help="Who says so.", show_default=False)],
    data: Data = None,
    config: Config = None,
) -> None:
    """Take a claim back: the stance or deadline is then as if it had never been read.

    The claim stays in the log, and `--as-of` before now still shows it. Works while tocsin runs, and while it does not.
    """
    with _opened(data, config, writing=True) as opened:
        found = ReadModel(opened.connection).claim(claim)
        if found is None:
            raise Failure(
                f"retract: no claim {claim!r} here; look for its id in `tocsin log --type tocsin.stance.claimed`"
            )
        retraction = Retraction(claim=found, reason=reason, by=by, retracted_at=datetime.now(UTC))
        with opened.transaction():
            new = opened.append([ClaimRetracted.of(retraction)])
        if not new:
            raise Failure(f"retract: claim {claim!r} had been retracted before")
        folded = _folded_here(opened, _directory(data, config))
    print(f"Retracted {claim}." if folded else f"Retracted {claim}; the tocsin that is running takes it in now.")


def rebuild(data: Data = None, config: Config = None) -> None:
    """Throw stances, deadlines and what is looked into away, and fold them anew from the claims.

    tocsin must not be running on the directory. Alerts that were raised are not raised again.
    """
    directory = _directory(data, config)
    with explained(), SqliteLog.open(directory, read_only=True):
        pass
    with explained(), SqliteLog.open(directory) as opened:
        lock = DirectoryLock(directory)
        pipeline = _pipeline(opened)
        pipeline.rebuild()
        pipeline.tick(datetime.now(UTC))
        model = ReadModel(opened.connection)
        print(f"Rebuilt {len(model.stances())} stances and {len(model.deadlines())} deadlines from the claims.")
        lock.release()


def _folded_here(log: SqliteLog, directory: Path) -> bool:
    """Fold what was appended, unless a tocsin is running that will."""
    try:
        lock = DirectoryLock(directory)
    except LogError:
        return False
    _pipeline(log).pump()
    lock.release()
    return True


def _pipeline(log: SqliteLog) -> Pipeline:
    watches = _watches(log)
    stages: Sequence[Stage] = (Project(watches), RaiseAlerts(watches, built_in_names()), Notify())
    return Pipeline(log, stages)


def _watches(log: SqliteLog) -> tuple[Watch, ...]:
    return WATCHES.validate_json(log.noted("watches") or "[]")


def _directory(data: Path | None, config: Path | None) -> Path:
    if data is not None:
        return data
    if config is None:
        raise Failure("say where to look: --data DIRECTORY or --config FILE")
    with explained():
        return load_configuration(config).data


@contextmanager
def _opened(data: Path | None, config: Path | None, *, writing: bool = False) -> Iterator[SqliteLog]:
    directory = _directory(data, config)
    with explained(), SqliteLog.open(directory, read_only=True) as opened, opened.explained():
        if not writing:
            yield opened
    if writing:
        with explained(), SqliteLog.open(directory) as opened, opened.explained():
            yield opened


def _kinds(names: Sequence[str]) -> list[type[Event]]:
    unknown = [name for name in names if name not in EVENTS]
    if unknown:
        raise Failure(f"log: {unknown[0]!r} is no type of event; there are {', '.join(sorted(EVENTS))}")
    return [EVENTS[name] for name in names or EVENTS]


def _alert(line: AlertLine) -> dict[str, Any]:
    extra = {"state": line.state, "resolution": line.resolution, "acknowledged_by": line.acknowledged_by}
    resolved_at = rfc3339(line.resolved_at) if line.resolved_at else None
    return line.alert.model_dump(mode="json") | extra | {"resolved_at": resolved_at}


def _show(values: Sequence[dict[str, Any]], as_json: bool, table: RenderableType) -> None:
    if as_json:
        print(orjson.dumps(values).decode())
    else:
        Console().print(table)
