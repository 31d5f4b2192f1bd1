"""What stands between quotation marks, whichever marks a publisher uses."""

import re
from collections.abc import Iterator

from tocsin.extraction.reading import Quotation

_ANY_MARK = re.compile(r'["“”„«»‘]')
_ANY_HEADLINE_MARK = re.compile(r"""["“”„«»‘']""")
_DOUBLE_MARK = re.compile(r'["“”„«»]')
_SINGLE_MARK = re.compile(r"(?<![\w'‘’])(?P<opening>‘)(?=\S)|(?<=[^\s'‘’])’(?!\w)")
_HEADLINE_MARK = re.compile(r"(?<![\w'‘’])(?P<opening>['‘])(?=\w)|(?<=[^\s'‘’])['’](?!\w)")


def quotations(body: str, start: int, end: int, *, headline: bool = False) -> tuple[Quotation, ...]:
    """Return the quotations of the paragraph from `start` to `end`, in order, without those inside others.

    A quotation that is never closed runs to the end of its paragraph, as it does when it goes on in the next. Straight
    single marks are read in headlines alone: elsewhere they are apostrophes.
    """
    if (_ANY_HEADLINE_MARK if headline else _ANY_MARK).search(body, start, end) is None:
        return ()
    doubles = tuple(_doubles(body, start, end))
    return doubles or tuple(_singles(_HEADLINE_MARK if headline else _SINGLE_MARK, body, start, end))


def _doubles(body: str, start: int, end: int) -> Iterator[Quotation]:
    opened = None
    for mark in _DOUBLE_MARK.finditer(body, start, end):
        if opened is None:
            opened = mark.end() if mark[0] != "”" else None
        elif mark[0] in '"”»' or (mark[0] == "“" and body[opened - 1] == "„"):
            if opened < mark.start():
                yield Quotation(opened, mark.start())
            opened = None
    if opened is not None and opened < end:
        yield Quotation(opened, end)


def _singles(marks: re.Pattern[str], body: str, start: int, end: int) -> Iterator[Quotation]:
    opened = None
    for mark in marks.finditer(body, start, end):
        if mark["opening"]:
            opened = mark.end()
        elif opened is not None and not _is_plural_possessive(body, mark.start(), end):
            if opened < mark.start():
                yield Quotation(opened, mark.start())
            opened = None


def _is_plural_possessive(body: str, closed: int, end: int) -> bool:
    """Whether the mark in "the ‘workers’ demands’" belongs to the word before it: another closes before one opens."""
    if body[closed - 1] not in "sS":
        return False
    following = _HEADLINE_MARK.search(body, closed + 1, end)
    return following is not None and not following["opening"]
