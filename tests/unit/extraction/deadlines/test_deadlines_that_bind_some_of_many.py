"""Whom a deadline binds that names only a thing."""

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
