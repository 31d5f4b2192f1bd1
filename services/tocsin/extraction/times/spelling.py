"""Sentences as strings of one letter an item, and patterns over them.

Each letter stands for a set of classes ("may" is a month; "second" is an ordinal). A pattern such as
`day:dom of? month:month` is an ordinary regular expression over such strings, found at the speed of `re`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

Values = Mapping[str, Any]
"""What a word or item means, by class."""

UNKNOWN: Final = "\ue000"
"""The letter of a word that the lexicon does not know, which is of the class `word` alone."""

EDGES: Final = ("start", "finish")
"""The classes of the two ends of words that were asked about, which patterns for words said alone begin or end with."""

_FIRST_LETTER: Final = 0xE000  # the private use area: letters that no regular expression means otherwise
_ELEMENT: Final = re.compile(r"\(|\)\??|(?P<around>[<>!]?)(?:(?P<slot>\w+):)?(?P<classes>\w[\w|]*)(?P<maybe>\??)")
_AROUND: Final = {">": "(?={})", "!": "(?!{})", "": "{}"}


@dataclass(frozen=True, slots=True)
class Item:
    """A word, or what a pattern made of several: its letter, its meanings, and where it stands in the text."""

    letter: str
    values: Values
    start: int
    end: int


@dataclass(slots=True)
class Alphabet:
    """The letters in use, and which sets of classes they stand for."""

    letters: dict[frozenset[str], str] = field(default_factory=lambda: {frozenset(["word"]): UNKNOWN})

    def letter(self, classes: Iterable[str]) -> str:
        """Return the letter of a set of classes, a new one if need be."""
        return self.letters.setdefault(frozenset(classes), chr(_FIRST_LETTER + len(self.letters)))

    def spellings(self, classes: Iterable[str]) -> str:
        """Return all letters that stand for any of the classes."""
        wanted = frozenset(classes)
        return "".join(letter for known, letter in self.letters.items() if known & wanted)


@dataclass(frozen=True)
class Pattern:
    """A row of items that together are one item of `kind`, which is spelled with `letter`."""

    kind: str
    letter: str
    expression: str
    starters: str
    slots: tuple[tuple[str, tuple[str, ...]], ...]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when it is first looked for: most of the many patterns never are."""
        return re.compile(self.expression)

    def captures(self, found: re.Match[str], items: Sequence[Item]) -> dict[str, Any]:
        """Return the values of the slots that were filled."""
        filled = ((slot, classes, found.start(slot)) for slot, classes in self.slots)
        return {slot: _value(items[at].values, classes) for slot, classes, at in filled if at >= 0}


def compile_pattern(kind: str, words: str, sets: Mapping[str, Sequence[str]], alphabet: Alphabet) -> Pattern:
    """Return the pattern that a data file writes as `words`; `alphabet` must know every class by now.

    Raises ValueError where nothing can be of a class that the pattern names.
    """
    before, regex, starters, slots = "", "", "", []
    for element in _ELEMENT.finditer(words):
        if element["classes"] is None:
            regex += element[0].replace("(", "(?:")
            continue
        classes = expand(element["classes"].split("|"), sets)
        letters = _letters(classes, alphabet, f"in the pattern {words!r} of {kind!r}")
        if element["around"] == "<":
            before += letters
            continue
        if element["slot"]:
            slots.append((element["slot"], classes))
        regex += _element(element, letters)
        starters = starters or letters
    return Pattern(kind, alphabet.letter([kind]), f"(?<={before}){regex}", starters, tuple(slots))


def _letters(classes: Sequence[str], alphabet: Alphabet, where: str) -> str:
    letters = alphabet.spellings(classes)
    if not letters:
        raise ValueError(f"no word is {' or '.join(classes)}, {where}")
    return f"[{letters}]"


def _element(element: re.Match[str], letters: str) -> str:
    named = f"(?P<{element['slot']}>{letters})" if element["slot"] else letters
    return _AROUND[element["around"]].format(named) + element["maybe"]


def expand(names: Iterable[str], sets: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return classes with the sets among them replaced by what they hold, in order."""
    flat: list[str] = []
    for name in names:
        flat.extend(expand(sets[name], sets) if name in sets else [name])
    return tuple(dict.fromkeys(flat))


def _value(values: Values, classes: Sequence[str]) -> Any:  # noqa: ANN401  (a meaning is whatever the builders take)
    return next(values[name] for name in classes if name in values)
