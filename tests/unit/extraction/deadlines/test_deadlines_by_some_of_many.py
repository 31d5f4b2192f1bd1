"""Some of many who told another to act are nobody whom the watch knows."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "The League met on Monday, two days after four governments told Sudmark to leave by Friday.",
        "The League said that six ministers had ordered Sudmark to leave by Friday.",
    ],
)
def test_some_governments_are_nobody_who_is_known(text: str):
    assert tell(text) == [(None, "sudmark", "set", "14 Mar 24:00")]
