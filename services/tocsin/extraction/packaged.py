"""The data files that ship with the extractor."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def packaged(name: str) -> Any:  # noqa: ANN401 - each file has a shape of its own
    """Return the content of `data/<name>`; callers must not change it. Raises FileNotFoundError if there is none."""
    text = files("tocsin.extraction").joinpath("data", name).read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
