"""Of two persons in the sentence before, "he" who has to act is the one who was urged to."""

import pytest

from tests.unit.extraction.deadlines.island import tell

DUE = "14 Mar 24:00"


@pytest.mark.parametrize(
    "text",
    [
        "Olin Vask spent hours with Per Dahlin but could not persuade him to go.",
        "Olin Vask telephoned Per Dahlin on Tuesday and urged him to go.",
        "Olin Vask flew to see Per Dahlin and begged him to go.",
    ],
)
def test_he_who_was_urged_is_bound(text: str):
    assert tell(f"{text} The League stood firm: he had to be gone by Friday.") == [("league", "sudmark", "set", DUE)]


def test_he_to_whom_only_something_was_said_is_not():
    text = "Olin Vask met Per Dahlin and told him the news. The League has decided: he has to leave by Friday."
    assert tell(text) == [("league", "norvia", "set", DUE)]


def test_the_one_who_urged_is_not_bound_by_his_own_words():
    text = "Per Dahlin wavered when Olin Vask urged him to go. The League has decided: he has to leave by Friday."
    assert tell(text) == [("league", "sudmark", "set", DUE)]
