"""Propositions that are met by what news says of a deed, and of its undoing, without naming it."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch


def told(phrase: str, text: str) -> set[tuple[str, str, str]]:
    """Return the stances of a text on one proposition with one phrase."""
    watch = Watch.model_validate(
        {
            "id": "isles",
            "title": "The isles",
            "actors": [
                {"id": "ordavia", "name": "Ordavia", "kind": "state"},
                {"id": "vestria", "name": "Vestria", "kind": "state"},
            ],
            "propositions": [{"id": "p", "title": phrase.capitalize(), "phrases": [phrase]}],
        }
    )
    return StanceReader.of(watch, "Notes").told(text)


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("referendum", "Vestria wants to consult the people.", ("vestria", "support", "p")),
        ("referendum", "Vestria would deny the people a say.", ("vestria", "oppose", "p")),
        ("embargo", "Vestria stopped selling weapons to Ordavia.", ("vestria", "support", "p")),
        ("inspections of the plant", "Ordavia let the experts into the plant.", ("ordavia", "support", "p")),
        ("inspections of the plant", "Ordavia turned away the experts.", ("ordavia", "oppose", "p")),
        ("disarmament of the militia", "Ordavia agreed to hand in its rifles.", ("ordavia", "support", "p")),
        ("disarmament of the militia", "Ordavia will hold on to its missiles.", ("ordavia", "oppose", "p")),
        ("bailout of the bank", "Vestria is ready to let the bank fail.", ("vestria", "oppose", "p")),
        ("merger of the two yards", "Vestria decided to sell its shares to Ordavia.", ("vestria", "support", "p")),
        ("independence of the isles", "Ordavia wants to keep the country whole.", ("ordavia", "oppose", "p")),
        ("deportation of the migrants", "Ordavia wants to let the migrants stay.", ("ordavia", "oppose", "p")),
        ("extradition of the banker", "Vestria granted the banker asylum.", ("vestria", "oppose", "p")),
    ],
)
def test_a_deed_stands_for_the_act_or_its_undoing(phrase: str, text: str, expected: tuple[str, str, str]) -> None:
    assert told(phrase, text) == {expected}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("referendum", "Vestria consulted its lawyers."),
        ("embargo", "Vestria stopped selling cheese."),
        ("inspections of the plant", "Ordavia switched off the lights."),
        ("disarmament of the militia", "Ordavia will keep its lighthouses."),
        ("bailout of the bank", "Vestria let the matter drop."),
        ("independence of the isles", "Vestria wants a hall of its own."),
    ],
)
def test_the_same_verb_with_another_object_is_no_stance(phrase: str, text: str) -> None:
    assert told(phrase, text) == set()
