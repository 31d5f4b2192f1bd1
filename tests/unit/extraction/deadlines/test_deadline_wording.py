"""The words that show a deadline, and that reading never fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.extraction.deadlines.island import read_article

_PIECES = st.sampled_from(
    ["Norvia", "Sudmark", "the League's", "told", "gave", "must", "has", "was given", "deadline", "ultimatum", "until",
     "by", "before", "within", "48 hours", "a week", "72-hour", "Friday", "noon on Sunday", "31 February", "to leave",
     "expired", "extended", "from Monday to Friday", "by two days", "withdrew", "not", "which", "that", "said", "or",
     "unless", "if", ",", ";", ":", ".", "“", "\n\n", "the hour passed", "came and went", "met", "to spare", "İ", "ß"]
)  # fmt: skip


def test_the_demand_and_the_consequence_are_words_of_the_article():
    _, (reading,) = read_article("Sudmark must free the sailors by Friday or lose its fishing rights, Norvia said.")
    assert (reading.demand, reading.consequence) == ("free the sailors", "lose its fishing rights")


def test_the_demand_stands_after_the_time_as_well():
    _, (reading,) = read_article("Norvia gave Sudmark until Friday to free the sailors, who are ill.")
    assert reading.demand == "free the sailors"


def test_the_consequence_may_follow_failing_which():
    _, (reading,) = read_article("Norvia told Sudmark to pay by Friday, failing which the port will be shut.")
    assert reading.consequence == "the port will be shut"


def test_the_evidence_is_the_shortest_stretch_with_the_words_of_time():
    article, (reading,) = read_article("Norvia told Sudmark on Monday to free the sailors by Friday, and not later.")
    assert article.body[reading.start : reading.end] == "by Friday"


def test_the_evidence_of_a_noun_holds_the_noun():
    article, (reading,) = read_article("Norvia served a 48-hour ultimatum on Sudmark to free the sailors.")
    assert article.body[reading.start : reading.end] == "48-hour ultimatum"


@given(st.lists(_PIECES, max_size=40).map(" ".join))
def test_reading_never_fails_and_shows_its_evidence(text: str):
    article, readings = read_article(text, title=text[:60])
    for reading in readings:
        assert article.body[reading.start : reading.end].strip()
        assert reading.demand is None or reading.demand in article.body
        assert reading.consequence is None or reading.consequence in article.body


@given(st.text(max_size=300))
def test_reading_never_fails_on_any_text(text: str):
    _, readings = read_article(text)
    assert isinstance(readings, tuple)


@pytest.mark.parametrize("opening", ["Failing that,", "Otherwise", "If not,"])
def test_the_consequence_may_open_the_next_sentence(opening: str):
    _, (reading,) = read_article(f"Norvia told Sudmark to pay by Friday. {opening} the port will be shut.")
    assert reading.consequence == "the port will be shut"
