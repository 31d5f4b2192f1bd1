"""What two have agreed to do by a time binds both of them; what one says that it will do binds nobody."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "Norvia and Sudmark agreed to pull back their guns by Friday.",
        "Norvia, Sudmark and the League promised on Monday to settle the quarrel by Friday.",
        "Norvia and Sudmark have undertaken to free all prisoners by Friday.",
    ],
)
def test_it_is_the_deadline_of_both(text: str):
    assert tell(text) == [(None, None, "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Norvia promised to publish the figures by Friday.",
        "Norvia and Sudmark agreed to meet by Friday.",
        "Norvia and Sudmark agreed to double their trade by 2040.",
        "Norvia and Sudmark will hold games by Friday.",
    ],
)
def test_plans_and_meetings_are_none(text: str):
    assert tell(text) == []
