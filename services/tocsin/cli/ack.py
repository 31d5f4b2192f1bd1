"""`tocsin ack`: a person has taken notice of an alert."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from tocsin.cli.choice import the_one
from tocsin.cli.desk import opened, tell
from tocsin.cli.failure import Failure, understood
from tocsin.cli.options import By, Config, Data, Why
from tocsin.cli.plain import plain
from tocsin.domain.alert import Acknowledgement, AlertAcknowledged
from tocsin.domain.saying import name_said, reason_said
from tocsin.streams.read_model import AlertLine

EXAMPLES = """
Examples:

    tocsin ack 9d2e --config tocsin.yaml --by "A. Officer"

    tocsin ack 9d2e --config tocsin.yaml --by "A. Officer" --reason "staff in Niamey are told"
"""

app = typer.Typer()


@app.command(epilog=EXAMPLES)
def ack(
    alert: Annotated[
        str, typer.Argument(help="The alert's id, or how it begins, as `alerts` shows it.", show_default=False)
    ],
    by: By,
    reason: Why = "",
    data: Data = None,
    config: Config = None,
) -> None:
    """Acknowledge an alert: nobody else is called for it, and those who were told of it hear who has taken it on.

    It stays in the list until what it tells of is over. Works while tocsin runs, and while it does not.
    """
    with understood("ack"):
        who, why = name_said(by), reason_said(reason)
    with opened(data, config) as desk:
        line = the_one(desk.model().alerts(alert), "alert", alert, command="ack", listing="tocsin alerts")
        _require_open(line)
        told = line.alert
        given = Acknowledgement(alert_id=told.id, watch=told.watch, by=who, reason=why, at=datetime.now(UTC))
        to_come = desk.say(AlertAcknowledged.of(given))
    tell(f"Acknowledged {told.id} ({plain(told.title)})", to_come)


def _require_open(line: AlertLine) -> None:
    if line.resolved_at is not None:
        over = f"{line.resolved_at:%Y-%m-%d %H:%M} UTC"
        raise Failure(f"ack: alert {line.alert.id!r} is over since {over} ({line.resolution})")
    if line.acknowledgement is not None:
        given = line.acknowledgement
        raise Failure(f"ack: {plain(given.by)} had acknowledged {line.alert.id!r} at {given.at:%Y-%m-%d %H:%M} UTC")
