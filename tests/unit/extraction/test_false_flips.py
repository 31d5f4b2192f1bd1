"""What only looks like a change of mind: people who are kept from something, and what was only to be said."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "canal",
        "title": "Ordavia: the canal",
        "places": ["SE"],
        "actors": [
            {"id": "ordavia", "name": "Ordavia", "kind": "state", "people": ["Milo Trask"]},
            {"id": "pilots", "name": "Pilots' Federation", "kind": "union", "aliases": ["the pilots"]},
        ],
        "propositions": [{"id": "election", "title": "Elections", "phrases": ["elections", "early election"]}],
    }
)
stances = StanceReader.of(WATCH, "Canal news").stances


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia allowed the pilots a year to hold elections and barred them from standing.",
        "Ordavia backed elections but stopped them from leaving the harbour.",
        "Ordavia promised elections to the islanders and blocked them from leaving.",
    ],
)
def test_who_is_kept_from_something_is_not_what_was_named(text: str) -> None:
    assert ("ordavia", "oppose") not in {(claim.actor, claim.polarity) for claim in stances(text)}


@pytest.mark.parametrize(
    "text", ["Ordavia, which had promised elections, cancelled them.", "Elections are due. Ordavia has barred them."]
)
def test_what_was_named_is_called_off(text: str) -> None:
    assert ("ordavia", "oppose") in {(claim.actor, claim.polarity) for claim in stances(text)}


def test_what_somebody_was_meant_to_say_was_not_said() -> None:
    assert not stances("Milo Trask was meant to announce that he would hold an early election.")
