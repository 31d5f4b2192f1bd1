"""Body to sentences: where each begins and ends, and which of its words are quoted."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sentencex import segment

from tocsin.extraction.packaged import packaged
from tocsin.extraction.quotations import quotations
from tocsin.extraction.reading import Quotation, Sentence

_FIRST_WORD = re.compile(r"\s*(\w+)")
_DANGLING = re.compile(r"(?<=\s)[“„«‘\"]+\s*$")
_LAST_WORDS = 8
_LONGEST = 10_000
"""Code points of the longest paragraph: the splitter may take time in the square of its length."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def sentences(body: str, title_end: int) -> tuple[Sentence, ...]:
    """Return the sentences of `body`, whose first `title_end` code points are the title.

    The title is one sentence, number 0, even when it is empty. Paragraphs are parted by empty lines; white space
    around a sentence does not belong to it. A quotation that runs over several sentences of a paragraph is given to
    each of them, cut to fit.
    """
    title = _trimmed(body, 0, title_end)
    quoted = quotations(body, *title, headline=True)
    found = [_sentence(body, 0, 0, title, quoted)]
    for number, paragraph in enumerate(_paragraphs(body, title_end), start=1):
        quoted = quotations(body, *paragraph)
        found += (
            _sentence(body, index, number, span, quoted)
            for index, span in enumerate(_sentence_spans(body, *paragraph), start=len(found))
        )
    return tuple(found)


def _sentence(body: str, index: int, paragraph: int, span: tuple[int, int], quoted: tuple[Quotation, ...]) -> Sentence:
    start, end = span
    return Sentence(index, paragraph, start, end, body[start:end], _within(quoted, start, end) if quoted else ())


def _within(quoted: tuple[Quotation, ...], start: int, end: int) -> tuple[Quotation, ...]:
    first = bisect_right(quoted, start, key=lambda quotation: quotation.end)
    last = bisect_left(quoted, end, key=lambda quotation: quotation.start)
    return tuple(Quotation(max(q.start, start), min(q.end, end)) for q in quoted[first:last])


def _paragraphs(body: str, title_end: int) -> Iterator[tuple[int, int]]:
    start = title_end
    for gap in _BLANK_LINE.finditer(body, title_end):
        yield from _parts(body, start, gap.start())
        start = gap.end()
    yield from _parts(body, start, len(body))


def _parts(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a paragraph in parts where it is longer than any, cut between words where there are some."""
    while end - start > _LONGEST:
        limit = start + _LONGEST
        space = max(body.rfind(" ", start + 1, limit), body.rfind("\n", start + 1, limit))
        cut = limit if space < 0 else space
        yield start, cut
        start = cut
    yield start, end


def _sentence_spans(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begun = position = start
    for piece in segment("en", body[start:end]):
        last_words = body[max(begun, position - _LAST_WORDS) : position]
        if position > begun and not _goes_on(last_words, piece):
            boundary = position - _opening_marks(last_words)
            yield from _filled(body, begun, boundary)
            begun = boundary
        position += len(piece)
    yield from _filled(body, begun, end)


def _opening_marks(last_words: str) -> int:
    """Return the length of the quotation marks at the end of a sentence that open the next one."""
    dangling = _DANGLING.search(last_words)
    return len(dangling[0]) if dangling else 0


def _goes_on(before: str, after: str) -> bool:
    rules = _splitting()
    if not before.rstrip().endswith(rules.unfinished):
        return False
    word = _FIRST_WORD.match(after)
    if word is None or word[1] in rules.no_zones:
        return False
    return word[1] in rules.continuations or rules.named_time.match(after) is not None


class _Splitting(NamedTuple):
    """Where a full stop does not end a sentence, as the data file tells it."""

    unfinished: tuple[str, ...]
    continuations: frozenset[str]
    named_time: re.Pattern[str]
    no_zones: frozenset[str]


@cache
def _splitting() -> _Splitting:
    data = packaged("splitting.en.yaml")
    return _Splitting(
        tuple(data["unfinished"]),
        frozenset(data["continuations"]),
        re.compile(rf"\s*[A-Z]\w*(?:[\s-]+[A-Z]\w*){{0,2}}\s+(?i:{data['time']})\b"),
        frozenset(data["no_zones"]),
    )


def _filled(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first, last = _trimmed(body, start, end)
    if first < last:
        yield first, last


def _trimmed(body: str, start: int, end: int) -> tuple[int, int]:
    text = body[start:end]
    first = start + len(text) - len(text.lstrip())
    return first, max(first, start + len(text.rstrip()))
