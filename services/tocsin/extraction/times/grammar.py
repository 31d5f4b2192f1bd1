"""A sentence to its items, level by level: words to numbers, to clocks and dates, to moments and spans."""

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from tocsin.extraction.times.building import build
from tocsin.extraction.times.lexicon import Level, Lexeme, Lexicon
from tocsin.extraction.times.pieces import number_classes, scan
from tocsin.extraction.times.spelling import UNKNOWN, Item, Pattern

_NAME: Final = frozenset(["name"])
_DECIMAL: Final = frozenset(["decimal"])
_UNKNOWN: Final = Item(UNKNOWN, {}, 0, 0)
_reach: Final = itemgetter(0)


def read(text: str, lexicon: Lexicon) -> Iterator[list[Item]]:
    """Yield the runs of words that may speak of time, as the last level leaves them. Linear in the text's length.

    No pattern reaches over a word that the lexicon does not know, so each run up to such a word is read by itself.
    """
    for run in _runs(text, lexicon):
        yield _climb(run, lexicon.levels)


def _runs(text: str, lexicon: Lexicon) -> Iterator[list[Item]]:
    pieces = list(scan(text.replace("’", "'")))
    written = tuple([piece[0] for piece in pieces])
    lowered = tuple(map(str.lower, written))
    for begin, end in _stretches(written, lowered, lexicon):
        items = _items(pieces[begin:end], written[begin:end], lowered[begin:end], lexicon)
        yield from _known(items if end == len(pieces) else [*items, _UNKNOWN], lexicon)


def _stretches(written: Sequence[str], lowered: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield from where to where a number or a word that tells of time has only words around it that times have."""
    end = 0
    for at, word in enumerate(lowered):
        if at < end or not (word in lexicon.hints or word[0].isdigit()):
            continue
        begin = at
        while begin > end and not _is_apart(written[begin - 1], lexicon):
            begin -= 1
        end = at + 1
        while end < len(written) and not _is_apart(written[end], lexicon):
            end += 1
        yield begin, end


def _is_apart(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is in no lexeme, nor a name."""
    return word.islower() and word not in lexicon.words


def _known(items: list[Item], lexicon: Lexicon) -> Iterator[list[Item]]:
    """Yield the runs of items up to one that is unknown, it included, that may speak of time."""
    start = 0
    while start < len(items):
        end = start
        while end < len(items) and items[end] is not _UNKNOWN:
            end += 1
        if end > start and _tells(items[start:end], lexicon):
            yield items[start : end + 1]
        start = end + 1


def _tells(run: list[Item], lexicon: Lexicon) -> bool:
    letters = {item.letter for item in run}
    if not lexicon.telling.isdisjoint(letters):
        return True
    return not (lexicon.numeric.isdisjoint(letters) or lexicon.beside_digits.isdisjoint(letters))


def _items(
    pieces: Sequence[re.Match[str]], written: tuple[str, ...], lowered: tuple[str, ...], lexicon: Lexicon
) -> list[Item]:
    lexemes = lexicon.lexemes
    items: list[Item] = []
    at = 0
    while at < len(pieces):
        lexeme = _lexeme(written, lowered, at, lexicon) if lowered[at] in lexemes else None
        if lexeme is None:
            items.append(_UNKNOWN if written[at].islower() else _other(pieces[at], lexicon))
            at += 1
        else:
            last = at + lexeme.length - 1
            items.append(Item(lexeme.letter, lexeme.values, pieces[at].start(), pieces[last].end()))
            at = last + 1
    return items


def _lexeme(written: tuple[str, ...], lowered: tuple[str, ...], at: int, lexicon: Lexicon) -> Lexeme | None:
    for lexeme in lexicon.lexemes[lowered[at]]:
        words = lowered if lexeme.any_case else written
        if words[at : at + lexeme.length] == lexeme.words:
            return lexeme
    return None


def _other(piece: re.Match[str], lexicon: Lexicon) -> Item:
    text = piece[0]
    if piece.lastgroup == "number":
        classes = number_classes(text)
        return Item(lexicon.letters[classes], dict.fromkeys(classes, int(text)), piece.start(), piece.end())
    if piece.lastgroup == "decimal":
        return Item(lexicon.letters[_DECIMAL], {"decimal": float(text)}, piece.start(), piece.end())
    if piece.lastgroup == "word" and text[0].isupper():
        return Item(lexicon.letters[_NAME], {"name": text}, piece.start(), piece.end())
    return _UNKNOWN


def _climb(items: list[Item], levels: Sequence[Level]) -> list[Item]:
    spelled = _spelled(items)
    for level in levels:
        if not level.patterns.keys().isdisjoint(spelled):
            items = _raised(items, spelled, level)
            spelled = _spelled(items)
    return items


def _spelled(items: list[Item]) -> str:
    return "".join([item.letter for item in items])


def _raised(items: list[Item], spelled: str, level: Level) -> list[Item]:
    raised: list[Item] = []
    after = 0
    for at, letter in enumerate(spelled):
        if at >= after and letter in level.patterns:
            raised += items[after:at]
            after, found = _longest(items, spelled, at, level.patterns[letter])
            raised.append(found)
    return raised + items[after:]


def _longest(items: list[Item], spelled: str, at: int, patterns: Sequence[Pattern]) -> tuple[int, Item]:
    matches = [(found.end(), pattern, found) for pattern in patterns if (found := pattern.regex.match(spelled, at))]
    while matches:
        best = max(matches, key=_reach)
        after, pattern, found = best
        built = build(pattern.kind, pattern.captures(found, items))
        if built is not None:
            return after, Item(pattern.letter, {pattern.kind: built}, items[at].start, items[after - 1].end)
        matches.remove(best)
    return at + 1, items[at]
