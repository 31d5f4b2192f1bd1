"""The habit of the sources: quiet nights and weekends do not ring, and a feed that died does."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, Desk, days, hours
from tocsin.domain.habit import DAYS, UNKNOWN, Habit
from tocsin.domain.tick import SourcePolled, SourceReading
from tocsin.domain.watch import AlertRule

MIDNIGHT = NOON - hours(12)


def polled(at: datetime) -> SourcePolled:
    return SourcePolled.of(SourceReading(source="wire", read_at=at, last_article_at=at))


def desk() -> Desk:
    return Desk(AlertRule(on="source.silent"))


def by_day(length: int, *, every: timedelta, weekdays_only: bool = False, seed: int = 1) -> Iterator[datetime]:
    """Tell articles from about 7 to about 22 o'clock, and none at night, for so many days."""
    random = Random(seed)
    for day in range(length):
        at = MIDNIGHT + days(day) + hours(7) + timedelta(minutes=random.uniform(0, 60))
        while at < MIDNIGHT + days(day) + hours(22) and not (weekdays_only and at.weekday() >= 5):
            yield at
            at += every * random.uniform(0.2, 1.8)


def heard(desk: Desk, articles: Iterator[datetime]) -> datetime:
    """Tell the desk of articles, letting time pass between them; return when the last came."""
    at = MIDNIGHT
    for at in articles:
        desk.until(at)
        desk.take(polled(at))
    return at


def test_quiet_nights_do_not_ring() -> None:
    told = desk()
    heard(told, by_day(30, every=timedelta(minutes=40)))
    assert told.raised() == []


def test_a_feed_that_died_rings_by_its_habit_and_not_a_day_later() -> None:
    told = desk()
    last = heard(told, by_day(20, every=timedelta(minutes=40)))
    told.until(last + hours(9))
    assert told.raised() == []
    told.until(last + hours(17))
    assert told.raised() == ["source.silent"]


def test_sources_that_tell_something_all_the_time_are_missed_within_an_hour() -> None:
    told = desk()
    last = heard(told, (MIDNIGHT + number * timedelta(minutes=30) for number in range(48 * 10)))
    told.until(last + timedelta(minutes=59))
    assert told.raised() == []
    told.until(last + hours(1))
    assert told.raised() == ["source.silent"]


def test_weekends_are_habit_once_two_of_them_are_known() -> None:
    told = desk()
    heard(told, by_day(42, every=hours(1), weekdays_only=True))
    rung = [event.time for event in told.sent if event.type == "tocsin.alert.raised"]
    assert len(rung) <= 2
    assert all(at < MIDNIGHT + days(15) for at in rung)


def test_an_outage_is_no_habit() -> None:
    told = desk()
    last = heard(told, by_day(12, every=timedelta(minutes=40)))
    back = last + days(3)
    told.until(back)
    told.take(polled(back))
    told.until(back + hours(17))
    assert told.raised() == ["source.silent", "source.silent"]


def test_what_is_not_known_for_a_week_is_given_a_day() -> None:
    told = desk()
    last = heard(told, by_day(5, every=timedelta(minutes=40)))
    told.until(last + hours(23))
    assert told.raised() == []
    told.until(last + UNKNOWN)
    assert told.raised() == ["source.silent"]


def test_a_rule_that_says_how_long_is_obeyed_whatever_is_habit() -> None:
    told = Desk(AlertRule(on="source.silent", after=hours(2)))
    last = heard(told, iter([MIDNIGHT]))
    told.until(last + hours(2))
    assert told.raised() == ["source.silent"]


def test_no_more_is_remembered_than_a_day_needs() -> None:
    habit, last = Habit(since=MIDNIGHT), MIDNIGHT
    for at in by_day(60, every=timedelta(minutes=20)):
        habit, last = habit.heard(last, at), at
    assert len(habit.lulls) == DAYS


MINUTES = st.lists(st.integers(0, 60 * 24 * 20), min_size=1, max_size=30, unique=True).map(sorted)


@given(MINUTES, st.data())
def test_repeats_change_nothing_wherever_they_come(minutes: list[int], data: st.DataObject) -> None:
    events = [polled(MIDNIGHT + timedelta(minutes=each)) for each in minutes]
    once, again = desk(), desk()
    for number, event in enumerate(events):
        once.take(event)
        again.take(event)
        for repeat in data.draw(st.lists(st.sampled_from(events[: number + 1]), max_size=3)):
            again.take(repeat)
    assert once.alerted.get("silence/all") == again.alerted.get("silence/all")
    assert once.raised() == again.raised()


@given(MINUTES)
def test_the_last_days_alone_decide(minutes: list[int]) -> None:
    recent = MIDNIGHT + days(60)
    habits = []
    for first in (MIDNIGHT, MIDNIGHT + days(20)):
        habit, last = Habit(since=first), first
        for at in (recent, *(recent + days(DAYS) + timedelta(minutes=each + 1) for each in minutes)):
            habit, last = habit.heard(last, at), at
        habits.append(habit.patience(last))
    assert habits[0] == habits[1]
