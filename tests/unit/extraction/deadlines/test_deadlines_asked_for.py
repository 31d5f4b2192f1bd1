"""Deadlines told as the answer to a question: "How long does Norvia have? Until noon on Friday."."""

import pytest

from tests.unit.extraction.deadlines.island import read_article, tell


@pytest.mark.parametrize(
    "text",
    [
        "The League wants Norvia off the island. How long does Norvia have? Until noon on Friday.",
        "The League wants Norvia off the island. And how long has Norvia got? Until noon on Friday.",
        "How long has Norvia been given by the League? Until noon on Friday.",
        "The League wants Norvia off the island. How much time does Norvia have to go? Until noon on Friday.",
    ],
)
def test_the_answer_is_the_limit_of_whom_the_question_names(text: str):
    assert tell(text) == [("league", "norvia", "set", "14 Mar 12:00")]


@pytest.mark.parametrize(
    "text",
    [
        "How long will the exhibition in Norvia last? Until Friday.",
        "How long did Norvia sleep? Until Friday, the League says.",
        "How long does Norvia have to wait for the League? Until Friday.",
        "How long has Norvia had to wait? Until Friday.",
        "How long does Norvia have? Nobody knows. Until Friday the League is silent.",
        "Is Norvia at peace? Until Friday, the League says.",
    ],
)
def test_how_long_something_lasts_is_no_deadline(text: str):
    assert tell(text) == []


def test_the_evidence_stands_in_the_answer():
    article, (reading,) = read_article("How long has Norvia been given by the League?\n\nUntil noon on Friday.")
    assert article.body[reading.start : reading.end] == "Until noon on Friday"
