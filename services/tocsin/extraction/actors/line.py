"""A sentence as a row of neighbours: what stands right before and right after a name."""

import re
from dataclasses import dataclass, field

from tocsin.extraction.actors.titles import is_title
from tocsin.extraction.reading import Sentence

_WORDS_AFTER = re.compile(r"(?:[ \n][^\W_]+(?:[-'’][^\W_]+)*){1,6}")
_POSSESSIVE = re.compile(r"['’]s(?!\w)|(?<=[sS])['’](?!\w)")
_REACH = 48
_WORDS_BEFORE = 4
_SHORT_WORD = 3


@dataclass(slots=True)
class Line:
    """The stretch of a body that a name is read in; offsets are the body's."""

    body: str
    start: int
    end: int
    is_title: bool
    headline_case: bool
    """Whether capitals say nothing: every word has one, as in many headlines."""
    _before: dict[int, list[str]] = field(default_factory=dict)

    def before(self, position: int) -> list[str]:
        """Return up to four words that stand right before a position, the nearest last, with no mark in between."""
        known = self._before.get(position)
        if known is None:
            known = self._before[position] = self._words_before(position)
        return known

    def _words_before(self, position: int) -> list[str]:
        words = self.body[max(self.start, position - _REACH) : position].split()[-_WORDS_BEFORE:]
        if not words or not self.body[position - 1].isspace():
            return []
        for index in range(len(words) - 1, -1, -1):
            if not words[index][-1].isalnum() and not (words[index][-1] == "." and is_title(words[index])):
                return words[index + 1 :]
        return words

    def after(self, position: int) -> list[str]:
        """Return up to six words that stand right after a position, with no mark in between."""
        found = _WORDS_AFTER.match(self.body, position, self.end)
        return found[0].split() if found else []

    def possessive(self, position: int) -> int:
        """Return where the possessive that begins at a position ends, or the position itself."""
        found = _POSSESSIVE.match(self.body, position, self.end)
        return found.end() if found else position

    def word_start(self, word: str, position: int) -> int:
        """Return where a word begins that stands somewhere before a position."""
        return self.body.rindex(word, self.start, position)


def line_of(body: str, sentence: Sentence) -> Line:
    """Return the line of a sentence of the body."""
    return Line(body, sentence.start, sentence.end, sentence.index == 0, _is_headline_case(sentence))


def _is_headline_case(sentence: Sentence) -> bool:
    if sentence.index > 0 and not sentence.text.isupper():
        return False
    long = [word for word in sentence.text.split() if len(word) > _SHORT_WORD and word[0].isalpha()]
    return sum(word[0].islower() for word in long) < len(long) / 3
