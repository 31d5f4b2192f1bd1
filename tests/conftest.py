"""Measurements take minutes and prove nothing, so they run only when they are asked for."""

from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent / "benchmarks"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--benchmark", action="store_true", help="Run tests/benchmarks, and print what they measure.")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if collection_path.is_relative_to(BENCHMARKS) and not config.getoption("--benchmark"):
        return True
    return None
