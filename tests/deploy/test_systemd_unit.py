"""deploy/systemd: systemd takes the unit, which is hardened and names what there is."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.compose import ROOT
from tests.deploy.commands import refusal
from tests.running import TOCSIN

FOLDER = ROOT / "deploy" / "systemd"
UNIT = FOLDER / "tocsin.service"
TEXT = UNIT.read_text()
PROGRAM = "/opt/tocsin/bin/tocsin"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Return the unit with the tocsin of this machine in it: systemd looks whether there is one."""
    unit = tmp_path / UNIT.name
    unit.write_text(TEXT.replace(PROGRAM, str(TOCSIN)))
    return unit


def set_to(name: str) -> str:
    (value,) = re.findall(rf"^{name}=(.*)$", TEXT, re.MULTILINE)
    return value


def test_systemd_finds_no_fault(here: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", here], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_finds_it_little_exposed(here: Path) -> None:
    look = ["systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager", here]
    done = subprocess.run(look, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_it_starts_a_command_that_there_is_from_where_the_image_has_it() -> None:
    program, *arguments = set_to("ExecStart").split()
    assert program == PROGRAM
    assert f'ENTRYPOINT ["{program}"]' in (ROOT / "deploy/Dockerfile").read_text()
    assert refusal(arguments) is None


def test_its_account_is_made_and_its_directory_is_the_one_that_it_works_in() -> None:
    (line,) = [each for each in (FOLDER / "sysusers.conf").read_text().splitlines() if not each.startswith("#")]
    assert line.split()[:2] == ["u", set_to("User")]
    assert f"/var/lib/{set_to('StateDirectory')}" == set_to("WorkingDirectory")
    assert set_to("WorkingDirectory") in line


def test_systemd_takes_the_account(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    made = ["systemd-sysusers", f"--root={tmp_path}", FOLDER / "sysusers.conf"]
    done = subprocess.run(made, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(
        r"^tocsin:.*:/var/lib/tocsin:/usr/sbin/nologin$", (tmp_path / "etc/passwd").read_text(), re.MULTILINE
    )
