"""Whom a deadline binds that names only a thing or the two governments."""

import pytest

from tests.unit.extraction.deadlines.island import tell


def bound(text: str) -> list[str | None]:
    return [addressee for _, addressee, *_ in tell(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The League told Norvia to hand over a list by Friday. The last gun must be gone before 1 May.",
        "Norvia must withdraw its guns by Friday, the League said. All mines must be cleared by 30 April.",
    ],
)
def test_what_must_be_done_binds_whom_the_setter_binds_elsewhere(text: str):
    assert bound(text) == ["norvia", "norvia"]


def test_the_two_governments_are_those_of_whom_most_is_said():
    text = "Halden fears a war. Sudmark has moved its army. The League told the two countries to pull back by Friday."
    assert sorted(map(str, bound(text))) == ["norvia", "sudmark"]
