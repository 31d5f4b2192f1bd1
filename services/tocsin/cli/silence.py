"""`tocsin silence`: nobody is to be told of some alerts for a while."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, get_args

import typer
from pydantic import TypeAdapter, ValidationError

from tocsin.cli.choice import the_one
from tocsin.cli.desk import Desk, opened, tell
from tocsin.cli.failure import Failure, understood
from tocsin.cli.options import By, Config, Data, Why
from tocsin.domain.saying import name_said, reason_said
from tocsin.domain.silence import Silence, SilenceStarted
from tocsin.domain.watch import AlertKind, Length, Severity

EXAMPLES = """
Examples:

    tocsin silence --config tocsin.yaml --watch niger --kind stance.new --for 8h --by "A. Officer"

    tocsin silence --config tocsin.yaml --alert 9d2e --for 2h --by "A. Officer" --reason "we are on it"
"""

app = typer.Typer()

_LENGTH: TypeAdapter[timedelta] = TypeAdapter(Length)


@app.command(epilog=EXAMPLES)
def silence(
    by: By,
    length: Annotated[str, typer.Option("--for", help="How long: 90s, 5min, 2h, 3d or 1w.", show_default=False)],
    watch: Annotated[str, typer.Option(help="Alerts of this watch, by its id.", show_default=False)] = "",
    kind: Annotated[list[str] | None, typer.Option(help="Only of this kind; repeat it for more.")] = None,
    severity: Annotated[list[str] | None, typer.Option(help="Only so severe; repeat it for more.")] = None,
    subject: Annotated[
        list[str] | None, typer.Option(help="Only about this, as `alerts --json` shows it; repeat it for more.")
    ] = None,
    alert: Annotated[
        str, typer.Option(help="Alerts of the kind of this one that are about the same, by its id.", show_default=False)
    ] = "",
    reason: Why = "",
    data: Data = None,
    config: Config = None,
) -> None:
    """Silence alerts for a while: they are raised and resolved as ever, and shown as silenced, but nobody is told.

    The silence ends by itself; what was raised under it and still holds is told then. Works while tocsin runs, and
    while it does not.
    """
    with understood("silence"):
        who, why, lasting = name_said(by), reason_said(reason), _length(length)
    with opened(data, config) as desk:
        if alert:
            _require_nothing_else(watch, kind, severity, subject)
            chosen = _like(desk, alert)
        else:
            chosen = {
                "watch": _known(desk, watch),
                "kinds": _among(kind, get_args(AlertKind), "--kind"),
                "severities": _among(severity, get_args(Severity), "--severity"),
                "subjects": tuple(subject or ()),
            }
        with understood("silence"):
            asked = Silence.asked(length=lasting, at=datetime.now(UTC), by=who, reason=why, **chosen)
        to_come = desk.say(SilenceStarted.of(asked))
    tell(f"Silence {asked.id} lasts until {asked.until:%Y-%m-%d %H:%M} UTC", to_come)


def _length(text: str) -> timedelta:
    try:
        return _LENGTH.validate_python(text)
    except ValidationError as error:
        raise ValueError(f"--for: {error.errors()[0]['ctx']['error']}") from error
    except OverflowError as error:
        raise ValueError(f"--for: {text!r} is longer than time can be counted") from error


def _among(given: Sequence[str] | None, known: Sequence[str], option: str) -> tuple[str, ...]:
    for unknown in set(given or ()) - set(known):
        raise Failure(f"silence: {option}: {unknown!r} is not known; there are {', '.join(known)}")
    return tuple(given or ())


def _require_nothing_else(*others: object) -> None:
    if any(others):
        raise Failure("silence: --alert says all of --watch, --kind, --severity and --subject; leave them away")


def _like(desk: Desk, named: str) -> dict[str, Any]:
    """Return what covers an alert, and later ones of its kind that are about the same."""
    line = the_one(desk.model().alerts(named), "alert", named, command="silence", listing="tocsin alerts")
    return {"watch": line.alert.watch, "kinds": (line.alert.kind,), "subjects": (line.alert.subject,)}


def _known(desk: Desk, watch: str) -> str:
    watches = [each.id for each in desk.watches()]
    if watch not in watches:
        said = f"there is no watch {watch!r}" if watch else "say what to silence, with --watch or --alert"
        raise Failure(f"silence: {said}; the watches are {', '.join(watches)}")
    return watch
