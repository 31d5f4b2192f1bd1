"""`tocsin check`: what is wrong with a watch or a configuration, line by line."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.extraction.built_in import built_in_names
from tocsin.settings import configuration

EXAMPLES = """
Examples:

    tocsin check niger.yaml

    tocsin check tocsin.yaml watches/*.yaml
"""

app = typer.Typer()


@app.command(epilog=EXAMPLES)
def check(files: Annotated[list[Path], typer.Argument(help="Watches and configurations.", show_default=False)]) -> None:
    """Check watches and configurations; each fault is told with file, line, field and what to do."""
    faults = [fault for file in files for fault in configuration.check(file, built_in_names())]
    for fault in faults:
        print(fault)
    if faults:
        raise typer.Exit(1)
    print(f"{len(files)} {'file is' if len(files) == 1 else 'files are'} in order.")
