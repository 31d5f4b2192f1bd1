"""`tocsin rebuild`: stances and deadlines folded anew from the claims, in either runtime."""

from datetime import UTC, datetime

import typer

from tocsin.cli.desk import opened
from tocsin.cli.options import Config, Data

EXAMPLES = """
Examples:

    tocsin rebuild --config tocsin.yaml

    tocsin rebuild --data var/niger
"""

app = typer.Typer()


@app.command(epilog=EXAMPLES)
def rebuild(data: Data = None, config: Config = None) -> None:
    """Throw stances, deadlines and what is looked into away, and fold them anew from the claims.

    tocsin must not be running on the directory, nor the workers that project on the cluster. Alerts that were raised
    are not raised again.
    """
    with opened(data, config) as desk:
        done = desk.rebuild(datetime.now(UTC))
    print(f"Rebuilt {done.stances} stances and {done.deadlines} deadlines from the claims.")
