"""An "extended deadline" is one that was moved before: the words do not tell that it is moved now."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sudmark met the postponed deadline of 11 March, the League said.", ("met", "11 Mar 24:00")),
        ("Sudmark has missed the League's extended deadline of 11 March.", ("pass", "11 Mar 24:00")),
        ("Sudmark let the League's extended deadline of 11 March lapse.", ("pass", "11 Mar 24:00")),
        ("The League gave Sudmark a shortened deadline of Friday.", ("set", "14 Mar 24:00")),
        ("The extended deadline that the League gave Sudmark runs out on Friday.", ("set", "14 Mar 24:00")),
        ("The League has extended Sudmark's deadline to Friday.", ("extend", "14 Mar 24:00")),
    ],
)
def test_a_deadline_that_was_moved_is_told_of_as_any_other(text: str, told: tuple[str, str]):
    assert tell(text) == [("league", "sudmark", *told)]
