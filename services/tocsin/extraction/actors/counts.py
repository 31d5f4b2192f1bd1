"""Names that count their members: "the 16 parties" are the sixteen parties, and many."""

from functools import cache

from tocsin.extraction.packaged import packaged


@cache
def _numerals() -> dict[str, str]:
    words: dict[str, int] = packaged("time.en.yaml")["words"]["number"]
    return {word: str(number) for word, number in words.items()}


@cache
def _in_words() -> dict[str, str]:
    return {numeral: word for word, numeral in reversed(_numerals().items())}


def spellings(name: str) -> tuple[str, ...]:
    """Return a name as it is listed, then with its number in words for figures, or in figures for words.

    A bare number is not swapped: "the three" is not the "3" of "the 3.5 per cent".
    """
    words = name.split() or [name]
    if is_count(words[-1]) or words[-1].isdigit():
        return (name,)
    swapped = " ".join(_numerals().get(word) or _in_words().get(word) or word for word in words)
    return (name,) if swapped == " ".join(words) else (name, swapped)


def is_count(word: str) -> bool:
    """Return whether a word in lower case is a number greater than one: "the six"."""
    return word in _numerals() and _numerals()[word] != "1"
