"""The words of a language for time, and the patterns that join them, as the data files give them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import digits
from typing import Any, Final

from tocsin.extraction.packaged import packaged
from tocsin.extraction.times.pieces import number_shapes, pieces
from tocsin.extraction.times.spelling import EDGES, Alphabet, Pattern, Values, compile_pattern
from tocsin.extraction.times.zones import zone_words

_ALONE: Final = (["name"], ["decimal"], *([edge] for edge in EDGES))
_RUN: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word or row of words: its pieces, in lower case where any case will do, and its meanings."""

    words: tuple[str, ...]
    length: int
    any_case: bool
    letter: str
    values: Values


@dataclass(frozen=True, slots=True)
class Level:
    """Patterns that are tried side by side, by the letter that they begin with."""

    patterns: Mapping[str, tuple[Pattern, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All that the grammar knows of a language.

    A sentence with neither a digit nor any of the `triggers` speaks of no time, nor does a row of items that has no
    `telling` letter, nor a `numeric` one with one of `beside_digits`. `letters` are those of all sets of classes;
    `words` are those of all lexemes, in lower case, and `hints` one of each with a telling or numeric letter.
    """

    lexemes: Mapping[str, tuple[Lexeme, ...]]
    levels: tuple[Level, ...]
    letters: Mapping[frozenset[str], str]
    triggers: frozenset[str]
    telling: frozenset[str]
    numeric: frozenset[str]
    beside_digits: frozenset[str]
    words: frozenset[str]
    hints: frozenset[str]
    month_first: frozenset[str]


@cache
def lexicon(language: str = "en") -> Lexicon:
    """Return the packaged lexicon of a language (ISO 639-1).

    Raises FileNotFoundError where there is none, ValueError where a pattern names a class that nothing is of.
    """
    raw = packaged(f"time.{language}.yaml")
    limiting = [word for word, sense in raw["prepositions"].items() if sense.get("limit")]
    words = {**raw["words"], **zone_words(), "prep": raw["prepositions"], "limiting": limiting}
    alphabet = Alphabet()
    lexemes = _lexemes(words, alphabet)
    for classes in (*number_shapes(), *([kind] for level in raw["levels"] for kind in level), *_ALONE):
        alphabet.letter(classes)
    return Lexicon(
        lexemes,
        tuple(_level(level, raw["sets"], alphabet) for level in raw["levels"]),
        alphabet.letters,
        _triggers(words, raw["triggers"]),
        frozenset(alphabet.spellings(raw["triggers"])),
        frozenset(alphabet.spellings(["number"])),
        frozenset(alphabet.spellings(raw["beside_digits"])),
        frozenset(word.lower() for lexeme in _each(lexemes) for word in lexeme.words),
        _hints(lexemes, frozenset(alphabet.spellings([*raw["triggers"], "number"]))),
        frozenset(raw["month_first"]),
    )


def _level(raw: Mapping[str, Sequence[str]], sets: Mapping[str, Sequence[str]], alphabet: Alphabet) -> Level:
    begun: defaultdict[str, list[Pattern]] = defaultdict(list)
    for kind, written in raw.items():
        for words in written:
            pattern = compile_pattern(kind, words, sets, alphabet)
            for letter in pattern.starters:
                begun[letter].append(pattern)
    return Level({letter: tuple(patterns) for letter, patterns in begun.items()})


def _lexemes(words: Mapping[str, Any], alphabet: Alphabet) -> dict[str, tuple[Lexeme, ...]]:
    meanings: defaultdict[tuple[str, ...], dict[str, Any]] = defaultdict(dict)
    for class_, word, value in _entries(words):
        meanings[pieces(word)][class_] = value
    found: defaultdict[str, list[Lexeme]] = defaultdict(list)
    for written, values in meanings.items():
        any_case = all(piece == piece.lower() for piece in written)
        found[written[0].lower()].append(Lexeme(written, len(written), any_case, alphabet.letter(values), values))
    return {first: tuple(sorted(lexemes, key=_longest_first)) for first, lexemes in found.items()}


def _each(lexemes: Mapping[str, Sequence[Lexeme]]) -> Iterator[Lexeme]:
    return (lexeme for begun in lexemes.values() for lexeme in begun)


def _hints(lexemes: Mapping[str, Sequence[Lexeme]], letters: frozenset[str]) -> frozenset[str]:
    """Return one word of each lexeme with one of the letters, the longest, the last of several: the "m" of "a.m."."""
    told = (lexeme.words[::-1] for lexeme in _each(lexemes) if lexeme.letter in letters)
    return frozenset(max(words, key=lambda word: (word.isalpha(), len(word))).lower() for words in told)


def _longest_first(lexeme: Lexeme) -> tuple[int, bool]:
    return -lexeme.length, lexeme.any_case


def _entries(words: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for class_, entries in words.items():
        for word in entries:
            yield class_, str(word), _fixed(entries[word]) if isinstance(entries, dict) else True


def _fixed(value: Any) -> Any:  # noqa: ANN401  (a meaning is whatever the builders take)
    return tuple(value) if isinstance(value, list) else value


def _triggers(words: Mapping[str, Any], classes: Sequence[str]) -> frozenset[str]:
    """Return one run of letters of each word of the classes, its longest, and the ten digits."""
    runs = (_RUN.findall(word.lower()) for class_, word, _ in _entries(words) if class_ in classes)
    return frozenset([*(max(found[::-1], key=len) for found in runs), *digits])
