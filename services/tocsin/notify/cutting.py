"""Text cut to what a service takes, at a word, and counted as the service counts."""

from bisect import bisect_right
from collections.abc import Callable

ELLIPSIS = "…"

Size = Callable[[str], int]
"""Tells how long a service takes a text to be, markup and escapes included; grows with the text."""


def utf16(text: str) -> int:
    """Return the length of `text` in UTF-16 code units.

    Services that say "characters" mean these or code points and do not say which; these are never fewer.
    """
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, limit: int, size: Size = utf16) -> str:
    """Return `text` where its `size` is within `limit`, or else as many of its words as are, and an ellipsis."""
    if size(text) <= limit:
        return text
    return _whole_words(text, _fitting(text, limit, lambda part: size(part + ELLIPSIS))) + ELLIPSIS


def pieces(text: str, limit: int, most: int, size: Size = utf16) -> list[str]:
    """Return `text` in at most `most` pieces of at most `limit`, broken where lines end, the last one cut."""
    found: list[str] = []
    while len(found) < most - 1 and size(text) > limit:
        end = _fitting(text, limit, size)
        piece = text[: text.rfind("\n", 0, end + 1)] if "\n" in text[: end + 1] else _whole_words(text, end)
        found.append(piece)
        text = text[len(piece) :].lstrip()
    return [*found, cut(text, limit, size)]


def _fitting(text: str, limit: int, size: Size) -> int:
    """Return how many characters of `text` are within `limit`."""
    return bisect_right(range(1, len(text) + 1), limit, key=lambda end: size(text[:end]))


def _whole_words(text: str, end: int) -> str:
    """Return the first `end` characters of `text` without a word begun; the half of it, where there are no words."""
    space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    return text[: space if space > end // 2 else end].rstrip()
