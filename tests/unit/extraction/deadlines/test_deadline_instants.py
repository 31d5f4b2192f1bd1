"""Which of several days, clocks and parties in a text are those of the deadline."""

from datetime import UTC, datetime

import pytest

from tests.unit.extraction.deadlines.island import PUBLISHED, WATCH, read_article, tell
from tocsin.domain.actor import Actor
from tocsin.domain.article import Article
from tocsin.extraction.actors import ActorReader
from tocsin.extraction.deadlines import read_deadlines


@pytest.mark.parametrize(
    "text",
    [
        "Norvia announced on Tuesday a deadline of Friday for Sudmark to leave.",
        "Norvia announced Tuesday a deadline of Friday for Sudmark to leave.",
        "Norvia repeated on Tuesday its deadline of Friday for Sudmark to leave.",
    ],
)
def test_the_day_of_the_telling_is_not_the_day_of_the_deadline(text: str):
    dues = {told[3] for told in tell(text)}
    assert "14 Mar 24:00" in dues
    assert dues.isdisjoint({"11 Mar 24:00", "18 Mar 24:00"})


@pytest.mark.parametrize(
    "text",
    [
        "Norvia confirmed the deadline for Sudmark on Tuesday.",
        "Norvia reminded Sudmark of the deadline on Tuesday.",
        "Sudmark replied to the ultimatum on Tuesday, Norvia said.",
        "Norvia's ultimatum reached Sudmark on Tuesday.",
    ],
)
def test_what_is_done_about_a_deadline_on_a_day_does_not_date_it(text: str):
    assert all(told[3] is None for told in tell(text))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("The note reached Halden on Monday evening, two hours inside the League's limit of midnight.", "10 Mar 24:00"),
        (
            "Sudmark handed the files over on Monday, with an hour to spare before Norvia's noon deadline.",
            "10 Mar 12:00",
        ),
        ("Sudmark beat the League's 5pm deadline by ten minutes on Tuesday.", "11 Mar 17:00"),
    ],
)
def test_an_hour_that_was_kept_is_of_the_day_on_which_it_was(text: str, due: str):
    assert due in [told[3] for told in tell(text)]


def test_a_length_of_time_given_in_a_month_long_over_is_history():
    assert tell("In October, when the ports were shut, Norvia was given four days to open them.") == []


def test_a_part_of_the_day_in_the_title_is_the_hour_of_the_text():
    text = "Norvia ordered Sudmark to leave the island by 5am on Thursday."
    assert tell(text, title="Norvia tells Sudmark to leave by dawn") == [("norvia", "sudmark", "set", "13 Mar 05:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark is behind with its bills. Norvia vowed to cut off the gas unless it pays by Friday.",
        "Sudmark holds the pass. Norvia threatened to shell the town unless it is left by Friday.",
    ],
)
def test_whoever_vows_to_act_unless_it_pays_does_not_speak_of_itself(text: str):
    assert tell(text) == [("norvia", "sudmark", "set", "14 Mar 24:00")]


def test_who_is_to_suffer_unless_it_pays_is_spoken_of():
    text = "Sudmark will lose its seat unless it pays by Friday, the League said."
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_people_at_large_are_not_the_party_of_the_sentence_before():
    text = "Norvia told Sudmark to leave by Friday. Residents must be out by Saturday, Olin Vask said."
    assert ("norvia", "sudmark", "set", "15 Mar 24:00") not in tell(text)


def test_what_a_foreign_state_requires_of_itself_goes_by_its_own_clock():
    senate = Actor(id="diet", kind="other", name="Diet", country="JP")
    watch = WATCH.model_copy(update={"actors": (*WATCH.actors, senate)})
    article = Article(
        id="a", source="s", url="u", title="t", text="The Diet gave Japan until Friday to report.",
        published_at=PUBLISHED, fetched_at=PUBLISHED,
    )  # fmt: skip
    reader = ActorReader([watch])
    (reading,) = read_deadlines(reader.resolve(reader.scan(article), watch), article, watch)
    assert reading.due is not None
    assert reading.due.latest == datetime(2031, 3, 14, 15, tzinfo=UTC)


def test_what_a_foreign_state_requires_of_others_does_not():
    _, (reading,) = read_article("Japan gave Norvia until Friday to report.")
    assert reading.due is not None
    assert reading.due.latest == datetime(2031, 3, 14, 21, tzinfo=UTC)
