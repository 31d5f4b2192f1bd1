"""Propositions that are met by expressions for their act, by irregular pasts, and by the office of a person."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "delta",
        "title": "Ordavia: the delta",
        "places": ["SE"],
        "actors": [
            {"id": "ordavia", "name": "Ordavia", "kind": "state"},
            {"id": "vestria", "name": "Vestria", "kind": "state"},
            {"id": "greens", "name": "Green List", "kind": "party", "aliases": ["the Green List"]},
            {"id": "skerry", "name": "Aldo Skerry", "kind": "person", "aliases": ["Skerry"]},
        ],
        "propositions": [
            {
                "id": "troops",
                "title": "Foreign troops in the delta",
                "phrases": ["military intervention", "send troops"],
            },
            {"id": "sanctions", "title": "Sanctions on the delta's rulers", "phrases": ["sanctions"]},
            {"id": "exit", "title": "Aldo Skerry leaving office", "phrases": ["resign", "resignation", "step down"]},
            {"id": "vote", "title": "An early election", "phrases": ["early election", "snap election"]},
        ],
    }
)
told = StanceReader.of(WATCH, "Delta news").told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ordavia sent troops to the delta on Friday.", ("ordavia", "support", "troops")),
        ("Vestria offered 400 soldiers for the delta.", ("vestria", "support", "troops")),
        ("Vestria refused to send soldiers.", ("vestria", "oppose", "troops")),
        ("Vestria froze the assets of four ministers.", ("vestria", "support", "sanctions")),
        ("Vestria has barred Aldo Skerry from entering its territory.", ("vestria", "support", "sanctions")),
        ("Vestria refused to freeze the assets of the ministers.", ("vestria", "oppose", "sanctions")),
        ("The Green List wants to let the voters decide.", ("greens", "support", "vote")),
        ("Vestria called on Aldo Skerry to hand in his notice.", ("vestria", "support", "exit")),
        ("The Green List wants the president gone.", ("greens", "support", "exit")),
        ("The Green List says that the president must go.", ("greens", "support", "exit")),
    ],
)
def test_an_act_is_met_by_what_is_done_where_it_is_done(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Vestria sent its bishop to the delta.",
        "Vestria froze the pipes of the ministry.",
        "Vestria barred lorries from the bridge.",
        "Vestria offered 400 beds for tourists.",
        "The Green List says that the president went to Kelmar.",
        "The Green List said that the president was out of town.",
    ],
)
def test_another_deed_by_the_same_verb_is_no_stance(text: str) -> None:
    assert told(text) == set()
