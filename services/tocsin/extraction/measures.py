"""Lengths of time as words: "36 months", "36-month" and "three years" all say the same one."""

from collections.abc import Iterator, Sequence
from functools import cache

from tocsin.extraction.packaged import packaged

_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080, "month": 43_200, "year": 518_400}
_HALF = ("and", "a", "half")
_MARK = "min"
_DENYING = frozenset({"no", "not", "nothing"})


def lengths(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where a length of time begins and ends among lower-case words, and the one word for it."""
    units = _units()
    for number, word in enumerate(words):
        count, _, unit = word.rpartition("-")
        if unit in units and count:
            yield from _measured(count, unit, number, number)
        elif word in units and number:
            half = tuple(words[number + 1 : number + 4]) == _HALF
            last = number + len(_HALF) if half else number
            yield from _measured(words[number - 1], word, number - 1, last, half=half)


def measured(words: Sequence[str]) -> list[str]:
    """Return the words with each length of time as the one word for it."""
    found = list(words)
    for first, last, length in reversed(list(lengths(words))):
        found[first : last + 1] = [length]
    return found


def is_length(word: str) -> bool:
    """Return whether a word is the one for a length of time."""
    return word.endswith(_MARK) and word[:1].isdigit()


def is_meant(words: Sequence[str], first: int, last: int) -> bool:
    """Return whether a length is told for itself, not to say when something was, or as what is gone beyond."""
    before, after = words[max(0, first - 1) : first], words[last + 1 : last + 2]
    if not (_words("dating").isdisjoint(after) and _words("dated_by").isdisjoint(before)):
        return False
    return not _is_compared(words, first, "exceeding")


def falls_short(words: Sequence[str], first: int) -> bool:
    """Return whether less than a length is meant: "shorter than 36 months", but not "no less than 36 months"."""
    return _is_compared(words, first, "short_of")


def _is_compared(words: Sequence[str], first: int, how: str) -> bool:
    before = words[max(0, first - 3) : first]
    *_, denied, comparing = ["", "", *(before[:-1] if before[-1:] == ["than"] else before)]
    return comparing in _words(how) and denied not in _DENYING


@cache
def spellings(length: str) -> frozenset[str]:
    """Return with what a length of time may begin in a text without hyphens: "36 month", "threeyear"."""
    minutes = int(length.removesuffix(_MARK))
    return frozenset(
        f"{count}{gap}{unit}"
        for unit, size in _MINUTES.items()
        for count in _written(*divmod(2 * minutes, 2 * size), size)
        for gap in ("", " ")
    )


def _measured(count: str, unit: str, first: int, last: int, *, half: bool = False) -> Iterator[tuple[int, int, str]]:
    value = _value(count, half=half)
    if value is not None:
        yield first, last, f"{round((value + half / 2) * _units()[unit])}{_MARK}"


def _value(count: str, *, half: bool) -> int | None:
    if count.isdecimal():
        return int(count)
    return 1 if half and count == "a" else _numbers().get(count)


def _written(count: int, rest: int, half: int) -> list[str]:
    """Return how a count may be written, "a" of "a year and a half" included; nothing if it is no round one."""
    if rest not in {0, half} or not count:
        return []
    names = [word.replace("-", "") for word, value in _numbers().items() if value == count]
    return [str(count), *names, *(["a"] if rest and count == 1 else [])]


@cache
def _numbers() -> dict[str, int]:
    words = packaged("time.en.yaml")["words"]
    single = {word: value for word, value in words["number"].items() if " " not in word}
    return single | {f"{t}-{d}": ten + one for t, ten in words["tens"].items() for d, one in words["digit"].items()}


@cache
def _units() -> dict[str, int]:
    """Return how many minutes each word for a unit of time means."""
    units = packaged("time.en.yaml")["words"]["unit"].items()
    return {word: count * _MINUTES[name] for word, (count, name) in units}


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(packaged("measures.en.yaml")[group])
