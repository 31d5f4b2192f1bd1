"""The command as a whole: its subcommands, and how it ends when something is wrong."""

import sys

import typer

from tocsin import __version__
from tocsin.cli import check, contract, demo, extract, look, replay, run, when
from tocsin.cli.failure import Failure

app = typer.Typer(
    name="tocsin",
    help="Who stands where, which deadlines are running, and when either changes.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("run", epilog=run.EXAMPLES)(run.run)
app.command("demo", epilog=demo.EXAMPLES)(demo.demo)
app.command("extract", epilog=extract.EXAMPLES)(extract.extract)
app.command("replay", epilog=replay.EXAMPLES)(replay.replay)
app.command("when", epilog=when.EXAMPLES)(when.when)
app.command("stances", epilog=look.STANCES_EXAMPLES)(look.stances)
app.command("deadlines", epilog=look.DEADLINES_EXAMPLES)(look.deadlines)
app.command("alerts", epilog=look.ALERTS_EXAMPLES)(look.alerts)
app.command("log", epilog=look.LOG_EXAMPLES)(look.log)
app.command("retract", epilog=look.RETRACT_EXAMPLES)(look.retract)
app.command("rebuild", epilog=look.REBUILD_EXAMPLES)(look.rebuild)
app.command("check", epilog=check.EXAMPLES)(check.check)
app.add_typer(contract.app, name="schemas")


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
    try:
        app()
    except Failure as failure:
        print(f"tocsin: {failure}", file=sys.stderr)
        sys.exit(1)
