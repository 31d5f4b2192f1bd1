"""Whoever is to act once the time is over set it, and whomever it will hurt is bound, however it is worded."""

import pytest

from tests.unit.extraction.deadlines.island import Told, tell

FRIDAY = "14 Mar 24:00"
FROM_LEAGUE_TO_SUDMARK = [("league", "sudmark", "set", FRIDAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark has until Friday to open the border; otherwise the League will close its ports.",
        "Sudmark must open the border by Friday, failing which the League will close its ports.",
        "Sudmark faces sanctions from the League unless it opens the border by Friday.",
        "Sudmark faces an embargo by the League unless it opens the border by Friday.",
        "Failure to open the border by Friday will cost Sudmark a million a day, the League warned.",
        "Failure to open the border by Friday would bring Sudmark sanctions, the League said.",
        "Open the border by Friday or be expelled, the League has written to Sudmark.",
        "The League rejected Sudmark's plea for more time and kept its deadline of Friday.",
        "The embargo will start at midnight on Friday, the League said, if Sudmark has not opened the border.",
        "The embargo will begin on Saturday, the League says, unless Sudmark opens the border.",
    ],
)
def test_who_will_act_and_who_will_suffer(text: str):
    assert tell(text) == FROM_LEAGUE_TO_SUDMARK


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A Friday deadline hangs over Sudmark.", (None, "sudmark")),
        ("The League's Friday deadline looms over Sudmark.", ("league", "sudmark")),
    ],
)
def test_those_over_whom_a_deadline_hangs_are_bound(text: str, told: tuple[str | None, str | None]):
    assert tell(text) == [(*told, "set", FRIDAY)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norvia was given a week by the League, until Friday, to sign.", ("league", "norvia", "set", FRIDAY)),
        (
            "Norvia was granted a further two weeks by the League, until 4 April.",
            ("league", "norvia", "extend", "04 Apr 24:00"),
        ),
    ],
)
def test_a_length_whose_end_is_told_after_the_giver_is_one_deadline(text: str, told: Told):
    assert tell(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Norvia gave the League's envoy a warm welcome on Friday and an hour of its time.",
        "Norvia gave Sudmark's plan a day of its attention.",
        "In the novel the rebels give Norvia 24 hours to leave the citadel.",
        "The concert will begin at noon on Friday, Norvia says, if it has not rained.",
        "The match will start on Friday, the League says, if Sudmark has not pulled out.",
        "The talks will begin on Friday, the League says, if Norvia has not walked out.",
        "Norvia expelled the rebels, who left by Friday.",
        "Failure to sell will cost Sudmark a million by Friday.",
    ],
)
def test_time_spent_and_tales_are_no_deadlines(text: str):
    assert tell(text) == []
