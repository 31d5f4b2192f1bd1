"""One deadline stays one where a claim is imperfect: a length for an instant, or a role misread at its end."""

from datetime import timedelta

import pytest

from tests.builders import NOON, Desk, deadline_claim, hours
from tocsin.domain.due import Span

TWO_DAYS = Span(count=48, unit="hour")


def told(*claims):
    return Desk().tell_all(claims)


def counted(**more):
    return deadline_claim("set", NOON, NOON + hours(48), anchor="published", duration=TWO_DAYS, **more)


def test_an_instant_told_later_corrects_what_a_length_came_to():
    exact = deadline_claim("set", NOON + hours(20), NOON + hours(41), source="herald", setter=None)
    assert told(counted(), exact).deadline.dues == (NOON + hours(41),)


def test_a_length_told_after_the_instant_corrects_nothing():
    exact = deadline_claim("set", NOON, NOON + hours(41))
    length = deadline_claim(
        "set", NOON + hours(2), NOON + hours(50), anchor="published", duration=TWO_DAYS, source="herald"
    )
    assert told(exact, length).deadline.dues == (NOON + hours(41),)


@pytest.mark.parametrize("away", [timedelta(days=-2), timedelta(days=2)])
def test_an_instant_far_from_what_a_length_comes_to_is_another_deadline(away):
    first = deadline_claim(
        "set", NOON, NOON + timedelta(days=7), anchor="published", duration=Span(count=7, unit="day")
    )
    other = deadline_claim("set", NOON + hours(20), NOON + timedelta(days=7) + away, source="herald")
    assert len(told(first, other).deadlines) == 2


def test_an_instant_with_another_demand_is_another_deadline():
    exact = deadline_claim("set", NOON + hours(20), NOON + hours(41), source="herald", demand="free the sailors")
    assert len(told(counted(demand="reopen the strait"), exact).deadlines) == 2


def test_an_instant_told_at_the_same_time_as_a_length_is_another_deadline():
    exact = deadline_claim("set", NOON, NOON + hours(41), article="two", source="herald")
    assert len(told(counted(article="one"), exact).deadlines) == 2


@pytest.mark.parametrize(("action", "state"), [("met", "met"), ("withdraw", "withdrawn"), ("pass", "expired")])
def test_an_end_with_a_misread_role_ends_the_deadline_of_that_instant(action, state):
    begun = deadline_claim("set", NOON, NOON + hours(5))
    end = deadline_claim(action, NOON + hours(6), NOON + hours(5), addressee="CAL")
    desk = told(begun, end)
    assert (desk.deadline.addressee, desk.deadline.state) == ("BOR", state)


def test_an_end_of_another_setter_and_another_addressee_is_of_another_deadline():
    begun = deadline_claim("set", NOON, NOON + hours(5))
    end = deadline_claim("pass", NOON + hours(6), NOON + hours(5), setter="CAL", addressee="DAN")
    assert len(told(begun, end).deadlines) == 2


def test_an_extension_is_of_the_deadline_that_ran_out_last():
    first = deadline_claim("set", NOON, NOON + hours(10))
    lapsed = deadline_claim("pass", NOON + hours(31), NOON + hours(30), article="one")
    longer = deadline_claim("extend", NOON + hours(31), NOON + hours(34), article="one")
    dues = {each.dues for each in told(first, lapsed, longer).deadlines}
    assert dues == {(NOON + hours(10),), (NOON + hours(30), NOON + hours(34))}
