"""A day after which nothing may be left is a limit."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "The League gave Sudmark until Friday to burn its gas. Nothing may be left of it after 20 March.",
        "The League gave Sudmark until Friday to burn its gas. Nothing must remain there after 20 March.",
    ],
)
def test_after_which_nothing_may_be_left_is_a_limit(text: str):
    assert ("league", "sudmark", "set", "20 Mar 24:00") in tell(text)
