"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[Path | None, typer.Option("--data", help="The data directory of `tocsin run`.", show_default=False)]
Config = Annotated[
    Path | None, typer.Option("--config", help="The configuration, of either runtime.", show_default=False)
]
AsOf = Annotated[str, typer.Option("--as-of", help="As it was known at this RFC 3339 instant.", metavar="INSTANT")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON array.")]
By = Annotated[str, typer.Option("--by", help="Who says so.", show_default=False)]
Why = Annotated[str, typer.Option("--reason", help="Why.", show_default=False)]
OfWatch = Annotated[str, typer.Option("--watch", help="Only of this watch, by its id.", metavar="ID")]
