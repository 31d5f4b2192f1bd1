"""Wants and demands whose object is a clause or a list, and what is done told in other words."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "quay",
        "title": "Ordavia: the quay",
        "actors": [
            {"id": "ordavia", "name": "Ordavia", "kind": "state"},
            {"id": "vestria", "name": "Vestria", "kind": "state"},
            {"id": "porters", "name": "Porters' Union", "kind": "union", "aliases": ["the porters"]},
            {"id": "ardel", "name": "Milo Ardel", "kind": "person", "aliases": ["the poet"]},
            {"id": "kest", "name": "Ivo Kest", "kind": "person", "aliases": ["the premier"]},
        ],
        "propositions": [
            {"id": "release", "title": "Milo Ardel's release", "phrases": ["release of Milo Ardel", "free Ardel"]},
            {"id": "exit", "title": "Ivo Kest's departure", "phrases": ["resign", "step down"]},
            {"id": "toll", "title": "A toll on the quay", "phrases": ["quay toll", "toll on the quay"]},
            {"id": "blockade", "title": "The blockade of the quay roads", "phrases": ["blockade", "block the roads"]},
            {"id": "withdrawal", "title": "Pulling the troops out", "phrases": ["troop withdrawal", "withdraw troops"]},
            {"id": "strike", "title": "The porters' strike", "phrases": ["strike", "walkout"]},
            {"id": "inquiry", "title": "An inquiry into the fire", "phrases": ["inquiry", "independent inquiry"]},
        ],
    }
)
READER = StanceReader.of(WATCH, "Quay news")
told = READER.told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vestria wants the poet out of prison.", ("vestria", "support", "release")),
        ("Vestria asked Ordavia to let Ardel go.", ("vestria", "support", "release")),
        ("Vestria called for Mr Ardel, 61, to be let go.", ("vestria", "support", "release")),
        ("Ordavia wants Ardel kept in prison.", ("ordavia", "oppose", "release")),
        ("Vestria asked for the poet not to be sent to prison.", ("vestria", "support", "release")),
        ("Vestria wants the premier out.", ("vestria", "support", "exit")),
        ("The porters want the premier out of office.", ("porters", "support", "exit")),
        ("Vestria wants the foreign troops gone by June.", ("vestria", "support", "withdrawal")),
        ("Ordavia said its troops would stay put.", ("ordavia", "oppose", "withdrawal")),
    ],
)
def test_a_target_is_met_by_what_becomes_of_a_person_or_of_troops(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vestria wants the roads unblocked.", ("vestria", "oppose", "blockade")),
        ("Vestria told the farmers to clear the roads.", ("vestria", "oppose", "blockade")),
        ("Vestria wants the toll lifted on the quay.", ("vestria", "oppose", "toll")),
        ("Ordavia wants an end put to the blockade.", ("ordavia", "oppose", "blockade")),
        ("Vestria demanded the quay toll's complete withdrawal.", ("vestria", "oppose", "toll")),
        ("The porters went back to work on Monday.", ("porters", "oppose", "strike")),
        ("The porters said they would stay at work.", ("porters", "oppose", "strike")),
    ],
)
def test_what_undoes_the_act_is_against_it(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "The porters want the quay toll scrapped and the fire investigated.",
        "The porters want the quay toll dropped, the fire looked into and more pay.",
        "The porters want longer breaks at night, an inquiry, and the quay toll scrapped.",
        "The porters' demands are simple: no quay toll, and an inquiry.",
        "The porters listed their demands: an end to the quay toll and an independent inquiry.",
        "The porters' demands include an inquiry and an end to the quay toll.",
        "The porters have two conditions: that the quay toll be dropped and that an inquiry be opened.",
    ],
)
def test_each_item_of_a_list_of_demands_has_its_own_sign(text: str) -> None:
    assert told(text) == {("porters", "oppose", "toll"), ("porters", "support", "inquiry")}


@pytest.mark.parametrize(
    "text",
    [
        "Vestria wants to know why Ardel was let go.",
        "Vestria wants the quay toll debated.",
        "Vestria wants the report on the blockade published.",
        "Vestria listed the costs: a quay toll and a blockade.",
    ],
)
def test_what_is_only_to_be_talked_about_is_not_wanted(text: str) -> None:
    assert told(text) == set()


def test_who_declares_itself_against_a_thing_opposes_it() -> None:
    assert told("Vestria declared itself opposed to the quay toll.") == {("vestria", "oppose", "toll")}


def test_who_is_spoken_of_does_not_speak() -> None:
    text = '"Let him go," a minister in Vestria said of Ardel, who was jailed in May.'
    assert all(actor != "ardel" for actor, _, _ in told(text))
