"""What a deadline comes to over a whole crisis: time given on top, ends told late, one actor in one role."""

from datetime import timedelta

import pytest

from tests.builders import NOON, Desk, deadline_claim, hours
from tocsin.domain.due import Span

A_DAY = Span(count=24, unit="hour")
DUE = NOON + hours(90)


def told(*claims):
    return Desk().tell_all(claims)


def begun(**more):
    return deadline_claim("set", NOON, DUE, **more)


def another_day(at, **more):
    return deadline_claim("extend", at, at + hours(24), anchor="published", duration=A_DAY, **more)


def test_time_given_on_top_counts_from_the_old_end():
    desk = told(begun(), another_day(NOON + hours(40)))
    assert desk.deadline.dues == (DUE, DUE + hours(24))


def test_time_given_on_top_is_given_once_however_often_it_is_told():
    desk = told(begun(), another_day(NOON + hours(40)), another_day(NOON + hours(50), source="herald"))
    assert desk.deadline.dues == (DUE, DUE + hours(24))


def test_time_given_after_the_end_counts_from_the_news():
    desk = told(begun(), another_day(DUE + hours(2)))
    assert desk.deadline.dues == (DUE, DUE + hours(26))


@pytest.mark.parametrize(("action", "state"), [("met", "met"), ("withdraw", "withdrawn")])
def test_an_end_without_an_instant_is_told_within_a_month(action, state):
    assert told(begun(), deadline_claim(action, DUE + timedelta(days=20), None)).deadline.state == state


def test_an_end_without_an_instant_is_of_what_runs_and_not_of_what_has_run_out():
    before = deadline_claim("set", NOON - hours(48), NOON - hours(24))
    running = deadline_claim("set", NOON, NOON + hours(400))
    met = deadline_claim("met", NOON + hours(100), None)
    assert [each.state for each in told(before, running, met).deadlines] == ["expired", "met"]


def test_an_end_without_an_instant_and_of_nobody_known_tells_nothing_of_what_has_long_run_out():
    met = deadline_claim("met", DUE + timedelta(days=20), None, setter=None, addressee=None)
    assert told(begun(), met).deadline.state == "expired"


def test_an_actor_has_the_one_role_in_which_more_sources_name_it():
    bound = begun(setter=None, addressee="BOR")
    also_bound = begun(setter=None, addressee="BOR", source="herald", said="The ships must be gone in four days.")
    setting = begun(setter="BOR", addressee=None, source="courier", said="Borduria wants an answer by Friday.")
    desk = told(bound, also_bound, setting)
    assert (desk.deadline.setter, desk.deadline.addressee) == (None, "BOR")


def test_an_actor_named_as_often_in_both_roles_is_the_setter():
    desk = told(begun(setter="BOR", addressee=None), begun(setter=None, addressee="BOR", source="herald"))
    assert (desk.deadline.setter, desk.deadline.addressee) == ("BOR", None)
