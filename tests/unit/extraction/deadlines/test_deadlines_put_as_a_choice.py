"""Deadlines put as a choice: to do it or to face what begins on a day, either or, or failing an answer."""

import pytest

from tests.unit.extraction.deadlines.island import tell

BEFORE_FRIDAY = [("league", "norvia", "set", "13 Mar 24:00")]
BY_FRIDAY = [("league", "norvia", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The League told Norvia to leave the island or face an embargo from Friday.",
        "Norvia was told by the League to leave the island or face an embargo from Friday.",
        "Norvia must leave the island or face an embargo from Friday, the League said.",
        "Leave the island or face an embargo from Friday, the League told Norvia.",
    ],
)
def test_what_is_faced_from_a_day_leaves_time_until_then(text: str):
    assert tell(text) == BEFORE_FRIDAY


@pytest.mark.parametrize(
    "text",
    [
        "Either Norvia leaves by Friday or the League closes its ports.",
        "Either Norvia is gone by Friday, the League said, or its ports will be closed.",
        "The League threatened to expel Norvia failing a reply by Friday.",
        "Short of a reply from Norvia by Friday, the League will expel it.",
        "Absent a withdrawal by Norvia by Friday, the League will expel it.",
        "Facing a Friday deadline from the League, Norvia recalled its envoy.",
    ],
)
def test_a_choice_with_a_limit_is_a_deadline(text: str):
    assert tell(text) == BY_FRIDAY


def test_a_title_may_begin_with_what_is_demanded():
    assert tell("Nothing else is known.", title="Get out by Friday, League tells Norvia") == BY_FRIDAY


@pytest.mark.parametrize(
    "text",
    [
        "Norvia faces fines from Friday.",
        "Norvia's teams face the League's champions from Friday.",
        "Either Norvia or Sudmark will win by Friday or on Sunday.",
        "Either Norvia wins by Friday or it rains.",
        "Norvia will either leave by Friday or by Sunday, the League believes.",
    ],
)
def test_what_leaves_nobody_a_choice_is_no_deadline(text: str):
    assert tell(text) == []
