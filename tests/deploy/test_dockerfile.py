"""deploy/Dockerfile: it is free of known mistakes, and all that it names is there."""

import json
import re
import subprocess

from tests.compose import ROOT, Compose
from tests.deploy.commands import refusal
from tocsin.settings.configuration import Http

FILE = ROOT / "deploy" / "Dockerfile"
TEXT = FILE.read_text()
HADOLINT = ROOT / ".venv-deploy" / "bin" / "hadolint"


def told(instruction: str) -> list[str]:
    """Return what an instruction says, each time."""
    return re.findall(rf"^{instruction} (.+)$", TEXT, re.MULTILINE)


def last(instruction: str) -> str:
    return told(instruction)[-1]


def test_hadolint_finds_no_fault() -> None:
    done = subprocess.run([HADOLINT, FILE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_there_are_two_stages_of_one_pinned_python_of_which_the_last_cannot_install() -> None:
    first, second = told("FROM")
    assert first == f"{second} AS build"
    assert re.fullmatch(r"python:3\.11\.\d+-slim-bookworm", second)
    assert "pip" not in TEXT.rpartition("\nFROM ")[2]


def test_nothing_is_installed_from_an_index_that_is_not_locked_by_hash() -> None:
    installed = re.findall(r"pip (?:--python \S+ )?(?:install|wheel) .*", TEXT)
    assert len(installed) == 4
    for command in installed:
        assert any(flag in command for flag in ("--require-hashes", "--no-deps", "--no-index"))
        assert "wheel " not in command or "--no-build-isolation" in command


def test_what_is_copied_is_in_the_tree_and_let_through_to_the_build() -> None:
    let_through = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    copied = {source for each in told("COPY") if not each.startswith("--from") for source in each.split()[:-1]}
    assert copied == let_through
    for source in copied:
        assert (ROOT / source).exists()


def test_it_runs_as_nobody_in_particular_and_writes_to_its_volume_alone() -> None:
    uid = last("USER").partition(":")[0]
    assert int(uid) > 0
    assert f"--uid {uid} " in TEXT
    assert last("VOLUME") == last("WORKDIR") == "/data"
    assert all(each.written["user"] == last("USER") for each in Compose.read().services.values() if each.runs_tocsin)


def test_its_command_is_one_of_tocsin_and_its_port_that_of_the_configuration() -> None:
    assert json.loads(last("ENTRYPOINT")) == ["/opt/tocsin/bin/tocsin"]
    assert refusal(json.loads(last("CMD"))) is None
    assert int(last("EXPOSE")) == Http().port
    assert last("STOPSIGNAL") == "SIGTERM"


def test_a_command_that_there_is_not_would_be_found_out() -> None:
    assert refusal(["run", "--config", "x.yaml"]) is None
    assert refusal(["fly", "--config", "x.yaml"]) is not None
    assert refusal(["topics", "burn", "--config", "x.yaml"]) is not None
    assert refusal(["worker", "--config", "x.yaml", "--nick", "y"]) is not None
