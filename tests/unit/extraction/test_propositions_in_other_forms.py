"""Propositions that are met though no phrase of theirs stands there: their lack, their lengths, their other forms."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

ACTORS = [
    {"id": "marn", "name": "Marn", "kind": "state"},
    {"id": "tolvia", "name": "Tolvia", "kind": "state"},
    {"id": "orlo", "name": "Pim Orlo", "kind": "person"},
]


def reader(**propositions: list[str]) -> StanceReader:
    """Return a reader of a watch whose propositions, each with its title first, are met by these phrases."""
    told = [{"id": name, "title": title, "phrases": phrases} for name, (title, *phrases) in propositions.items()]
    watch = {"id": "notes", "title": "Notes", "places": ["SE"], "actors": ACTORS, "propositions": told}
    return StanceReader.of(Watch.model_validate(watch), "Notes of the week")


def of_marn(reader: StanceReader, text: str) -> set[tuple[str, str]]:
    """Return what Marn is told to be for and against."""
    return {(polarity, target) for actor, polarity, target in reader.told(text) if actor == "marn"} - {
        ("support", "tolvia"),
        ("oppose", "tolvia"),
    }


schools = reader(
    phones=["A ban on phones in schools", "phone ban", "ban on phones in schools"],
    uniforms=["School uniforms", "uniforms"],
)


@pytest.mark.parametrize(
    "text",
    [
        "Marn wants no phone ban.",
        "Marn called for no phone ban.",
        "Marn will accept no ban on phones.",
        "There must be no phone ban, said Marn.",
        "Marn said there would be no phone ban.",
    ],
)
def test_who_wants_none_of_a_thing_is_against_it(text: str) -> None:
    assert of_marn(schools, text) == {("oppose", "phones")}
