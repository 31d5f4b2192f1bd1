"""The small words of English by what they do in a sentence, as data/function_words.en.yaml lists them."""

from functools import cache
from typing import cast

from tocsin.extraction.packaged import packaged

_FILE = "function_words.en.yaml"


@cache
def words_of(*groups: str) -> frozenset[str]:
    """Return the words of a group, or of several together."""
    return frozenset(word for group in groups for word in packaged(_FILE)[group])


@cache
def words_in(group: str) -> dict[str, str]:
    """Return the pairs of `group`."""
    return cast(dict[str, str], packaged(_FILE)[group])
