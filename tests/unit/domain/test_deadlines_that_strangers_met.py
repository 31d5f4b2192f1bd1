"""What nobody known has met ends a deadline that is known, and begins none."""

from tests.builders import NOON, Desk, deadline_claim, hours


def met(**more):
    return deadline_claim("met", NOON + hours(4), NOON + hours(6), setter=None, addressee=None, **more)


def test_what_strangers_have_met_is_no_news_of_its_own():
    assert Desk().tell_all([met()]).deadlines == ()


def test_what_strangers_have_met_ends_the_deadline_of_that_instant():
    known = deadline_claim("set", NOON, NOON + hours(6))
    assert [each.state for each in Desk().tell_all([known, met(source="herald")]).deadlines] == ["met"]
