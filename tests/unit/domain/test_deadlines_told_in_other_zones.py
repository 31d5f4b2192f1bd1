"""A day is one deadline, whichever place's clocks an article reads it by."""

from datetime import timedelta

from tests.builders import NOON, Desk, deadline_claim, hours

DAY = timedelta(days=1)


def day_ending(at, zone, **more):
    claim = deadline_claim("set", NOON, at, grain="day", earliest=at - DAY, **more)
    return claim.model_copy(update={"timezone": zone})


def test_the_same_day_by_other_clocks_is_the_same_deadline():
    ends = NOON.replace(hour=0) + 5 * DAY
    told = Desk().tell_all([day_ending(ends, "UTC"), day_ending(ends + hours(5), "UTC-05:00", source="herald")])
    assert [each.dues for each in told.deadlines] == [(ends,)]


def test_the_next_day_is_another_deadline():
    ends = NOON.replace(hour=0) + 5 * DAY
    told = Desk().tell_all([day_ending(ends, "UTC"), day_ending(ends + DAY + hours(5), "UTC-05:00", source="herald")])
    assert len(told.deadlines) == 2
