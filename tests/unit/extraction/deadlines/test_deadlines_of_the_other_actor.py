"""A deadline of which the sentence tells only who set it binds the one other actor that the sentence speaks of."""

import pytest

from tests.unit.extraction.deadlines.island import read_article, tell


@pytest.mark.parametrize(
    "text",
    [
        "The League's ultimatum expired on Tuesday without a reply from Sudmark.",
        "The League's ultimatum expired on Tuesday, and Sudmark's envoys were still in talks.",
        "Sudmark stayed put as the League's ultimatum expired on Tuesday.",
        "With Sudmark still silent, the League's deadline ran out on Tuesday.",
        "Hours after the League's ultimatum expired on Tuesday, Sudmark fired on the port.",
    ],
)
def test_of_whom_the_sentence_speaks_let_the_deadline_lapse(text: str):
    assert tell(text) == [("league", "sudmark", "pass", "11 Mar 24:00")]


def test_who_weighs_an_answer_is_bound():
    told = tell("Sudmark is weighing its answer to the League's deadline of Friday.")
    assert told == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The League's deadline ran out on Tuesday, Norvia said.",
        "The High Court's deadline of Tuesday has passed, said Norvia.",
    ],
)
def test_who_only_tells_of_it_is_not_bound(text: str):
    assert [addressee for _, addressee, _, _ in tell(text)] == [None]


def test_who_only_welcomes_it_is_not_bound():
    assert tell("Norvia welcomed the League's Friday deadline.") == [("league", None, "set", "14 Mar 24:00")]


def test_a_bystander_is_not_bound_where_the_article_speaks_of_another():
    text = "Ironco broke off the talks. Ironco shut its gates. The miners' deadline ran out on Tuesday as Norvia slept."
    assert "norvia" not in [addressee for _, addressee, _, _ in tell(text)]


def test_it_is_less_certain_than_what_is_told():
    _, (guessed,) = read_article("The League's ultimatum expired on Tuesday, and Sudmark stayed put.")
    _, (told,) = read_article("The League's ultimatum to Sudmark expired on Tuesday.")
    assert guessed.confidence < told.confidence
