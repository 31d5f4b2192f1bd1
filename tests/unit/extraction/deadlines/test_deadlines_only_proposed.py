"""What a draft, a motion or a proposal would require is required of nobody yet."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "A draft presented by Norvia would give Sudmark until Friday to leave the island.",
        "A motion tabled by Norvia would have ordered Sudmark to leave the island by Friday.",
        "Under a proposal drawn up in the League, Sudmark would have until Friday to leave the island.",
        "Counting the time he had served, Olin Vask, who thanked the League, was free on Friday.",
    ],
)
def test_what_is_only_proposed_is_no_deadline(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A resolution adopted by the League gives Sudmark until Friday to leave the island.",
        "The League said that it would give Sudmark until Friday to leave the island.",
    ],
)
def test_what_was_adopted_or_promised_is_one(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_strangers_who_open_a_sentence_are_not_those_of_the_one_before():
    text = "The League told Sudmark to hand in a list by Friday. Inspectors are to finish their work by Sunday."
    assert ("league", None, "set", "16 Mar 24:00") in tell(text)
