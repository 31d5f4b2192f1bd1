"""The command as a whole: its subcommands, and how it ends when something is wrong."""

import gc
import sys
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from tocsin import __version__
from tocsin.domain.mendable import Mendable

MODULES: Mapping[str, str] = MappingProxyType(
    {
        "run": "run",
        "ingest": "ingest",
        "worker": "worker",
        "exporter": "exporter",
        "demo": "demo",
        "extract": "extract",
        "explain": "explain",
        "replay": "replay",
        "when": "when",
        "stances": "look",
        "deadlines": "look",
        "alerts": "look",
        "deliveries": "look",
        "channels": "channels",
        "log": "log",
        "ack": "ack",
        "silence": "silence",
        "unsilence": "unsilence",
        "silences": "silences",
        "retract": "retract",
        "rebuild": "rebuild",
        "copy": "copying",
        "backup": "backup",
        "restore": "backup",
        "prune": "prune",
        "check": "check",
        "dead-letters": "dead_letters",
        "schemas": "contract",
        "topics": "topics",
    }
)
"""The module of each subcommand, in the order in which the help lists them."""

COLLECT_EVERY = 20_000
"""How many more objects than before make Python look for cycles, 700 by itself: records hold none, and are many."""


class Subcommands(TyperGroup):
    """Imports the module of a subcommand when it is asked for: what one needs, such as Faust, no other waits for."""

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002 - as its base has it
        """Return the names of all subcommands."""
        return list(MODULES)

    def get_command(self, ctx: object, cmd_name: str) -> TyperCommand | TyperGroup | None:  # noqa: ARG002
        """Return a subcommand, or None where there is none of that name."""
        if cmd_name not in MODULES:
            return None
        whole = typer.Typer(rich_markup_mode=self.rich_markup_mode)
        whole.add_typer(import_module(f"tocsin.cli.{MODULES[cmd_name]}").app)
        return cast("TyperCommand | TyperGroup", get_group(whole).commands[cmd_name])


app = typer.Typer(
    name="tocsin",
    cls=Subcommands,
    help="Who stands where, which deadlines are running, and when either changes.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        print(f"tocsin {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Tell who stands where, which deadlines are running, and when either changes."""


def main() -> None:
    """Run the command; what a user can mend is told in a line each on standard error, with exit status 1."""
    gc.set_threshold(COLLECT_EVERY)
    try:
        app()
    except Mendable as error:
        print(f"tocsin: {error}", file=sys.stderr)
        sys.exit(1)
