"""Whether two words of a sentence stand close enough to belong to one phrase."""

from collections.abc import Sequence
from functools import cache

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import Token
from tocsin.extraction.synonyms import listed

BREAKS = frozenset(";:,.!?()—–") | {
    "but", "while", "who", "which", "said", "says", "until", "unless", "when", "because", "although", "though",
    "than",
}  # fmt: skip
"""Words and marks that end a clause or a phrase."""

_LONGEST_ASIDE = 14


def is_near(tokens: Sequence[Token], one: int, other: int, reach: int) -> bool:
    """Return whether two words stand in one clause and no further than `reach` apart.

    Neither an aside nor the words of an amount count: "Zed, jailed in May, must be freed", "shed 900 of its jobs".
    """
    first, last = min(one, other), max(one, other)
    if last - first > reach + _LONGEST_ASIDE:
        return False
    breaks = [k for k in range(first, last) if tokens[k].lower in BREAKS]
    aside = _aside(tokens, breaks[0], breaks[-1], last) if breaks else range(0)
    if breaks and not aside:
        return False
    between = (tokens[k].lower for k in range(first + 1, last) if k not in aside)
    return sum(not _tells_amount(word) for word in between) < reach


def _aside(tokens: Sequence[Token], opening: int, closing: int, last: int) -> range:
    """Return the tokens of the aside between the first and the last break; none if they enclose no such thing."""
    enclosed = tokens[opening].lower == tokens[closing].lower == "," and closing > opening
    resumed = closing + 1 == last or tokens[closing + 1].lower in _resuming()
    return range(opening, closing) if enclosed and resumed else range(0)


def _tells_amount(word: str) -> bool:
    return word[0].isdigit() or word in listed("amounts")


@cache
def _resuming() -> frozenset[str]:
    """Return the words with which a clause goes on after an aside: "the envoy, jailed in May, must be freed"."""
    groups = ("be", "have", "do", "will", "would", "may", "can", "must")
    return frozenset({"to"}) | words_of(*groups)
