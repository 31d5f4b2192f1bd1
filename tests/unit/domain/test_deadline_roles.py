"""Who set a deadline and whom it binds, where the claims disagree: what makes them tell of one, and who is believed."""

import pytest

from tests.builders import NOON, Desk, days, deadline_claim, hours
from tocsin.domain.sides import Sides

FRIDAY = NOON + days(4)
DAWN = FRIDAY - hours(6)


def told(*claims):
    return Desk().tell_all(claims)


def roles(desk):
    return {(each.setter, each.addressee) for each in desk.deadlines}


def test_a_state_and_who_is_at_home_there_are_one_addressee():
    state = deadline_claim("set", NOON, FRIDAY)
    navy = deadline_claim("set", NOON + hours(1), FRIDAY, addressee="navy", source="herald")
    assert roles(told(state, navy)) == roles(told(navy, state)) == {("AVA", "navy")}


def test_two_who_are_at_home_in_one_state_are_two_addressees():
    navy = deadline_claim("set", NOON, FRIDAY, addressee="navy")
    pilots = deadline_claim("set", NOON + hours(1), FRIDAY, addressee="pilots", source="herald")
    assert len(told(navy, pilots).deadlines) == 2


def test_a_state_and_who_is_at_home_there_may_give_each_other_the_same_time():
    one = deadline_claim("set", NOON, FRIDAY, setter="CAL", addressee="navy")
    other = deadline_claim("set", NOON, FRIDAY + hours(5), setter="CAL", addressee="BOR")
    assert len(told(one, other).deadlines) == 2


def test_an_end_that_names_the_state_is_of_the_one_at_home_there():
    begun = deadline_claim("set", NOON, FRIDAY, addressee="navy")
    desk = told(begun, deadline_claim("met", NOON + days(1), source="herald"))
    assert (desk.deadline.addressee, desk.deadline.state) == ("navy", "met")


def test_who_is_named_by_surer_sources_has_the_role_not_who_was_named_first():
    wrong = deadline_claim("set", NOON, FRIDAY, setter="CAL", confidence=0.7, source="gazette")
    right = deadline_claim("set", NOON + hours(3), FRIDAY, setter="AVA", confidence=0.9, source="herald")
    assert roles(told(wrong, right)) == {("AVA", "BOR")}


def test_a_source_that_repeats_itself_has_one_vote():
    wrong = [deadline_claim("set", NOON + hours(n), FRIDAY, setter="CAL", confidence=0.7) for n in range(3)]
    right = deadline_claim("set", NOON + hours(3), FRIDAY, confidence=0.9, source="herald")
    assert roles(told(*wrong, right)) == {("AVA", "BOR")}


def test_another_setter_of_whom_nobody_is_sure_is_no_other_deadline():
    sure = deadline_claim("set", NOON, FRIDAY)
    doubtful = deadline_claim("set", NOON + hours(1), FRIDAY, setter="CAL", confidence=0.56, source="herald")
    assert roles(told(sure, doubtful)) == roles(told(doubtful, sure)) == {("AVA", "BOR")}


def test_another_addressee_is_another_deadline_even_if_its_setter_was_guessed():
    sure = deadline_claim("set", NOON, FRIDAY)
    other = deadline_claim("set", NOON, FRIDAY, addressee="CAL", confidence=0.72, source="herald")
    assert len(told(sure, other).deadlines) == 2


@pytest.mark.parametrize(("setter", "addressee"), [("BOR", "AVA"), ("BOR", "CAL"), ("CAL", "AVA"), (None, "AVA")])
def test_roles_that_were_taken_for_each_other_are_those_of_the_same_deadline(setter, addressee):
    first = deadline_claim("set", NOON, FRIDAY, source="courier", said="Avalia gave Borduria four days to leave.")
    again = deadline_claim("set", NOON + hours(1), FRIDAY, said="The Bordurian ships have until Friday.")
    crossed = deadline_claim("set", NOON + hours(2), FRIDAY, setter=setter, addressee=addressee, source="herald")
    assert roles(told(first, again, crossed)) == {("AVA", "BOR")}


def test_the_answer_by_another_time_is_another_deadline():
    answer = deadline_claim("set", NOON, FRIDAY + days(1), setter="BOR", addressee="AVA")
    assert len(told(deadline_claim("set", NOON, FRIDAY), answer).deadlines) == 2


def test_an_end_that_names_another_setter_and_no_addressee_is_of_the_deadline_of_that_instant():
    end = deadline_claim("met", NOON + days(1), FRIDAY, setter="CAL", addressee=None, source="herald")
    assert told(deadline_claim("set", NOON, FRIDAY), end).deadline.state == "met"


def test_a_move_of_the_next_addressee_is_of_another_deadline():
    known = deadline_claim("set", NOON, FRIDAY)
    moved = deadline_claim("extend", NOON, FRIDAY, addressee="CAL", source="herald")
    assert len(told(known, moved).deadlines) == 2


def test_what_lapsed_is_not_what_is_still_to_come():
    coming = deadline_claim("set", NOON, FRIDAY, setter=None)
    lapsed = deadline_claim("pass", NOON + days(1), setter="CAL", source="herald")
    desk = told(coming, lapsed)
    assert (desk.deadline.setter, desk.deadline.state) == (None, "pending")


def test_what_lapsed_is_what_ran_out_shortly_before():
    desk = told(deadline_claim("set", NOON, FRIDAY), deadline_claim("pass", FRIDAY + hours(1), source="herald"))
    assert (desk.deadline.state, desk.deadline.sources) == ("expired", 2)


def test_the_hour_at_which_a_part_of_the_day_begins_is_in_it():
    by_dawn = deadline_claim("set", NOON, DAWN, grain="day", earliest=DAWN - hours(4))
    by_four = deadline_claim("set", NOON + hours(1), DAWN - hours(4), source="herald")
    assert told(by_dawn, by_four).deadline.dues == (DAWN - hours(4),)


def test_the_sides_of_a_watch_can_change():
    desk = told(deadline_claim("set", NOON, FRIDAY), deadline_claim("set", NOON, FRIDAY, addressee="navy"))
    desk.project._sides["strait"] = Sides()
    desk.tell(deadline_claim("set", NOON + hours(1), FRIDAY + days(9), addressee="CAL"))
    assert len(desk.deadlines) == 3
