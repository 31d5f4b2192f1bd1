"""What the command says of itself."""

import re

import pytest
from typer.testing import CliRunner

from tocsin.cli.app import app

SUBCOMMANDS = (
    "run", "ingest", "worker", "exporter", "demo", "extract", "explain", "replay", "when", "stances", "deadlines",
    "alerts", "deliveries", "channels test", "channels preview", "channels reopen", "log", "ack", "silence",
    "unsilence", "silences", "retract", "rebuild", "copy", "backup", "restore", "prune", "check",
    "dead-letters list", "dead-letters show", "dead-letters replay", "schemas export", "schemas check",
    "topics create", "topics check",
)  # fmt: skip


def said(*arguments: str) -> str:
    result = CliRunner(env={"COLUMNS": "160", "NO_COLOR": "1", "TERM": "dumb"}).invoke(app, arguments)
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.parametrize("command", SUBCOMMANDS)
def test_help_shows_an_example(command: str) -> None:
    assert re.search(rf"Examples:\s+.*tocsin {command}", said(*command.split(), "--help"), re.DOTALL)


def test_every_subcommand_is_in_the_help() -> None:
    listed = set(re.findall(r"^│ ([a-z][a-z-]*) ", said("--help"), re.MULTILINE))
    assert listed == {command.split()[0] for command in SUBCOMMANDS}


def test_it_tells_its_version() -> None:
    assert re.fullmatch(r"tocsin \d+\.\d+\.\d+\n", said("--version"))
