"""Whether a command line of tocsin is one that there is."""

from collections.abc import Sequence

from typer.testing import CliRunner

from tocsin.cli.app import app


def refusal(arguments: Sequence[str]) -> str | None:
    """Return why tocsin knows no such command or option, or None where it does."""
    answer = CliRunner().invoke(app, [*arguments, "--help"])
    return answer.output if answer.exit_code else None
