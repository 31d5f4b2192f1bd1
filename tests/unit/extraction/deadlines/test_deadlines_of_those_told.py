"""Whom "it has until Friday" binds after one actor has told another to act: the one told."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "Norvia told Sudmark to leave the island. It has until Friday.",
        "Norvia's foreign minister told Sudmark to leave the island. It has until Friday to do so.",
        "Norvia wants Sudmark to hand over the port; it has until Friday.",
        "Norvia demanded that Sudmark pay. It must do so by Friday.",
        "Sudmark was told by Norvia to leave the island. It has until Friday.",
    ],
)
def test_it_is_the_one_told(text: str):
    assert tell(text) == [("norvia", "sudmark", "set", "14 Mar 24:00")]


def test_they_are_those_told():
    told = tell("The League wants the rebels to hand over the port. They have until Friday.")
    assert told == [("league", "front", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Norvia said that Sudmark was weak. It has until Friday to pay.",
        "Norvia and the League met Sudmark. It has until Friday to pay.",
        "Norvia did not tell Sudmark to leave. It has until Friday to do so.",
    ],
)
def test_it_is_the_subject_where_nobody_is_told_to_act(text: str):
    assert tell(text) == [(None, "norvia", "set", "14 Mar 24:00")]
