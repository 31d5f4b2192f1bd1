"""`tocsin schemas`: the published contract, written out and checked."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.failure import Failure
from tocsin.streams import contract

EXAMPLES = """
Examples:

    tocsin schemas check schemas

    tocsin schemas export schemas
"""

app = typer.Typer(
    name="schemas",
    help="The published contract: JSON Schemas, AsyncAPI, an example of each event.",
    no_args_is_help=True,
)

Directory = Annotated[Path, typer.Argument(help="Where the contract is kept.")]


@app.command(epilog=EXAMPLES)
def export(directory: Directory = Path("schemas")) -> None:
    """Write the contract out from the models."""
    try:
        contract.export(directory)
    except contract.IncompatibleContractError as error:
        raise Failure(str(error)) from error
    print(f"Wrote {directory}.")


@app.command(epilog=EXAMPLES)
def check(directory: Directory = Path("schemas")) -> None:
    """Fail where the contract differs from the models, or breaks with a released version."""
    faults = contract.breaking_changes(directory) or contract.drift(directory)
    if faults:
        raise Failure("\n".join(["the contract does not hold:", *faults]))
    print(f"{directory} is what the models say.")
