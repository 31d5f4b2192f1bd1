"""An alert reads as a duty officer would want it: who, what, by when, since when, how well known, and the sentence."""

from datetime import timedelta

import pytest

from tests.builders import NOON, Desk, days, deadline_claim, hours, stance_claim
from tocsin.domain.alert import AlertRaised
from tocsin.domain.due import Due
from tocsin.domain.wording import length, when

FRIDAY_NOON = NOON + days(4)


def alerts(*claims, until=None):
    desk = Desk().tell_all(claims)
    if until is not None:
        desk.until(until)
    return [each.data for each in desk.events(AlertRaised)]


def due(latest, grain, timezone="Europe/Athens"):
    return Due(earliest=latest, latest=latest, grain=grain, timezone=timezone, timezone_source="watch", raw="then")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(days=6, hours=23, minutes=59), "6 d 23 h"),
        (timedelta(hours=24), "1 d"),
        (timedelta(days=2, minutes=5), "2 d 5 min"),
        (timedelta(minutes=59, seconds=40), "1 h"),
        (timedelta(seconds=20), "0 min"),
        (timedelta(seconds=-90), "0 min"),
    ],
)
def test_a_length_is_told_in_its_two_largest_units(span, words):
    assert length(span) == words


def test_the_end_of_a_day_is_named_by_that_day():
    assert when(due(FRIDAY_NOON + hours(9), "day")) == "the end of Fri 11 Apr 2031 (Europe/Athens)"


def test_a_time_of_day_is_told_in_local_time():
    assert when(due(FRIDAY_NOON, "minute")) == "Fri 11 Apr 2031 15:00 (Europe/Athens)"
    assert when(due(FRIDAY_NOON, "minute", "UTC+05:30")) == "Fri 11 Apr 2031 17:30 (UTC+05:30)"


def test_a_time_that_nobody_told_is_said_to_be_so():
    assert when(None) == "a time not told yet"


def test_a_deadline_is_told_with_all_that_is_known_of_it():
    claim = deadline_claim(
        "set", NOON, FRIDAY_NOON, demand="leave the strait", consequence="be boarded", said="Leave by noon on Friday.",
        alternatives=(FRIDAY_NOON + hours(3),),
    )  # fmt: skip
    (alert,) = alerts(claim)
    assert alert.title == "Avalia gives Borduria until Fri 11 Apr 2031 15:00 (Europe/Athens): leave the strait"
    assert alert.text.splitlines() == [
        "Who: Avalia → Borduria",
        "Demand: “leave the strait”",
        "Otherwise: “be boarded”",
        "Due: Fri 11 Apr 2031 15:00 (Europe/Athens) = Fri 11 Apr 2031 12:00 UTC, in 4 d;"
        " it may also mean Fri 11 Apr 2031 15:00 UTC",
        "Known since: Mon 7 Apr 2031 12:00 UTC, 1 independent source",
        "“Leave by noon on Friday.”",
        "gazette, Mon 7 Apr 2031 12:00 UTC, https://gazette.example/news",
    ]
    assert (alert.due, alert.evidence[0].sentence) == (FRIDAY_NOON, "Leave by noon on Friday.")


@pytest.mark.parametrize(
    ("setter", "addressee", "title"),
    [
        ("AVA", None, "A deadline of Avalia runs until a time not told yet"),
        (None, "BOR", "Borduria has until a time not told yet"),
    ],
)
def test_who_is_not_known_is_left_out(setter, addressee, title):
    (alert,) = alerts(deadline_claim("set", NOON, setter=setter, addressee=addressee))
    assert alert.title == title


def test_what_became_of_a_deadline_is_in_the_headline():
    first = deadline_claim("set", NOON, FRIDAY_NOON, demand="leave the strait")
    whose = "The deadline of Avalia for Borduria"
    (_, moved) = alerts(first, deadline_claim("extend", NOON + hours(1), FRIDAY_NOON + days(1)))
    assert moved.title == f"{whose} moved to Sat 12 Apr 2031 15:00 (Europe/Athens): leave the strait"
    assert "Moved: from Fri 11 Apr 2031 12:00 UTC to Sat 12 Apr 2031 12:00 UTC" in moved.text
    (_, met) = alerts(first, deadline_claim("met", NOON + hours(1)))
    assert met.title == f"{whose} reported met: leave the strait"
    (_, withdrawn) = alerts(first, deadline_claim("withdraw", NOON + hours(1)))
    assert withdrawn.title == f"{whose} withdrawn: leave the strait"
    *reminders, expired = alerts(first, until=FRIDAY_NOON)
    assert expired.title == f"{whose} ran out at Fri 11 Apr 2031 15:00 (Europe/Athens): leave the strait"
    assert reminders[-1].title == "1 h left of the deadline of Avalia for Borduria: leave the strait"


def test_a_stance_is_told_with_its_condition_sources_and_sentence():
    (alert,) = alerts(stance_claim("support", NOON, conditional=True, said="We would, if they do."))
    assert alert.title == "Avalia supports Closing the strait under a condition"
    assert alert.text.splitlines() == [
        "Since: Mon 7 Apr 2031 12:00 UTC, 1 independent source, confidence 0.80",
        "“We would, if they do.”",
        "gazette, Mon 7 Apr 2031 12:00 UTC, https://gazette.example/news",
    ]


def test_a_flip_tells_both_sentences():
    (_, flip) = alerts(
        stance_claim("support", NOON, said="We are for it."), stance_claim("oppose", NOON + days(1), said="Never.")
    )
    assert flip.title == "Avalia opposes Closing the strait; was for it"
    assert "“Never.”" in flip.text
    assert "“We are for it.”" in flip.text


def test_an_actor_without_a_name_is_told_by_its_id():
    (alert,) = alerts(stance_claim("neutral", NOON, actor="guild", target="BOR"))
    assert alert.title == "guild is neutral on Borduria"
