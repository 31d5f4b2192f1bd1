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


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia told Vestria to repaint its canal toll booths.",
        "Ordavia gave Vestria two weeks to translate the canal toll rules.",
        "Vestria hopes to photograph the naval patrols from the air.",
    ],
)
def test_a_demand_for_something_else_is_no_stance(text: str) -> None:
    assert told(text) == set()
