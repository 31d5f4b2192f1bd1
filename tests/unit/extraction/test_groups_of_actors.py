"""Whom "both", "the two" and "the three governments" stand for."""

import pytest

from tests.stance_reader import StanceReader
from tests.unit.extraction.test_stance_rules import told
from tocsin.domain.watch import Watch

BOTH_AGAINST = {("ordavia", "oppose", "toll"), ("vestria", "oppose", "toll")}
THREE = StanceReader.of(
    Watch.model_validate(
        {
            "id": "canal",
            "title": "The canal",
            "actors": [
                {"id": name.lower(), "name": name, "kind": "state"} for name in ("Ordavia", "Vestria", "Tarnia")
            ],
            "propositions": [{"id": "toll", "title": "A toll on the canal", "phrases": ["canal toll"]}],
        }
    ),
    "Canal news",
)


@pytest.mark.parametrize(
    "text",
    [
        "Both reject the canal toll.",
        "The two reject the canal toll.",
        "The pair also came out against the canal toll.",
        "The two countries condemned the canal toll.",
        "Both governments condemned the canal toll.",
        "Both sides firmly rejected the canal toll.",
        "Neither would accept the canal toll.",
        "Neither of them would accept the canal toll.",
        "Neither country will accept the canal toll.",
        "They rejected the canal toll.",
        "Each of them rejected the canal toll.",
        "The canal toll, which both reject, starts in May.",
    ],
)
def test_two_who_were_named_together_may_be_meant_by_their_number(text: str) -> None:
    assert told(f"Ordavia and Vestria met on Monday. {text}") == BOTH_AGAINST


@pytest.mark.parametrize(
    "text",
    [
        "Both bakers oppose the canal toll.",
        "Both banks of the river oppose the canal toll.",
        "Two pilots and a baker opposed the canal toll.",
        "The three reject the canal toll.",
        "Neither opposes the canal toll.",
        "Two ships sank. Both carried papers against the canal toll.",
        "The two-hour debate condemned the canal toll.",
        "The two leaders condemned the canal toll.",
    ],
)
def test_a_number_stands_for_no_others(text: str) -> None:
    assert told(f"Ordavia and Vestria met on Monday. {text}") == set()


def test_two_people_may_be_named_apart() -> None:
    assert told("Anja Holm met Milo Trask on Monday. The two came out against the canal toll.") == BOTH_AGAINST
    assert told("Envoys left Vestria for Ordavia on Monday. The two came out against the canal toll.") == set()


@pytest.mark.parametrize(
    "text", [". All three condemned", ". The three governments condemned", ": the three condemned"]
)
def test_three_may_be_meant_by_their_number(text: str) -> None:
    told_by_three = THREE.told(f"Ordavia, Vestria and Tarnia had not waited{text} the canal toll.")
    assert told_by_three == {(actor, "oppose", "toll") for actor in ("ordavia", "vestria", "tarnia")}
    assert THREE.told("Ordavia, Vestria and Tarnia met. The two condemned the canal toll.") == set()


def test_they_are_those_with_whom_a_sentence_opens() -> None:
    assert told("Drivers met Ordavia and Vestria on Monday. They rejected the canal toll.") == set()
    assert told("Vestria sent drivers to Ordavia on Monday. They rejected the canal toll.") == set()


def test_the_words_for_them_are_the_evidence() -> None:
    claims = THREE.stances("Ordavia and Vestria met on Monday. The two condemned the canal toll.")
    assert {claim.evidence.text for claim in claims} == {"The two condemned the canal toll"}
