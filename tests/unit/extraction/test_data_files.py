"""The data files that ship with the extractor, as a user reads and extends them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import tocsin.extraction

DATA = Path(tocsin.extraction.__file__).parent / "data"


def keys_given_twice(node: yaml.Node) -> Iterator[str]:
    """Yield, with its line, every key that stands in one mapping a second time: the first would do nothing."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield f"{key.value} in line {key.start_mark.line + 1}"
            seen.add(key.value)
            yield from keys_given_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from keys_given_twice(each)


@pytest.mark.parametrize("file", sorted(DATA.rglob("*.yaml")), ids=lambda file: file.name)
def test_every_file_can_be_read_without_libyaml_and_gives_no_key_twice(file: Path) -> None:
    node = yaml.compose(file.read_text("utf-8"), Loader=yaml.SafeLoader)
    assert list(keys_given_twice(node)) == []


def test_a_key_that_is_given_twice_is_found() -> None:
    assert list(keys_given_twice(yaml.compose("a: {b: 1, b: 2}"))) == ["b in line 1"]
