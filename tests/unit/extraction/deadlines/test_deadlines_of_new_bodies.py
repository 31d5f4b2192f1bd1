"""A body that the sentence has just brought into being is nobody whom the watch knows."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "Norvia named a panel on Sudmark and gave it until Friday to report.",
        "Norvia set up a commission on Sudmark's raid and told it to report by Friday.",
        "After Sudmark's raid Norvia appointed an inquiry and gave it until Friday.",
    ],
)
def test_a_panel_just_named_is_bound_and_not_the_actor_named_before(text: str):
    assert tell(text) == [("norvia", None, "set", "14 Mar 24:00")]


def test_it_is_the_actor_where_nothing_is_founded():
    told = tell("Sudmark broke up a rally. Norvia protested and gave it until Friday to free the men.")
    assert told == [("norvia", "sudmark", "set", "14 Mar 24:00")]
