"""A first name tells which of two people is "he" and which is "she"."""

import pytest

from tests.unit.extraction.actors.kestrel import WATCH, mentions_of


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Hal Orr received Rose May. She was blunt.", "GBR"),
        ("Hal Orr received Rose May. He was blunt.", "orr"),
        ("Lena Voss met Tom Straw. He was blunt.", "GBR"),
        ("Lena Voss met Tom Straw. She was blunt.", "miners"),
        ("Hal Orr wrote to Peru's envoy. She was blunt.", "PER"),
    ],
)
def test_a_pronoun_goes_with_the_first_name(text: str, actor: str):
    assert mentions_of([WATCH], WATCH, text)[-1].actor == actor


def test_she_is_nobody_where_only_men_were_named():
    assert [m.actor for m in mentions_of([WATCH], WATCH, "Tom Straw spoke. She was blunt.")] == ["GBR"]


def test_a_title_tells_more_than_a_first_name():
    assert [m.actor for m in mentions_of([WATCH], WATCH, "Ms Hal Orr spoke. She was blunt.")] == ["orr", "orr"]
