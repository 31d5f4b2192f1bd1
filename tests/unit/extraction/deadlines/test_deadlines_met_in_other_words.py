"""What was demanded is told as done in other words, in the clause about the one who is bound or the next sentence."""

import pytest

from tests.unit.extraction.deadlines.island import action_of, tell

BOUND = "The League had given Sudmark until Monday to free the pilot."


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark, which the League had given until Monday to free the pilot, has let him go.",
        "Sudmark, which the League had given until Monday to withdraw its ships, has brought them home.",
        "Sudmark, which the League had told to be out of the strait by Monday, has pulled out.",
        f"{BOUND} It freed him that morning.",
        f"{BOUND} It handed him over on Sunday.",
        f"{BOUND} Sudmark handed over the pilot that day.",
        f"{BOUND} Its envoys returned him on time.",
        "The League had given Sudmark until Monday to show why its arms deal held. It handed in the papers that day.",
    ],
)
def test_what_was_done_to_one_who_was_named_before_meets_the_deadline(text):
    assert action_of(text) == "met"


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark, which the League had given until Monday to free the pilot, has not let him go.",
        "Sudmark, which the League had given until Monday to free the pilot, has brought in more troops.",
        f"{BOUND} It did not hand over the pilot that day.",
        f"{BOUND} It may have freed him that day.",
        f"{BOUND} It freed two sailors on Sunday.",
        f"{BOUND} Norland freed him that day.",
        f"{BOUND} It pulled out of the talks on Sunday.",
    ],
)
def test_what_was_not_done_or_by_another_or_to_others_meets_no_deadline(text):
    assert action_of(text) == "pass"


def test_what_is_said_to_be_allowed_gives_no_time():
    assert tell("The League allowed that Sudmark had lost face that night, and would sit again in two days.") == []
