"""Whom a deadline binds that names only some of many, people at large, the two governments, or a thing."""

import pytest

from tests.unit.extraction.deadlines.island import tell


def bound(text: str) -> list[str | None]:
    return [addressee for _, addressee, *_ in tell(text)]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Norvia will make the miners register their lamps. Some 400 owners have until 31 March to do so.", "miners"),
        ("Norvia offered the rebels an amnesty. Most have until Friday to give up their guns.", "front"),
        ("Norvia told Sudmark to go home. Some 400 shopkeepers have until 31 March to pay their tax.", None),
    ],
)
def test_some_or_most_are_of_the_crowd_spoken_of_before(text: str, addressee: str | None):
    assert bound(text) == [addressee]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Norvia has until Friday to leave, the League said. For importers of coal the limit is 30 April.", None),
        ("The League gave Norvia until Friday to shut the mine. The deadline for smaller firms is 30 April.", None),
        ("Norvia has until Friday to leave, the League said. For Sudmark the limit is 30 April.", "sudmark"),
    ],
)
def test_a_limit_for_people_at_large_binds_no_actor(text: str, addressee: str | None):
    assert bound(text) == ["norvia", addressee]


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
