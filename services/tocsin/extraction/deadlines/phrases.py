"""Listed phrases found among the tokens of a sentence."""

from collections.abc import Sequence

from tocsin.extraction.deadlines.lexicon import Lexicon, Phrases
from tocsin.extraction.reading import Token

_LONGEST = 4
"""How many words the longest preposition has: "no later than on"."""


def beginning_at(tokens: Sequence[Token], place: int, phrases: Phrases) -> tuple[int, str] | None:
    """Return the number of words and the kind of the longest phrase that begins at token `place`."""
    begun = phrases.get(tokens[place].lower)
    if begun is None:
        return None
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    for rest, kind in begun.longer.get(following, ()):
        if _goes_on(tokens, place + 2, rest):
            return len(rest) + 2, kind
    return None if begun.alone is None else (1, begun.alone)


def _goes_on(tokens: Sequence[Token], place: int, words: tuple[str, ...]) -> bool:
    return not words or tuple([token.lower for token in tokens[place : place + len(words)]]) == words


def is_any_in(phrases: Phrases, tokens: Sequence[Token]) -> bool:
    """Return whether any of the phrases stands among the tokens."""
    begun = [place for place, token in enumerate(tokens) if token.lower in phrases]
    return any(beginning_at(tokens, place, phrases) is not None for place in begun)


def ending_at(tokens: Sequence[Token], end: int, phrases: Phrases) -> tuple[int, str] | None:
    """Return the number of words and the kind of the longest phrase that ends right before token `end`."""
    for start in range(max(0, end - _LONGEST), end):
        found = beginning_at(tokens, start, phrases) if tokens[start].lower in phrases else None
        if found is not None and start + found[0] == end:
            return found
    return None


def word_at(tokens: Sequence[Token], place: int) -> str:
    """Return the word at a place in lower case, nothing beyond the ends of the sentence."""
    return tokens[place].lower if 0 <= place < len(tokens) else ""


def without_article(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> int:
    """Return where the article before a word stands, the place of the word itself if there is none."""
    return place - 1 if word_at(tokens, place - 1) in lexicon.lists["articles"] else place
