"""A deadline is told with its new instant, and the sentence or the words after it tell the one that it had before."""

from datetime import UTC, datetime

import pytest

from tests.unit.extraction.deadlines.island import read_article, tell

NOW = "The League has given Sudmark until Saturday to free the pilot."


def moves(text):
    _, readings = read_article(text)
    return [(reading.action, reading.previous_due) for reading in readings]


@pytest.mark.parametrize(
    "text",
    [
        f"{NOW} Until now it had named Friday.",
        f"{NOW} The League had originally set Friday.",
        f"{NOW} The deadline had originally been Friday.",
        f"{NOW} It was previously Friday.",
        "The League has given Sudmark until Saturday, a date that replaced Friday, to free the pilot.",
    ],
)
def test_the_instant_that_was_named_before_is_where_the_deadline_was_moved_from(text):
    assert moves(text) == [("extend", datetime(2031, 3, 14, 21, tzinfo=UTC))]


def test_a_deadline_moved_to_an_earlier_day_than_was_named_before_is_advanced():
    assert moves(f"{NOW} Until now it had named Sunday.") == [("advance", datetime(2031, 3, 16, 21, tzinfo=UTC))]


@pytest.mark.parametrize(
    "text",
    [
        f"{NOW} Originally a fishing port, Sudmark shut its harbour on Friday.",
        f"{NOW} It had previously freed two sailors on Friday.",
        f"{NOW} Talks were initially planned for Friday.",
        f"{NOW} The League met at first on Friday.",
    ],
)
def test_what_happened_before_moves_no_deadline(text):
    assert moves(text) == [("set", None)]


def test_what_was_named_before_tells_of_no_deadline_by_itself():
    assert tell("The port was full of ships. Until now the League had named Friday.") == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "The League gave Sudmark another 72 hours. Their deadline had been due to expire at 3 p.m.",
            (15, 12),
        ),
        ("The League gave Sudmark another 72 hours after its deadline expired at noon.", (15, 9)),
        ("The High Court has granted Ironco ten more days to reply. It was due on Friday.", (24, 21)),
        ("The High Court has granted Ironco ten more days to reply, which was due on Friday.", (24, 21)),
        ("The League gave Sudmark another week to reply. The deadline had been Thursday.", (20, 21)),
        ("The deadline that the League set Sudmark, originally Friday, has been pushed back by a week.", (21, 21)),
    ],
)
def test_more_time_is_counted_from_the_instant_that_held_before(text, due):
    _, (reading,) = read_article(text)
    assert (reading.action, reading.due.latest) == ("extend", datetime(2031, 3, *due, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        "The League gave Sudmark another 72 hours. It must pay a fine by June 30.",
        "The League gave Sudmark another 72 hours. The envoys are due in Halden on Friday.",
    ],
)
def test_more_time_is_not_counted_from_what_is_still_to_be_done(text):
    _, readings = read_article(text)
    assert readings[0].due.latest == datetime(2031, 3, 15, 10, tzinfo=UTC)
