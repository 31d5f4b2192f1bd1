"""What somebody said at a time told in the sentence before counts from then: "It had two days, he said"."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("On Monday Olin Vask named his price. Sudmark had two days to leave the island, he said.", "12 Mar 24:00"),
        ("Olin Vask spoke on Monday. Sudmark had one week to leave the island, he said.", "17 Mar 24:00"),
        ("Olin Vask spoke on Tuesday. Sudmark had three days to leave the island, said Olin Vask.", "14 Mar 24:00"),
    ],
)
def test_days_that_somebody_said_another_had_count_from_the_saying(text: str, due: str):
    assert tell(text) == [("norvia", "sudmark", "set", due)]


@pytest.mark.parametrize(
    "text",
    [
        "Olin Vask spoke on Monday. Sudmark has one week to leave the island, he says.",
        "The rains came on Monday. Norvia gave Sudmark one week to leave the island.",
    ],
)
def test_days_that_somebody_has_count_from_the_report(text: str):
    assert tell(text) == [("norvia", "sudmark", "set", "19 Mar 24:00")]
