"""A deadline put to "the garrison" or "the other side" binds the only opponent that the article tells of its setter."""

import pytest

from tests.unit.extraction.deadlines.island import read_article, tell

BOUND = [("norvia", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Norvia attacked Sudmark again on Monday.\n\nNorvia gave the garrison until Friday to surrender.",
        "Norvia's guns fired on Sudmark's positions.\n\nNorvia told those inside to lay down their arms by Friday.",
        "Norvia warned Sudmark that its patience was gone.\n\nThe other side had until Friday, Norvia said.",
        "Sudmark shelled Norvia.\n\nNorvia said that the enemy had until Friday to withdraw.",
        "Sudmark was attacked by Norvia.\n\nThose inside the fort have until Friday, Norvia said.",
    ],
)
def test_the_opponent_is_bound(text: str):
    assert tell(text) == BOUND


def test_the_title_tells_who_it_is():
    told = tell("The troops were given until Friday to leave by Norvia.", title="Norvia tells Sudmark to quit the port")
    assert told == BOUND


@pytest.mark.parametrize(
    "text",
    [
        "Norvia and Sudmark signed the treaty.\n\nNorvia gave the garrison until Friday to surrender.",
        "Norvia attacked Sudmark and the rebels.\n\nNorvia gave the garrison until Friday to surrender.",
        "Norvia attacked Sudmark. Norvia warned the League.\n\nNorvia gave the garrison until Friday to leave.",
        "Norvia attacked Sudmark.\n\nNorvia told residents to leave by Friday.",
    ],
)
def test_nobody_is_bound_where_the_opponent_is_not_known(text: str):
    assert tell(text) == [("norvia", None, "set", "14 Mar 24:00")]


def test_the_opponent_of_another_is_not_bound():
    told = tell("Norvia attacked Sudmark.\n\nThe rebels gave the garrison until Friday to leave.")
    assert told == [("front", None, "set", "14 Mar 24:00")]


def test_it_is_less_certain_than_what_is_told():
    _, (guessed,) = read_article("Norvia attacked Sudmark.\n\nNorvia gave the garrison until Friday to surrender.")
    _, (told,) = read_article("Norvia gave Sudmark until Friday to surrender.")
    assert guessed.confidence < told.confidence
