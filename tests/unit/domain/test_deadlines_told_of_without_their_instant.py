"""What is told of a deadline without its instant finds it by its parties and its demand, and never another one."""

from datetime import timedelta

import pytest

from tests.builders import NOON, Desk, deadline_claim, hours

PILOT, SHIP = "free the pilot", "pay for the ship"


def told(*claims):
    return Desk().tell_all(claims)


def begun(demand=PILOT, runs=5, **more):
    return deadline_claim("set", NOON, NOON + hours(runs), demand=demand, **more)


def later(action, demand=None, **more):
    return deadline_claim(action, NOON + hours(8), None, demand=demand, source="herald", **more)


def test_an_act_that_was_demanded_ends_the_deadline_for_it_and_not_the_one_that_runs():
    desk = told(begun(), begun(SHIP, 200, article="two"), later("met", "freed the pilot"))
    assert {each.demand: each.state for each in desk.deadlines} == {PILOT: "met", SHIP: "pending"}


def test_another_act_than_was_demanded_ends_nothing():
    assert told(begun(runs=20), later("met", "opened a bridge")).deadline.state == "pending"


def test_an_act_that_is_not_told_ends_the_deadline_of_those_who_are_in_it():
    assert told(begun(), later("met")).deadline.state == "met"


def test_of_equal_demands_the_one_that_runs_is_met():
    desk = told(begun(), begun(runs=200, article="two"), later("met", "freed the pilot"))
    assert [each.state for each in desk.deadlines].count("met") == 1
    assert next(each for each in desk.deadlines if each.state == "met").due.latest == NOON + hours(200)


@pytest.mark.parametrize("days", [1, 9])
def test_two_who_have_settled_are_done_with_it_whoever_is_said_to_have_come_to_terms(days):
    settled = deadline_claim("met", NOON + timedelta(days=days), None, setter="BOR", addressee="ALD", source="herald")
    desk = told(deadline_claim("set", NOON, NOON + hours(5), setter="ALD", addressee="BOR"), settled)
    assert desk.deadline.state == "met"


def test_a_deadline_spoken_of_right_after_its_end_is_no_new_one():
    assert told(begun(), later("set")).deadline.dues == (NOON + hours(5),)


def test_one_spoken_of_long_after_another_has_ended_is_a_new_one():
    again = deadline_claim("set", NOON + timedelta(days=9), None, source="herald")
    assert len(told(begun(), again).deadlines) == 2


def test_one_for_another_demand_than_that_which_has_just_ended_is_a_new_one():
    assert len(told(begun(), later("set", SHIP)).deadlines) == 2
