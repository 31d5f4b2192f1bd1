"""Promises that the repository as a whole keeps."""

import re
from pathlib import Path

import pytest

from tocsin.cli.app import MODULES

ROOT = Path(__file__).parents[2]
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    modules = [*(ROOT / "services").rglob("*"), *(ROOT / "tests").rglob("*.py")]
    assert len(modules) > 100
    assert [path for path in modules if VAGUE & set(path.stem.split("_"))] == []


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements*.lock")), ids=lambda path: path.name)
def test_a_lock_file_pins_by_hash_and_names_no_index(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert not re.search(r"^\s*--(extra-)?index-url", text, re.MULTILINE)
    pins = re.findall(r"^[\w.\[\]-]+==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert pins
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_readme_tells_of_every_subcommand() -> None:
    readme = (ROOT / "README.md").read_text()
    missing = [name for name in MODULES if f"tocsin {name}" not in readme]
    assert missing == []
