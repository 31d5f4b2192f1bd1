"""Which sentences may hold any of the expressions that are looked for, told from their letters alone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick

from tocsin.extraction.measures import is_length, spellings
from tocsin.extraction.phrases import empty_words
from tocsin.extraction.stems import openings

GAP = "..."
"""What stands in an expression for words of its own: "call ... off"."""

Company = tuple[frozenset[str], ...]


class Gate:
    """Lets a sentence pass if a word begins as the rarest of an expression does, and its other words stand anywhere."""

    def __init__(self, expressions: Iterable[Sequence[str]]) -> None:
        company: dict[str, set[Company]] = defaultdict(set)
        for words in expressions:
            first = rarest(words)
            others = tuple(_openings(word) for word in words if word not in {first, GAP, *empty_words()})
            for opening in _openings(first):
                company[opening].add(others)
        self._company = [() if () in company[opening] else tuple(company[opening]) for opening in sorted(company)]
        self._rarest = AhoCorasick(sorted(company))

    def may_hold(self, text: str) -> bool:
        """Tell cheaply whether a text in lower case and without hyphens may hold one of the expressions."""
        for number, start, _ in self._rarest.find_matches_as_indexes(text, overlapping=True):
            if (not start or not text[start - 1].isalnum()) and self._is_complete(number, text):
                return True
        return False

    def _is_complete(self, number: int, text: str) -> bool:
        company = self._company[number]
        return not company or any(all(any(o in text for o in word) for word in words) for words in company)


def _openings(word: str) -> frozenset[str]:
    return spellings(word) if is_length(word) else openings(word)


def rarest(words: Sequence[str]) -> str:
    """Return the word that the fewest sentences have, as far as one can tell: "jail" of "out of jail"."""
    return max(reversed(words), key=lambda word: (word not in {GAP, *empty_words()}, len(word)))
