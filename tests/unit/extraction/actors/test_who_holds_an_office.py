"""Whom "the prime minister" stands for: one who can hold that office, or nobody."""

import pytest

from tests.unit.extraction.actors.kestrel import WATCH, mentions_of
from tocsin.domain.actor import Actor

LEADERS = (
    Actor(id="DEU", people=("Otto Brandt",)),
    Actor(id="USA", people=("Walt Harlan",)),
    Actor(id="CAN", people=("Guy Tremont",)),
)
CABINETS = WATCH.model_copy(update={"actors": (*WATCH.actors, *LEADERS)})


def _last(text: str) -> str:
    return mentions_of([CABINETS], CABINETS, text)[-1].actor


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Guy Tremont rang Walt Harlan. The prime minister was blunt.", "CAN"),
        ("Walt Harlan rang Guy Tremont. The president was blunt.", "USA"),
        ("Otto Brandt rang Walt Harlan. The chancellor was blunt.", "DEU"),
        ("Rose May met President Inés Quiroga. The prime minister was blunt.", "GBR"),
        ("Walt Harlan was blunt. In Berlin the chancellor spoke of a mistake.", "DEU"),
        ("Walt Harlan was blunt. In Ottawa, the foreign minister spoke of a mistake.", "CAN"),
    ],
)
def test_an_office_is_that_of_a_state_that_has_it(text: str, actor: str):
    assert _last(text) == actor


@pytest.mark.parametrize(
    "text",
    [
        "President Inés Quiroga spoke. The prime minister was blunt.",
        "Walt Harlan spoke. The prime minister was blunt.",
        "Walt Harlan spoke. The chancellor was blunt.",
    ],
)
def test_an_office_that_none_of_the_article_holds_is_nobody(text: str):
    assert len(mentions_of([CABINETS], CABINETS, text)) == 1


def test_an_ambassador_in_a_capital_is_not_of_its_state():
    assert _last("Walt Harlan spoke. In Berlin the ambassador agreed.") == "USA"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Peru signed. A spokesperson for Kestrel Copper refused.", "orr"),
        ("Peru signed. A spokeswoman for the NUKM was there. She refused.", "miners"),
        ("Kestrel Copper signed. A spokeswoman for the museum refused.", "orr"),
    ],
)
def test_a_spokesperson_for_somebody_speaks_for_nobody_else(text: str, actor: str):
    mentions = mentions_of([WATCH], WATCH, text)
    assert [mention.actor for mention in mentions[1:]] == ([actor] * (len(mentions) - 1))
