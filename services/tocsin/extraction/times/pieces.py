"""Text to the smallest pieces that the grammar tells apart: words, numbers, marks."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

_PIECE: Final = re.compile(
    r"""
    (?P<word> [^\W\d_]{2,} | [^\W\d_](?:(?:\.[^\W\d_])+\.?)? | ['’]s\b )
  | (?P<amount> [0-9]{1,3}(?:,[0-9]{3})+(?![0-9]) | [0-9]{7,} )  # 10,000: no part of it is a number of its own
  | (?P<decimal> [0-9]{1,3}\.[0-9](?!\.?[0-9]) )
  | (?P<number> [0-9]+ )
  | \w+ | [^\w\s]
    """,
    re.VERBOSE,
)

_ONE_DIGIT: Final[Mapping[str, Collection[int]]] = {"hour": range(25), "dom": range(1, 32), "mon": range(1, 13)}
_READINGS: Final[Mapping[int, Mapping[str, Collection[int]]]] = {
    1: _ONE_DIGIT,
    2: {**_ONE_DIGIT, "min": range(60), "yy": range(100)},
    4: {
        "year": range(1900, 2200),
        "hhmm": frozenset(100 * hour + minute for hour in range(25) for minute in range(60)),
    },
}


def pieces(text: str) -> tuple[str, ...]:
    """Return the pieces of a text, typographic apostrophes made plain."""
    return tuple(match[0].replace("’", "'") for match in _PIECE.finditer(text))


def scan(text: str) -> Iterator[re.Match[str]]:
    """Return the pieces of a text with their places; `lastgroup` is number, decimal, word, amount, or None."""
    return _PIECE.finditer(text)


@lru_cache(maxsize=4096)
def number_classes(digits: str) -> frozenset[str]:
    """Return what digits may be: a day of the month, an hour, a year."""
    value = int(digits)
    readings = _READINGS.get(len(digits), {})
    return frozenset(["number", *(name for name, values in readings.items() if value in values)])


def number_shapes() -> set[frozenset[str]]:
    """Return every set of classes that `number_classes` may give."""
    return {number_classes(f"{value:0{width}}") for width in (1, 2, 3, 4) for value in range(10**width)}
