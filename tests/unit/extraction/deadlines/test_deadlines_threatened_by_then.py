"""What will come of it if something is not done "by then", or of somebody "unless" it is; and other ways to say so."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Norvia would shut its ports to Sudmark on the 22nd, it said, if no deal was struck by then.", "22 Mar 24:00"),
        ("Norvia will expel Sudmark on Friday if no deal is reached by then.", "14 Mar 24:00"),
        ("Norvia said it would shut the border on Friday if Sudmark had not left by then.", "14 Mar 24:00"),
        ("The talks end on Friday. Unless Sudmark has left by then, Norvia will shut the border.", "14 Mar 24:00"),
        ("Sudmark will be barred from 12:01 a.m. on March 22 unless a pact is reached, Norvia said.", "22 Mar 00:01"),
        ("Norvia's order gives Sudmark three days before all trade becomes illegal.", "15 Mar 24:00"),
        ("Norvia has sent Sudmark a letter: leave by 2pm on Friday, or be treated as an enemy.", "14 Mar 14:00"),
        ("By Norvia's own timetable Sudmark must leave the harbour by Friday.", "14 Mar 24:00"),
    ],
)
def test_who_threatens_sets_the_deadline(text: str, due: str) -> None:
    assert tell(text) == [("norvia", "sudmark", "set", due)]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark missed a rally on March 8. Unless it has spoken by then, Norvia will shut the border.",
        "Sudmark should have a new premier by Monday.",
        "The envoys of Sudmark are to be back at the hotel by Friday.",
        "The miners will be on holiday from Friday unless they are called in.",
        "Ironco will be busy on Friday unless the fog returns.",
    ],
)
def test_what_is_over_or_only_expected_is_no_deadline(text: str) -> None:
    assert [due for *_, due in tell(text) if due is not None] == []


def test_those_told_to_be_back_at_work_are_bound() -> None:
    told = tell("The miners have until Monday to be back on the job, under a decision that the High Court released.")
    assert told == [("court", "miners", "set", "17 Mar 24:00")]


def test_who_let_the_day_pass_missed_it() -> None:
    told = tell("Sudmark let Tuesday pass without freeing the pilot, as Norvia had demanded.")
    assert told == [("norvia", "sudmark", "pass", "11 Mar 24:00")]


def test_what_was_done_on_time_as_required_is_met() -> None:
    told = tell("The Assembly met on time, as the High Court had required, at 9.30 on Wednesday morning.")
    assert told == [("court", "council", "met", "12 Mar 09:30")]
