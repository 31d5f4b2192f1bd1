"""What only looks like somebody's stance: what is said of another thing, by another, or of what was once so."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "canal",
        "title": "Ordavia: the canal treaty",
        "places": ["SE"],
        "actors": [
            {"id": "ordavia", "name": "Ordavia", "kind": "other", "aliases": ["the Ordavian government"]},
            {"id": "pilots", "name": "Pilots' Federation", "kind": "union", "aliases": ["the pilots"]},
        ],
        "propositions": [
            {"id": "treaty", "title": "The canal treaty", "phrases": ["canal treaty"]},
            {"id": "blockade", "title": "The blockade", "phrases": ["blockade"]},
            {"id": "election", "title": "An early election", "phrases": ["early election"]},
        ],
    }
)


def told(text: str) -> set[tuple[str, str, str]]:
    """Return the stances of a text: actor, target, polarity."""
    return {(claim.actor, claim.target, claim.polarity) for claim in StanceReader.of(WATCH, "Notes").stances(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia argued against throwing the pilots out of the council.",
        "Ordavia voted against punishing the pilots.",
        "Ordavia defeated an attempt to drive the pilots out of the council.",
    ],
)
def test_who_is_against_a_blow_at_an_actor_is_not_its_friend(text: str) -> None:
    assert told(text) == set()


def test_a_clause_after_said_is_not_by_whom_it_is_about() -> None:
    assert told("The pilots, a club of six crews, said Ordavia had backed the blockade.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "With most of it built, Ordavia argued, the blockade would not have worked.",
        "With the walls built, the minister said, the canal treaty would follow.",
    ],
)
def test_a_verb_before_an_aside_does_not_govern_the_clause_after_it(text: str) -> None:
    assert told(text) == set()
