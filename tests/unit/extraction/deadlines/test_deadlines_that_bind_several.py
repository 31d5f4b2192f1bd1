"""One deadline that binds several together is told of each of them."""

import pytest

from tests.unit.extraction.deadlines.island import tell


def bound(text: str) -> list[str | None]:
    return sorted((addressee for _, addressee, _, _ in tell(text)), key=str)


@pytest.mark.parametrize(
    "text",
    [
        "Norvia and Sudmark must both stop firing by Friday, the League said.",
        "Neither Norvia nor Sudmark had signed by noon on Tuesday, as the League had demanded.",
        "The League gave Norvia as well as Sudmark until Friday to sign.",
        "The League has told Norvia, along with Sudmark, to sign by Friday.",
        "The League set a deadline of Friday for Norvia and Sudmark to sign.",
        "The League issued an ultimatum to Norvia and to Sudmark that expires on Friday.",
        "The League's Tuesday deadline was missed by Norvia and Sudmark.",
    ],
)
def test_those_who_are_named_together_are_bound_together(text: str):
    assert bound(text) == ["norvia", "sudmark"]


def test_more_than_two_may_be_named_together():
    assert bound("Norvia, Sudmark and the rebels have until Friday to sign, the League said.") == [
        "front",
        "norvia",
        "sudmark",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The League told both sides on Monday to stop firing by Friday. Norvia and Sudmark have fought for a month.",
        "Norvia and Sudmark quarrelled at sea. The League told both navies that they must withdraw by Friday.",
        "The quarrel pits Norvia against Sudmark. The League's ultimatum to the two countries expires on Friday.",
        "Norvia and Sudmark fought on. Both sides rejected the League's ultimatum, which ran out on Tuesday.",
    ],
)
def test_both_sides_are_the_two_who_are_named_together(text: str):
    assert bound(text) == ["norvia", "sudmark"]


@pytest.mark.parametrize(
    "text",
    [
        "Norvia and Sudmark are at war. They have until Friday to stop, the League said.",
        "Norvia and Sudmark are at war. The League gave them until Friday to stop.",
        "Norvia and Sudmark are at war. Both must lay down their arms by Friday, the League said.",
        "The quarrel pits Norvia against Sudmark. Both have until Friday to reply to the League.",
        "Norvia and Sudmark are at war. The League told each of them to stop by Friday.",
    ],
)
def test_they_are_the_several_of_whom_the_sentence_before_speaks(text: str):
    assert bound(text) == ["norvia", "sudmark"]


@pytest.mark.parametrize(
    "text",
    [
        "The plan was rejected by Norvia and Sudmark has until Friday to reply to the League.",
        "The League gave Sudmark until Friday to sign, Norvia and the miners said.",
        "Norvia and the League gave Sudmark until Friday to sign.",
        "Sudmark must pull back by Friday, Norvia and the League agreed.",
    ],
)
def test_who_stands_beside_those_named_together_is_not_bound(text: str):
    assert bound(text) == ["sudmark"]


def test_the_two_sides_of_a_road_are_nobody():
    assert tell("Norvia and Sudmark signed. The two sides of the road must be cleared by Friday.") == []


def test_both_sides_stay_unknown_where_no_two_are_named_together():
    assert tell("The League gave both sides until Friday to sign.") == [("league", None, "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark's ministers rejected the plan. They have until Friday to think again, the League said.",
        "Sudmark fared worse. Its ministers were sent home, and they have until Friday to bring a better plan.",
    ],
)
def test_they_may_be_the_ministers_of_one(text: str):
    assert bound(text) == ["sudmark"]


def test_one_for_whom_it_is_the_last_day_is_bound():
    assert bound("For Sudmark, the last day to reply to the League is Friday.") == ["sudmark"]
