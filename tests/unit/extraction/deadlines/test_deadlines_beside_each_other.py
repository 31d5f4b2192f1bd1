"""Two deadlines of one instant, or two ends of which no instant is told, are not always one."""

from tests.unit.extraction.deadlines.island import tell


def test_the_end_of_a_licence_is_not_what_another_requires_by_that_day():
    text = "Ironco's licence expires on Friday. The rebels gave Sudmark until Friday to leave."
    assert tell(text) == [(None, None, "set", "14 Mar 24:00"), ("front", "sudmark", "set", "14 Mar 24:00")]


def test_what_was_met_is_not_what_ran_out():
    text = "The noon deadline ran out on 7 March. The League settled with Sudmark inside its deadline."
    assert ("league", "sudmark", "met", None) in tell(text)
