"""`tocsin unsilence`: a silence is ended before its time."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from tocsin.cli.choice import the_one
from tocsin.cli.desk import opened, tell
from tocsin.cli.failure import Failure, understood
from tocsin.cli.options import By, Config, Data, Why
from tocsin.domain.saying import name_said, reason_said
from tocsin.domain.silence import SilenceEnd, SilenceEnded

EXAMPLES = """
Examples:

    tocsin unsilence 51c0 --config tocsin.yaml --by "A. Officer"
"""

app = typer.Typer()


@app.command(epilog=EXAMPLES)
def unsilence(
    silence: Annotated[
        str, typer.Argument(help="The silence's id, or how it begins, as `silences` shows it.", show_default=False)
    ],
    by: By,
    reason: Why = "",
    data: Data = None,
    config: Config = None,
) -> None:
    """End a silence before its time; what was raised under it and still holds is told now.

    Works while tocsin runs, and while it does not.
    """
    with understood("unsilence"):
        who, why = name_said(by), reason_said(reason)
    now = datetime.now(UTC)
    with opened(data, config) as desk:
        found = [line for line in desk.model().answers.silences() if line.silence.id.startswith(silence)]
        line = the_one(found, "silence", silence, command="unsilence", listing="tocsin silences")
        if not line.is_on(now):
            raise Failure(f"unsilence: {line.silence.id!r} is over since {line.over_at:%Y-%m-%d %H:%M} UTC")
        end = SilenceEnd(silence_id=line.silence.id, watch=line.silence.watch, at=now, by=who, reason=why)
        to_come = desk.say(SilenceEnded.of(end))
    tell(f"Ended the silence {line.silence.id}", to_come)
