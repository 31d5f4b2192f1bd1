"""Whose view a sentence tells where a letter, an ally or a slogan speaks, or where nobody is named in it again."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "lagoon",
        "title": "The lagoon",
        "actors": [
            {"id": "ordavia", "name": "Ordavia", "kind": "state", "people": ["Mila Trask"]},
            {"id": "vestria", "name": "Vestria", "kind": "state", "people": ["Anton Holm"]},
            {"id": "heron", "name": "Heron Party", "kind": "party", "people": ["Olga Brandt"]},
            {"id": "pilots", "name": "Pilots' Federation", "kind": "union", "people": ["Karl Stenn"]},
        ],
        "propositions": [
            {"id": "dyke", "title": "Building the dyke", "phrases": ["the dyke", "build the dyke"]},
            {"id": "poll", "title": "An early election", "phrases": ["early election", "fresh election"]},
            {"id": "truce", "title": "The lagoon truce", "phrases": ["ceasefire", "truce"]},
        ],
    }
)
told = StanceReader.of(WATCH, "Lagoon news").told

DYKE = {("ordavia", "oppose", "dyke")}
POLL = {("heron", "support", "poll")}


@pytest.mark.parametrize(
    "text",
    [
        "A letter from Ordavia rejects the dyke.",
        "Ordavia's letter rejects the dyke.",
        "A note from the ministry in Ordavia rejects the dyke.",
        "A draft tabled by Ordavia condemns the dyke.",
        "A resolution drafted by Ordavia condemns the dyke.",
        "A statement issued by Ordavia condemned the dyke.",
        "Ordavia's final communiqué condemns the dyke.",
        "Mila Trask flew home. A paper from her ministry condemns the dyke.",
    ],
)
def test_a_paper_speaks_for_those_who_wrote_it(text: str) -> None:
    assert told(text) == DYKE


@pytest.mark.parametrize(
    "text",
    [
        "A letter to Ordavia rejects the dyke.",
        "A petition against Ordavia rejects the dyke.",
        "A letter sent to Ordavia by farmers rejects the dyke.",
        "A report commissioned by Ordavia rejects the dyke.",
        "Farmers handed Ordavia a letter rejecting the dyke.",
    ],
)
def test_a_paper_does_not_speak_for_others(text: str) -> None:
    assert told(text) == set()


def test_the_allies_of_a_person_say_what_the_person_thinks() -> None:
    assert told("Mila Trask's allies reject the dyke.") == DYKE
    assert told("Mila Trask's entourage rejects the dyke.") == DYKE
    assert told("Ordavia's allies reject the dyke.") == set()


@pytest.mark.parametrize("foes", ["Rivals of Ordavia", "Opponents of Ordavia", "Critics of Ordavia"])
def test_opponents_do_not_speak_for_an_actor(foes: str) -> None:
    assert told(f"{foes} want the dyke.") == set()


@pytest.mark.parametrize(
    "several",
    [
        "Ordavia and other countries",
        "Ordavia and several other states",
        "Ordavia and the rest of the continent",
        "Ordavia and its neighbours",
        "Mila Trask and her allies",
        "A spokesman for Ordavia and other governments",
        "Nine states, including Ordavia,",
        "Nine states, among them Ordavia,",
        "Nine states, Ordavia among them,",
    ],
)
def test_one_may_do_it_with_others_whom_nobody_watches(several: str) -> None:
    assert told(f"{several} rejected the dyke.") == DYKE


@pytest.mark.parametrize(
    "several",
    [
        "Farmers from Ordavia and their families",
        "The engineer who left Ordavia and his wife",
        "Many in Ordavia and elsewhere",
        "Nine states, not including Ordavia,",
        "The letter angered Ordavia and other states",
    ],
)
def test_those_named_beside_others_need_not_be_those_who_act(several: str) -> None:
    assert told(f"{several} rejected the dyke.") == set()
