"""Who is in a deadline that a clause of its own tells of: "whose rules give it", "after banks had told it"."""

import pytest

from tests.unit.extraction.deadlines.island import tell


def roles(text: str) -> list[tuple[str | None, str | None]]:
    return [(setter, addressee) for setter, addressee, *_ in tell(text)]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Norvia complained to the League, whose charter allows Sudmark 30 days to reply.", "sudmark"),
        ("It lodged a complaint with the League, whose rules give Norvia 60 days to answer.", "norvia"),
    ],
)
def test_rules_are_of_those_who_stand_before_whose(text: str, addressee: str):
    assert roles(text) == [("league", addressee)]


@pytest.mark.parametrize(
    "text",
    [
        "Next Friday comes the limit that the League has set for Norvia to end its sales, and Sudmark has a meeting.",
        "The deadline that the League set for Norvia, and Sudmark accepted, ends on Friday.",
    ],
)
def test_a_limit_binds_whom_it_is_set_for(text: str):
    assert roles(text) == [("league", "norvia")]


@pytest.mark.parametrize(
    "text",
    [
        "An envoy said that the League's position had not changed: Norvia must leave by Friday.",
        "An envoy said that the League's line was firm: Norvia had to leave by Friday.",
    ],
)
def test_a_position_is_told_after_a_colon(text: str):
    assert roles(text) == [("league", "norvia")]


@pytest.mark.parametrize(
    ("text", "setter"),
    [
        ("Norvia said on Monday that creditors had given Ironco until Friday to pay.", None),
        ("Sudmark closed its border after prosecutors ordered Ironco to hand over the papers by Friday.", None),
        ("Norvia was pleased when regulators gave Ironco until Friday to close the pit.", None),
        ("The League at a summit on Monday told Ironco to leave by Friday.", "league"),
        ("The League, after long talks, gave Ironco until Friday to leave.", "league"),
    ],
)
def test_what_others_set_is_not_set_by_the_one_who_speaks_of_it(text: str, setter: str | None):
    assert roles(text) == [(setter, "ironco")]


@pytest.mark.parametrize(
    "text",
    [
        "Ama Brenn told Olin Vask to leave the island. He has until Friday.",
        "Ama Brenn, the League's envoy, urged Olin Vask to release the crew. He must do so by Friday.",
    ],
)
def test_he_is_the_one_who_was_told(text: str):
    assert roles(text) == [("league", "norvia")]
