"""Two orders of one verb: "told Peru to pay 5m and Chile 3m by Friday" binds both."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "The League told Sudmark to cut its mission from 50 to 18, and Ironco from 25 to 14, by Friday.",
        "The League ordered Sudmark to withdraw two ships, and Ironco three, by Friday.",
        "The League ordered Sudmark to pay 5m and Ironco 3m by Friday.",
        "The League wants Sudmark to free ten sailors and Ironco four by Friday.",
    ],
)
def test_an_order_told_without_its_verb_binds_too(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00"), ("league", "ironco", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The League told Sudmark to pay Ironco and Norvia 3m by Friday.",
        "The League told Sudmark to pay Ironco 2m and Norvia 3m by Friday.",
        "The League told Sudmark to deal with the rebels and Norvia by Friday.",
        "The League told Sudmark to free the ships and Norvia said it would by Friday.",
    ],
)
def test_what_the_one_told_owes_others_does_not_bind_them(text: str):
    assert "norvia" not in [addressee for _, addressee, _, _ in tell(text)]
