"""A limit that is told by another day: "two days before that", "on Tuesday, a day after it ran out"."""

import pytest

from tests.unit.extraction.deadlines.island import Told, tell


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Sudmark's assembly meets on 20 March. Two days before that comes the League's limit for Sudmark.",
            ("league", "sudmark", "set", "18 Mar 24:00"),
        ),
        (
            "The League's summit opens on Friday. The day before, the League's deadline for Sudmark runs out.",
            ("league", "sudmark", "set", "13 Mar 24:00"),
        ),
        (
            "Sudmark's assembly meets on Friday. By that day Sudmark must have reopened the border, the League says.",
            ("league", "sudmark", "set", "14 Mar 24:00"),
        ),
        (
            "On Monday Sudmark turned down the treaty that the League had wanted it to sign by that day.",
            ("league", "sudmark", "pass", "10 Mar 24:00"),
        ),
    ],
)
def test_a_day_told_before_tells_the_limit(text: str, told: Told) -> None:
    assert tell(text) == [told]


def test_one_may_have_a_day_longer_than_the_other() -> None:
    text = "The League gave Sudmark until Friday to reply, and Norvia until the day after that to leave the island."
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00"), ("league", "norvia", "set", "15 Mar 24:00")]


def test_a_day_that_was_never_told_fixes_no_limit() -> None:
    assert tell("Sudmark must reopen the border by that day, the League says.") == []


def test_a_length_counts_from_the_day_that_was_told_before() -> None:
    text = (
        "On 1 March Norvia shut its ports. The same day it complained to the League, "
        "whose rules give Sudmark 60 days to answer."
    )
    assert [due for *_, due in tell(text)] == ["30 Apr 24:00"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Sudmark replied on Tuesday, a day after the League's deadline ran out.",
            ("league", "sudmark", "pass", "10 Mar 24:00"),
        ),
        (
            "Sudmark replied on Tuesday, a day after the League's deadline.",
            ("league", "sudmark", "pass", "10 Mar 24:00"),
        ),
        (
            "Norvia closed its ports on 11 March, the day after the League's deadline for Sudmark ran out.",
            ("league", "sudmark", "pass", "10 Mar 24:00"),
        ),
        (
            "The raids began on Sunday, two days after the ultimatum that Norvia had given Sudmark expired.",
            ("norvia", "sudmark", "pass", "07 Mar 24:00"),
        ),
        (
            "Norvia cut the cable at noon on Tuesday, two hours after its ultimatum to Sudmark ran out.",
            ("norvia", "sudmark", "pass", "11 Mar 10:00"),
        ),
        (
            "On Tuesday, a day after the League's deadline for Sudmark ran out, Norvia closed its ports.",
            ("league", "sudmark", "pass", "10 Mar 24:00"),
        ),
        (
            "Sudmark paid on Monday, two days before the League's deadline ran out.",
            ("league", "sudmark", "met", "12 Mar 24:00"),
        ),
        (
            "Sudmark freed the sailors a day after the Monday deadline set by the League.",
            ("league", "sudmark", "pass", "10 Mar 24:00"),
        ),
    ],
)
def test_how_long_before_or_after_it_something_was_tells_the_limit(text: str, told: Told) -> None:
    assert tell(text) == [told]


def test_hours_after_a_day_tell_no_instant() -> None:
    assert tell("Norvia cut the cable on Tuesday, two hours after its ultimatum to Sudmark ran out.") == [
        ("norvia", "sudmark", "pass", None)
    ]


def test_what_ends_before_a_mere_event_is_no_limit() -> None:
    assert tell("The fair opened on Tuesday, a day after the harvest ended.") == []


@pytest.mark.parametrize("words", ["mid-2031", "mid-year", "the middle of the year"])
def test_the_middle_of_a_year_ends_with_its_first_half(words: str) -> None:
    assert tell(f"The League told Sudmark to clear its mines by {words}.") == [
        ("league", "sudmark", "set", "30 Jun 24:00")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Tuesday's ruling by the High Court ordered the miners to be out by 7pm.",
            ("court", "miners", "pass", "11 Mar 19:00"),
        ),
        (
            "The High Court's injunction of Monday gave the miners until 7pm to leave the mine.",
            ("court", "miners", "pass", "10 Mar 19:00"),
        ),
        ("Norvia ordered Sudmark today to leave by 7pm.", ("norvia", "sudmark", "set", "12 Mar 19:00")),
        (
            "After talks on Monday Norvia has given Sudmark until midnight to reply.",
            ("norvia", "sudmark", "set", "12 Mar 24:00"),
        ),
        (
            "The ultimatum that Norvia gave Sudmark on Monday expires at midnight.",
            ("norvia", "sudmark", "set", "12 Mar 24:00"),
        ),
    ],
)
def test_an_hour_is_of_the_past_day_on_which_it_was_set_unless_it_still_runs(text: str, told: Told) -> None:
    assert tell(text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The talks ran beyond the Monday deadline which the League had set for Sudmark.",
            ("league", "sudmark", "pass", "10 Mar 24:00"),
        ),
        (
            "Norvia told Sudmark on Monday that at noon on Friday it must have left the fort.",
            ("norvia", "sudmark", "set", "14 Mar 12:00"),
        ),
        (
            "The pact was kept when Sudmark's troops vacated the fort on 10 March as it laid down.",
            (None, "sudmark", "met", "10 Mar 24:00"),
        ),
    ],
)
def test_the_words_around_a_day_make_it_the_limit(text: str, told: Told) -> None:
    assert tell(text) == [told]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("On Friday Sudmark's parliament meets. The League's deadline for Sudmark is noon.", "14 Mar 12:00"),
        ("Sudmark votes on 20 March. The League's deadline for Sudmark is midnight.", "20 Mar 24:00"),
        ("Sudmark's envoy spoke on Monday. The League's deadline for Sudmark is noon.", "13 Mar 12:00"),
        ("Sudmark votes in May. The League's deadline for Sudmark is midnight.", "12 Mar 24:00"),
    ],
)
def test_an_hour_is_of_the_coming_day_that_the_sentence_before_tells(text: str, due: str) -> None:
    assert tell(text) == [("league", "sudmark", "set", due)]


@pytest.mark.parametrize(
    ("law", "due"),
    [
        ("The constitution gives the Assembly 90 days to elect another.", "08 Jun 24:00"),
        ("The charter allows the Assembly 30 days from such an exit to choose a successor.", "09 Apr 24:00"),
    ],
)
def test_what_a_law_gives_counts_from_what_was_told_some_sentences_before(law: str, due: str) -> None:
    assert tell(f"Norvia's president resigned on Monday. People danced in the streets. {law}") == [
        (None, "council", "set", due)
    ]


def test_a_zone_named_for_one_limit_holds_of_the_next() -> None:
    text = "The League gave Sudmark until noon Tokyo time on Friday to reply, and until Sunday to reopen the border."
    assert [due for *_, due in tell(text)] == ["14 Mar 06:00", "16 Mar 18:00"]


def test_the_hours_of_greenwich_are_nobodys_own() -> None:
    text = "The League gave Sudmark until 0900 GMT on Friday to reply, and until Sunday to reopen the border."
    assert [due for *_, due in tell(text)] == ["14 Mar 12:00", "16 Mar 24:00"]
