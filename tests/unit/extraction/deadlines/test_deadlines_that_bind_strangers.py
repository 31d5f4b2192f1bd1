"""Where the text tells that somebody is bound whom the watch does not know, nobody else is guessed."""

import pytest

from tests.unit.extraction.deadlines.island import tell

_SPOKEN_OF = "Sudmark was angry. Sudmark protested. Sudmark called its envoy home."


@pytest.mark.parametrize(
    "text",
    [
        "Some 400 beekeepers have until Friday to paint their hives.",
        "Keepers of tall hives must paint them by Friday.",
        "Residents of the valley were told to leave by Friday.",
        "Foreign firms have been given until Friday to leave.",
    ],
)
def test_one_of_whom_the_article_speaks_is_not_bound_for_a_stranger(text: str):
    assert "sudmark" not in [addressee for _, addressee, _, _ in tell(f"{text} {_SPOKEN_OF}")]


def test_whom_another_deadline_binds_is_not_bound_for_a_stranger():
    told = tell("Norvia told Sudmark to leave by Friday. Residents of the valley have until Saturday, Norvia said.")
    assert told == [("norvia", "sudmark", "set", "14 Mar 24:00"), ("norvia", None, "set", "15 Mar 24:00")]


def test_one_of_whom_the_article_speaks_is_bound_by_what_must_be_done():
    told = tell(f"The last camp must be empty by Friday. {_SPOKEN_OF}")
    assert told == [(None, "sudmark", "set", "14 Mar 24:00")]
