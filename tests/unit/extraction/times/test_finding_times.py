"""Where a sentence speaks of time, and by which words it is governed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.due import Span
from tocsin.extraction.times import find

VOCABULARY = (
    "by until before Friday 5 p.m. ET noon midnight 6 August 2025 - , ( ) . within two weeks of the end next last a "
    "half past month on at 14 : 30 first Monday in June today Easter 48 hours GMT + 's ’ Moscow time between and from "
    "to the council 12/10/2025 2025-06-01 T Q3 spring ago now 3rd of th"
)
WORDS = st.sampled_from(VOCABULARY.split())


def told(text: str) -> list[tuple[str | None, str]]:
    return [(phrase.preposition, phrase.text) for phrase in find(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The council has until noon on Friday to answer.", [("until", "noon on Friday")]),
        ("Pay no later than\n5 June, the court said on Monday.", [("no later than", "5 June"), ("on", "Monday")]),
        ("They must leave by the end of the month.", [("by", "end of the month")]),
        ("On or before 3 May it will sign.", [("on or before", "3 May")]),
        ("A 72-hour ultimatum ends at 6pm.", [(None, "72-hour"), ("at", "6pm")]),
        ("It set a Friday deadline.", [(None, "Friday")]),
        ("within the next two weeks", [("within", "the next two weeks")]),
        ("Friday’s vote and Monday's talks", [(None, "Friday"), (None, "Monday")]),
        ("moved from Thursday to Monday", [(None, "from Thursday to Monday")]),
    ],
)
def test_a_time_is_found_with_the_word_that_governs_it(sentence, expected):
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The envoys may march on, and the sun sets.",
        "Twelve ministers walked out of the second meeting of the council.",
        "Article 5, 24/7, 10,000 hours of film, 12 people, 5G and the 1990s.",
        "She came third, to the surprise of the second half of the room.",
        "Later in the day a months-long row over the Good Friday Agreement broke out in the Sunday Times.",
        "By now it had been a long night, and few of the 2,000 hours of tape were left.",
        "Mr May said that Ms March and April Jones had left.",
        "",
    ],
)
def test_words_that_only_look_like_times_are_left_alone(sentence):
    assert [phrase.text for phrase in find(sentence)] == []


@pytest.mark.parametrize(
    "text", ["now", "20 to twelve", "a week on Saturday", "2016-2018", "later this year", "5pm gmt"]
)
def test_what_is_a_time_only_if_asked_about_is_found_otherwise_in_news(text):
    assert [phrase.text for phrase in find(text, asked=True)] == [text]
    assert [phrase.text for phrase in find(text)] != [text]


@pytest.mark.parametrize("sentence", ["Twice a week they meet.", "It is due every Monday at noon.", "Each day counts."])
def test_what_comes_again_and_again_is_no_time(sentence):
    assert find(sentence) == ()


def test_longer_readings_win_over_shorter_ones():
    assert told("by 5 p.m. Eastern time on Friday, 6 June 2025") == [
        ("by", "5 p.m. Eastern time on Friday, 6 June 2025")
    ]


def test_a_length_of_time_without_a_start_is_told_apart():
    assert [phrase.duration for phrase in find("a 48-hour truce")] == [Span(count=48, unit="hour")]
    assert [phrase.duration for phrase in find("a fortnight")] == [Span(count=2, unit="week")]
    assert [phrase.duration for phrase in find("ten days from Friday")] == [None]
    assert [phrase.duration for phrase in find("two days ago")] == [None]


@pytest.mark.parametrize(
    ("said", "minutes"), [("5 1/2 hours", 330), ("5 3/4 hours", 345), ("2.3 hours", 138), ("half an hour", 30)]
)
def test_a_fraction_belongs_to_the_number_before_it(said, minutes):
    (phrase,) = find(f"within {said}")
    assert (phrase.text, phrase.duration) == (said, Span(count=minutes, unit="minute"))


def test_an_interval_has_two_ends():
    (phrase,) = find("brought forward from Saturday to Wednesday")
    (first, last) = phrase.ends or ()

    assert first.meaning != last.meaning
    assert [moment.ends for moment in (first, last)] == [None, None]


def test_places_count_from_the_offset_handed_in():
    (phrase,) = find("by Friday", offset=100)

    assert (phrase.start, phrase.end, phrase.text) == (103, 109, "Friday")


@given(st.lists(WORDS | st.text(max_size=6), max_size=25), st.sampled_from(["", " "]))
def test_what_is_found_is_in_the_text_in_order_and_without_overlaps(words, space):
    text = space.join(words)
    found = find(text)

    assert all(text[phrase.start : phrase.end] == phrase.text != "" for phrase in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
