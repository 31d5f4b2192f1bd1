"""A party acts through its lawmakers and a company through its board, where all of them are meant."""

import pytest

from tests.unit.extraction.actors.kestrel import WATCH, mentions_of
from tocsin.domain.actor import Actor

BLUE = Actor(id="blue", kind="party", name="Blue Party", people=("Ken Astor",))
PARTIES = WATCH.model_copy(update={"actors": (*WATCH.actors, BLUE)})


def _acting(text: str) -> list[tuple[str, str]]:
    return [(m.actor, m.text) for m in mentions_of([PARTIES], PARTIES, text) if m.role]


@pytest.mark.parametrize(
    ("text", "actor", "words"),
    [
        ("Blue Party lawmakers moved it.", "blue", "Blue Party lawmakers"),
        ("The Blue Party's MPs moved it.", "blue", "The Blue Party's MPs"),
        ("Kestrel Copper's board called a halt.", "orr", "Kestrel Copper's board"),
        ("The NUKM's executive board called a strike.", "miners", "The NUKM's executive board"),
        ("NUKM members voted to strike.", "miners", "NUKM members"),
        ("KFF fighters refused.", "front", "KFF fighters"),
    ],
)
def test_an_actor_acts_through_its_members(text: str, actor: str, words: str):
    assert _acting(text) == [(actor, words)]


def test_its_members_are_those_of_the_last_that_was_spoken_of():
    text = "The Blue Party met on Monday. Its members of parliament agreed to strike."
    assert _acting(text)[-1] == ("blue", "Its members")


@pytest.mark.parametrize(
    "text",
    [
        "Some Blue Party senators moved it.",
        "Two of the Blue Party's MPs walked out.",
        "The Blue Party's dissident MPs walked out.",
        "Blue Party voters were angry.",
        "Peru's senators moved it.",
        "Peruvian lawmakers moved it.",
        "Kestrel Copper's customers were angry.",
    ],
)
def test_some_of_its_members_are_not_the_actor_nor_are_those_whom_it_does_not_lead(text: str):
    assert _acting(text) == []
