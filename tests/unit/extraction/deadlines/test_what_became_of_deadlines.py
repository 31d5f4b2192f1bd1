"""What became of a deadline, in the ways in which reports say that it was moved, met, dropped or ran out."""

import pytest

from tests.unit.extraction.deadlines.island import Told, tell


@pytest.mark.parametrize(
    "text",
    [
        "The truce, which was to expire on Monday, has been extended until Friday.",
        "The truce, due to expire on Monday, was prolonged until Friday.",
    ],
)
def test_what_is_extended_is_moved_later_though_the_old_day_is_past(text: str) -> None:
    assert tell(text) == [(None, None, "extend", "14 Mar 24:00")]


def test_what_is_moved_may_be_moved_earlier() -> None:
    told = tell("The League moved its deadline for Sudmark from Saturday to Friday.")
    assert told == [("league", "sudmark", "advance", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Their contract was to end on Wednesday, but Ironco and the miners agreed to keep it alive until Friday.",
        "The contract ran out at midnight on Tuesday, but the two sides kept it in force until Friday.",
        "As the truce expired on Tuesday, Norvia and Sudmark renewed it for three days.",
        "The truce, which ran out on Tuesday, was renewed for three days.",
    ],
)
def test_what_is_renewed_as_it_ends_has_not_lapsed(text: str) -> None:
    assert tell(text) == [(None, None, "extend", "14 Mar 24:00")]


def test_the_deadline_of_the_sentence_before_is_put_off() -> None:
    told = tell("The ultimatum to Sudmark was to run out on Wednesday. The League has extended it until Friday.")
    assert told == [("league", "sudmark", "extend", "14 Mar 24:00")]


def test_what_is_put_off_after_no_deadline_is_none() -> None:
    assert tell("Olin Vask liked the film. Norvia put it off until Friday.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The League's Friday deadline for Sudmark may be extended until Monday.",
        "The League refused to drop the deadline of Friday that it had set for Sudmark.",
        "The League may drop its draft, and with it the Friday limit that it had set for Sudmark.",
        "Sudmark, which the League has given until Friday to remove its soldiers, has asked for more time.",
    ],
)
def test_what_may_be_moved_or_dropped_still_runs(text: str) -> None:
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Norvia is dropping its draft, and with it the 17 March limit that it had set for Sudmark.",
            ("norvia", "sudmark", "withdraw", "17 Mar 24:00"),
        ),
        (
            "Midnight is when its mandate ends, and with it the time that the League has allowed Sudmark.",
            ("league", "sudmark", "set", "12 Mar 24:00"),
        ),
        (
            "The League had set noon on Tuesday as its limit for Sudmark; it passed without an answer.",
            ("league", "sudmark", "pass", "11 Mar 12:00"),
        ),
        ("Sudmark settled inside the League's deadline of Tuesday.", ("league", "sudmark", "met", "11 Mar 24:00")),
        (
            "Sudmark refused to hand over the lighthouse, as Norvia had demanded by Tuesday.",
            ("norvia", "sudmark", "pass", "11 Mar 24:00"),
        ),
        (
            "Sudmark was given one week, to Wednesday 19 March, to reopen the border.",
            (None, "sudmark", "set", "19 Mar 24:00"),
        ),
        (
            "The League gave Sudmark one more week, to Wednesday 19 March, to reopen the border.",
            ("league", "sudmark", "extend", "19 Mar 24:00"),
        ),
        (
            "The League gave Sudmark another 60-day period to reopen the border.",
            ("league", "sudmark", "extend", "11 May 24:00"),
        ),
    ],
)
def test_a_deadline_is_followed_in_the_words_around_its_name(text: str, told: Told) -> None:
    assert tell(text) == [told]
