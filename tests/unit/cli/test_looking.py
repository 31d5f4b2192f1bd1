"""Looking into a data directory in which nothing has happened yet, or something has gone wrong."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tocsin.cli.app import app
from tocsin.clock import SystemClock
from tocsin.domain.mendable import Mendable
from tocsin.streams.log import FILE_NAME, SqliteLog
from tocsin.workers.pipeline import Pipeline


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with SqliteLog.open(tmp_path) as log:
        Pipeline(log, (), SystemClock().now)
    return tmp_path


@pytest.mark.parametrize(
    ("command", "nothing"),
    [
        ("stances", "No stance is known."),
        ("deadlines", "No deadline is known."),
        ("alerts", "No alert was raised."),
        ("deliveries", "No message waits, is tried or was given up."),
        ("log", ""),
    ],
)
def test_a_desk_that_knows_nothing_says_so(command: str, nothing: str, data: Path) -> None:
    look = CliRunner()
    assert nothing in look.invoke(app, [command, "--data", str(data)]).stdout
    assert json.loads(look.invoke(app, [command, "--data", str(data), "--json"]).stdout) == []


def test_a_damaged_file_is_told(data: Path) -> None:
    file = data / FILE_NAME
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\x00" * (len(whole) - 4096))
    result = CliRunner().invoke(app, ["stances", "--data", str(data)])
    assert isinstance(result.exception, Mendable)
    assert "the log is damaged" in str(result.exception)
