"""`tocsin stances`, `deadlines`, `alerts` and `deliveries`: what is known at a desk, now or at an earlier time."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console, RenderableType

from tocsin.cli import tables
from tocsin.cli.desk import Desk, opened
from tocsin.cli.instants import instant, rfc3339
from tocsin.cli.options import AsJson, AsOf, Config, Data, OfWatch
from tocsin.domain.silence import Silence
from tocsin.domain.stage import MemoryState
from tocsin.domain.untried import Untried, untried
from tocsin.streams.answers import SilenceLine
from tocsin.streams.read_model import AlertLine, DeliveryLine
from tocsin.workers.memory import deadlines_in, known, stances_in

_COMMON = (
    "    tocsin {0} --config tocsin.yaml\n\n    tocsin {0} --data var/niger --as-of 2023-08-04T12:00:00Z --json | jq ."
)
STANCES_EXAMPLES = "Examples:\n\n" + _COMMON.format("stances")
DEADLINES_EXAMPLES = "Examples:\n\n" + _COMMON.format("deadlines")
ALERTS_EXAMPLES = "Examples:\n\n" + _COMMON.format("alerts")
DELIVERIES_EXAMPLES = """
Examples:

    tocsin deliveries --config tocsin.yaml

    tocsin deliveries --config tocsin.yaml --all --json | jq '.[] | select(.state == "abandoned")'
"""

app = typer.Typer()


@app.command(epilog=STANCES_EXAMPLES)
def stances(
    data: Data = None, config: Config = None, watch: OfWatch = "", as_of: AsOf = "", json: AsJson = False
) -> None:
    """Show who stands where, with the sentences that say so."""
    with opened(data, config) as desk:
        found = stances_in(_known_at(desk, instant(as_of, "--as-of"))) if as_of else desk.model().stances()
    mine = [each for each in found if watch in ("", each.watch)]
    _show([each.model_dump(mode="json") for each in mine], json, tables.stances(mine))


@app.command(epilog=DEADLINES_EXAMPLES)
def deadlines(
    data: Data = None, config: Config = None, watch: OfWatch = "", as_of: AsOf = "", json: AsJson = False
) -> None:
    """Show which deadlines are running, and what became of the others."""
    with opened(data, config) as desk:
        now = instant(as_of, "--as-of") if as_of else datetime.now(UTC)
        if as_of:
            found = list(deadlines_in(_known_at(desk, now), now))
        else:
            found = [each.at(now) for each in desk.model().deadlines()]
    mine = [each for each in found if watch in ("", each.watch)]
    shown = [each.model_dump(mode="json") | {"dues": [rfc3339(due) for due in each.dues]} for each in mine]
    _show(shown, json, tables.deadlines(mine, now))


@app.command(epilog=ALERTS_EXAMPLES)
def alerts(
    data: Data = None, config: Config = None, watch: OfWatch = "", as_of: AsOf = "", json: AsJson = False
) -> None:
    """Show what people were told, and what has become of it."""
    now = instant(as_of, "--as-of") if as_of else datetime.now(UTC)
    with opened(data, config) as desk:
        model = desk.model()
        found, silences = model.alerts(), model.answers.silences()
    if as_of:
        found = [each.at(now) for each in found if each.alert.at <= now]
    mine = [(each, _silence_over(each, silences, now)) for each in found if watch in ("", each.alert.watch)]
    _show([_alert(*each) for each in mine], json, tables.alerts(mine))


@app.command(epilog=DELIVERIES_EXAMPLES)
def deliveries(
    data: Data = None,
    config: Config = None,
    watch: OfWatch = "",
    everything: Annotated[bool, typer.Option("--all", help="Those that arrived, too.")] = False,
    json: AsJson = False,
) -> None:
    """Show which messages wait, why and until when, which are still tried, and which were given up.

    Those that were tried come with the last answer, those that wait once for each alert that they tell of.
    """
    with opened(data, config) as desk:
        # In this order: what is tried in between is shown as tried, and not missed.
        waiting, tried = untried(desk.outbox(), datetime.now(UTC)), desk.model().deliveries()
    known = {each.id for each in tried}
    waits = [each for each in waiting if watch in ("", each.watch) and each.delivery not in known]
    mine = [each for each in tried if watch in ("", each.watch) and (everything or each.state != "delivered")]
    shown = [*map(_untried, waits), *map(_delivery, mine)]
    _show(shown, json, tables.deliveries(waits, mine))


def _known_at(desk: Desk, at: datetime) -> MemoryState:
    """Return what the project stage would remember if it had been told no more than was recorded by `at`."""
    return known(desk.model().claims_known_at(at), desk.watches())


def _silence_over(line: AlertLine, silences: Iterable[SilenceLine], now: datetime) -> Silence | None:
    """Return the silence that covers an alert at `now`, or covered it when it was resolved; of several the longest."""
    at = line.resolved_at or now
    covering = [each.silence for each in silences if each.covers(line.alert, at)]
    return max(covering, key=lambda each: each.until, default=None)


def _alert(line: AlertLine, silence: Silence | None) -> dict[str, Any]:
    given = line.acknowledgement
    return line.alert.model_dump(mode="json") | {
        "state": line.state,
        "acknowledged": given.model_dump(mode="json", include={"by", "reason", "at"}) if given else None,
        "silenced": silence.model_dump(mode="json", include={"id", "by", "reason", "until"}) if silence else None,
        "resolution": line.resolution,
        "resolved_at": rfc3339(line.resolved_at) if line.resolved_at else None,
    }


def _delivery(line: DeliveryLine) -> dict[str, Any]:
    next_at = rfc3339(line.next_at) if line.next_at else None
    return asdict(line) | {"at": rfc3339(line.at), "next_at": next_at, "why": None}


def _untried(each: Untried) -> dict[str, Any]:
    """Return what waits in the form of what was tried."""
    return {
        "id": each.delivery, "alert": each.alert, "watch": each.watch, "channel": each.channel,
        "message": each.message, "state": "waiting", "attempts": 0, "detail": "", "status": None,
        "at": rfc3339(each.since), "next_at": rfc3339(each.until) if each.until else None, "why": each.why,
    }  # fmt: skip


def _show(values: Sequence[dict[str, Any]], as_json: bool, table: RenderableType) -> None:
    if as_json:
        print(orjson.dumps(values).decode())
    else:
        Console().print(table)
