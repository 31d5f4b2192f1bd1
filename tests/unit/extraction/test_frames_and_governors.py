"""Which predicates stand over a target, and which only stand near it."""

import pytest

from tests.unit.extraction.test_stance_rules import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anja Holm announced the formal withdrawal of the canal toll.", ("vestria", "oppose", "toll")),
        ("The pilots' federation demanded an end to the canal toll.", ("pilots", "oppose", "toll")),
        ("Vestria welcomed the scrapping of the canal toll.", ("vestria", "oppose", "toll")),
        ("Vestria regretted the scrapping of the canal toll.", ("vestria", "support", "toll")),
        ("Ordavia demanded the introduction of a canal toll.", ("ordavia", "support", "toll")),
    ],
)
def test_a_noun_tells_what_is_done_to_the_target(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)
