"""The data files that ship with the extractor."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import yaml


@cache
def packaged(name: str) -> Any:  # noqa: ANN401 - each file has a shape of its own
    """Return the content of `data/<name>`; callers must not change it. Raises FileNotFoundError if there is none."""
    text = files("tocsin.extraction").joinpath("data", name).read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


def spelled_out(entry: str) -> Iterator[str]:
    """Yield the expressions of an entry in which "/" parts words that may stand in the same place."""
    return map(" ".join, product(*(word.split("/") for word in entry.split())))
