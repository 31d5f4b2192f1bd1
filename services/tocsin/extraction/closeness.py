"""Whether two words of a sentence stand close enough to belong to one phrase."""

from collections.abc import Sequence
from functools import cache

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import Token

BREAKS = frozenset({";", ":", ",", ".", "!", "?", "(", ")", "—", "–", "but", "while", "who", "which", "said", "says"})
"""Words and marks that end a clause or a phrase."""

_LONGEST_ASIDE = 14


def is_near(tokens: Sequence[Token], one: int, other: int, reach: int) -> bool:
    """Return whether two words stand in one clause and no further than `reach` apart, an aside not counted."""
    first, last = min(one, other), max(one, other)
    if last - first > reach + _LONGEST_ASIDE:
        return False
    breaks = [k for k in range(first, last) if tokens[k].lower in BREAKS]
    if not breaks:
        return last - first <= reach
    opening, closing = breaks[0], breaks[-1]
    aside = tokens[opening].lower == tokens[closing].lower == "," and closing > opening
    resumed = closing + 1 == last or tokens[closing + 1].lower in _resuming()
    return aside and resumed and last - first - (closing - opening) <= reach


@cache
def _resuming() -> frozenset[str]:
    """Return the words with which a clause goes on after an aside: "the envoy, jailed in May, must be freed"."""
    groups = ("be", "have", "do", "will", "would", "may", "can", "must")
    return frozenset({"to"}).union(*map(words_of, groups))
