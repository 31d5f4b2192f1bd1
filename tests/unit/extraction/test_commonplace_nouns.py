"""Nouns that every article holds do not alone stand for a proposition."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "leave",
        "title": "Ordavia: the dockers' leave",
        "places": ["SE"],
        "actors": [{"id": "owners", "name": "Owners' League", "kind": "company", "aliases": ["the owners"]}],
        "propositions": [
            {"id": "leave", "title": "Paid leave", "phrases": ["seven days of paid leave"]},
            {"id": "powers", "title": "The emergency powers", "phrases": ["emergency powers"]},
        ],
    }
)
told = StanceReader.of(WATCH, "Notes").told


@pytest.mark.parametrize(
    "text",
    [
        "The owners wasted four days before the talks.",
        "The owners oppose the days of rest that the mayor wants.",
        "The owners condemned a power that is no friend.",
    ],
)
def test_a_commonplace_noun_is_not_the_proposition(text: str) -> None:
    assert told(text) == set()


def test_the_whole_phrase_is() -> None:
    assert told("The owners reject seven days of paid leave.") == {("owners", "oppose", "leave")}
    assert told("The owners condemned the emergency powers.") == {("owners", "oppose", "powers")}
