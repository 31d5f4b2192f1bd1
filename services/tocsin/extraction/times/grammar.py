"""A sentence to its items, level by level: words to numbers, to clocks and dates, to moments and spans."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final

from tocsin.extraction.times.building import build
from tocsin.extraction.times.lexicon import Level, Lexeme, Lexicon
from tocsin.extraction.times.pieces import number_classes, scan
from tocsin.extraction.times.spelling import EDGES, UNKNOWN, Item, Pattern

_NAME: Final = frozenset(["name"])
_DECIMAL: Final = frozenset(["decimal"])
_ZONES: Final = frozenset(["tz", "region", "place"])
_UNKNOWN: Final = Item(UNKNOWN, {}, 0, 0)
_reach: Final = itemgetter(0)


def read(text: str, lexicon: Lexicon, *, asked: bool = False) -> Iterator[list[Item]]:
    """Yield the runs of words that may speak of time, as the last level leaves them. Linear in the text's length.

    Words that somebody asked about are all read, with their edges: "now" or "20 to twelve" is a time only if so asked.
    No pattern reaches over a word that the lexicon does not know, so each run up to such a word is read by itself.
    """
    pieces = list(scan(text.replace("’", "'")))
    written = tuple([piece[0] for piece in pieces])
    for begin, end in _stretches(written, lexicon.words if asked else lexicon.hints, lexicon):
        within = pieces[begin:end]
        sorts = tuple([piece.lastgroup for piece in within])
        for run in _runs(written[begin:end], sorts, lexicon, goes_on=end < len(pieces), asked=asked):
            yield [_placed(item, within) for item in run]


def _placed(item: Item, pieces: Sequence[re.Match[str]]) -> Item:
    """Return an item that counts in pieces with its places in the text."""
    if item is _UNKNOWN:
        return item
    return Item(item.letter, item.values, pieces[item.start].start(), pieces[item.end - 1].end())


@lru_cache(maxsize=4096)
def _runs(
    written: tuple[str, ...], sorts: tuple[str | None, ...], lexicon: Lexicon, *, goes_on: bool, asked: bool
) -> tuple[list[Item], ...]:
    """Return the runs of a stretch, whose items count in pieces; the same few come again and again: "on Monday"."""
    items = _items(written, sorts, lexicon, asked=asked)
    runs = _known([*items, _UNKNOWN] if goes_on else items)
    if asked:
        return tuple(_climb(_edged(run, lexicon), lexicon.levels) for run in runs)
    return tuple(_climb(run, lexicon.levels) for run in runs if _tells(run, lexicon))


def _edged(run: list[Item], lexicon: Lexicon) -> list[Item]:
    """Return a run between its edges; one that an unknown word ends has no other end."""
    start, finish = (Item(lexicon.letters[frozenset([edge])], {}, 0, 0) for edge in EDGES)
    return [start, *run] if run[-1] is _UNKNOWN else [start, *run, finish]


def _stretches(written: Sequence[str], hints: frozenset[str], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield from where to where a number or a word that tells of time has only words around it that times have."""
    end = 0
    for at in [at for at, word in enumerate(written) if word.lower() in hints or word.isdigit()]:
        if at < end:
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


def _known(items: list[Item]) -> Iterator[list[Item]]:
    """Yield the runs of items up to one that is unknown, it included."""
    start = 0
    while start < len(items):
        end = start
        while end < len(items) and items[end] is not _UNKNOWN:
            end += 1
        if end > start:
            yield items[start : end + 1]
        start = end + 1


def _tells(run: list[Item], lexicon: Lexicon) -> bool:
    """Whether a run may speak of time."""
    letters = {item.letter for item in run}
    if not lexicon.telling.isdisjoint(letters):
        return True
    return not (lexicon.numeric.isdisjoint(letters) or lexicon.beside_digits.isdisjoint(letters))


def _items(written: tuple[str, ...], sorts: Sequence[str | None], lexicon: Lexicon, *, asked: bool) -> list[Item]:
    lowered, lexemes = tuple(map(str.lower, written)), lexicon.lexemes
    items: list[Item] = []
    at = 0
    while at < len(written):
        lexeme = _lexeme(written, lowered, at, lexicon, asked=asked) if lowered[at] in lexemes else None
        if lexeme is None:
            items.append(_UNKNOWN if written[at].islower() else _other(written[at], sorts[at], at, lexicon))
            at += 1
        else:
            items.append(Item(lexeme.letter, lexeme.values, at, at + lexeme.length))
            at += lexeme.length
    return items


def _lexeme(
    written: tuple[str, ...], lowered: tuple[str, ...], at: int, lexicon: Lexicon, *, asked: bool
) -> Lexeme | None:
    """Return the longest lexeme at a place; who asks need not write zones with capital letters."""
    for lexeme in lexicon.lexemes[lowered[at]]:
        words = lowered if lexeme.any_case else written
        if words[at : at + lexeme.length] == lexeme.words:
            return lexeme
    zones = (lexeme for lexeme in lexicon.lexemes[lowered[at]] if asked and not _ZONES.isdisjoint(lexeme.values))
    return next((one for one in zones if lowered[at : at + one.length] == tuple(map(str.lower, one.words))), None)


def _other(text: str, sort: str | None, at: int, lexicon: Lexicon) -> Item:
    if sort == "number":
        classes = number_classes(text)
        return Item(lexicon.letters[classes], dict.fromkeys(classes, int(text)), at, at + 1)
    if sort == "decimal":
        return Item(lexicon.letters[_DECIMAL], {"decimal": float(text)}, at, at + 1)
    if sort == "word" and text[0].isupper():
        return Item(lexicon.letters[_NAME], {"name": text}, at, at + 1)
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
