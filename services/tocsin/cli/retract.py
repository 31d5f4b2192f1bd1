"""`tocsin retract`: a person takes a claim back."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from tocsin.cli.desk import opened, tell
from tocsin.cli.failure import Failure
from tocsin.cli.options import By, Config, Data
from tocsin.domain.claim import ClaimRetracted, Retraction

EXAMPLES = """
Examples:

    tocsin retract 3f0c… --config tocsin.yaml --reason "the minister was misquoted" --by "A. Analyst"
"""

app = typer.Typer()


@app.command(epilog=EXAMPLES)
def retract(
    claim: Annotated[str, typer.Argument(help="The claim's id, as `stances --json` and `deadlines --json` show it.")],
    reason: Annotated[str, typer.Option(help="Why it is wrong.", show_default=False)],
    by: By,
    data: Data = None,
    config: Config = None,
) -> None:
    """Take a claim back: the stance or deadline is then as if it had never been read.

    The claim stays in the log, and `--as-of` before now still shows it. Works while tocsin runs, and while it does not.
    """
    with opened(data, config) as desk:
        model = desk.model()
        found = model.claim(claim)
        if found is None:
            raise Failure(
                f"retract: no claim {claim!r} here; look for its id in `tocsin log --type tocsin.stance.claimed`"
            )
        if model.is_retracted(claim):
            raise Failure(f"retract: claim {claim!r} had been retracted before")
        retraction = Retraction(claim=found, reason=reason, by=by, retracted_at=datetime.now(UTC))
        to_come = desk.say(ClaimRetracted.of(retraction))
    tell(f"Retracted {claim}", to_come)
