"""`tocsin demo`, which `make run` starts: the bundled example from end to end."""

import fcntl
import json
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import termios
from pathlib import Path

import pytest

from tests.compose import ROOT
from tests.running import PATIENCE, TOCSIN, environment, spawned
from tocsin.settings.configuration import load_configuration

EXAMPLE = ROOT / "examples" / "niger-2023"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example with a port that nobody else uses."""
    copied = Path(shutil.copytree(EXAMPLE, tmp_path / "example"))
    configuration = copied / "tocsin.yaml"
    text, changed = re.subn(r"port: \d+", "port: 0", configuration.read_text())
    assert changed == 1
    configuration.write_text(text)
    return copied


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Where the command makes its temporary directories."""
    directory = tmp_path / "scratch"
    directory.mkdir()
    return directory


def test_the_example_runs_from_end_to_end_and_tells_by_webhook(example: Path, scratch: Path) -> None:
    done = spawned("demo", example, "--seconds", 6, "--live", 0, env={"TMPDIR": str(scratch)})
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    events = [line["event"] for line in lines]
    raised = {line["kind"] for line in lines if line["event"] == "alert.raised"}
    assert {"deadline.set", "deadline.approaching", "deadline.expired", "stance.new"} <= raised
    titles = {line["title"] for line in lines if line["event"] == "alert.raised"}
    received = {line["about"] for line in lines if line["event"] == "webhook.received"}
    assert {f"alert.raised: {title}" for title in titles} <= received
    assert {line["level"] for line in lines} == {"info"}
    assert events[0] == "service.started"
    assert events[-2:] == ["live", "service.stopped"]
    assert list(scratch.iterdir()) == []


def test_on_a_terminal_the_example_draws_tables(example: Path, scratch: Path) -> None:
    screen, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
    process = subprocess.Popen(
        [TOCSIN, "demo", example, "--seconds", "2", "--live", "0"],
        stdout=terminal,
        stderr=terminal,
        stdin=terminal,
        env=environment({"TMPDIR": str(scratch), "TERM": "xterm"}),
    )
    os.close(terminal)
    recorded = len((example / "articles.jsonl").read_text().splitlines())
    with process:
        drawn = all_of(screen)
        assert process.wait(PATIENCE) == 0
    for part in ("Deadlines", "Stances", "Alerts", "ECOWAS", "webhook.received", f"{recorded} articles"):
        assert part in drawn
    assert "Traceback" not in drawn


def test_make_run_says_where_the_metrics_and_the_dashboards_are() -> None:
    told = subprocess.run(["make", "--dry-run", "run"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    http = load_configuration(EXAMPLE / "tocsin.yaml").http
    assert f"Metrics for Prometheus: http://{http.host}:{http.port}/metrics" in told
    (folder,) = re.findall(r"Dashboards for Grafana: (\S+)", told)
    assert {path.suffix for path in (ROOT / folder).iterdir()} == {".json"}


def all_of(screen: int) -> str:
    """Read what is drawn until the other side hangs up."""
    drawn = b""
    while select.select([screen], [], [], PATIENCE)[0]:
        try:
            drawn += os.read(screen, 65536)
        except OSError:  # Linux's way of telling that the other side has hung up
            break
    os.close(screen)
    return drawn.decode(errors="replace")
