"""Whom "them" and "him" stand for as objects, and subjects with a place after them."""

import pytest

from tests.unit.extraction.test_changes_of_mind import on


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Anja Holm, who once praised Milo Trask, now condemns him.", "oppose"),
        ("Anja Holm, who hailed Milo Trask in May, has since fallen out with him.", "oppose"),
    ],
)
def test_an_object_pronoun_is_the_one_other_who_was_an_object_before(text: str, polarity: str) -> None:
    assert on("ordavia", text) == {("vestria", polarity)}


@pytest.mark.parametrize(
    "text",
    [
        "Anja Holm met Milo Trask and condemned her hosts.",
        "Anja Holm shook hands with Milo Trask and condemned them.",
        "Anja Holm, who praised Milo Trask and the pilots' federation, condemned him.",
    ],
)
def test_a_pronoun_that_may_be_another_is_nobody(text: str) -> None:
    assert ("vestria", "oppose") not in on("ordavia", text)


@pytest.mark.parametrize(
    "text",
    [
        "The pilots' federation in Korve rejected the canal toll.",
        "The pilots' federation at the locks rejected the canal toll.",
    ],
)
def test_a_place_may_follow_who_does_it(text: str) -> None:
    assert on("toll", text) == {("pilots", "oppose")}
