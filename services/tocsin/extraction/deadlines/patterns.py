"""A small language for patterns over a row of marks, so that constructions can be written as data.

A pattern is words with spaces between:

    kind, kind|kind   a mark of that kind; a name of a set of kinds stands for all of them
    *kind             the mark that is looked for: exactly one in a pattern
    kind?             there or not
    ^                 the beginning of the row
    @                 the cue that governs
    !                 the time in question
    -                 any marks but subjects, stops and breaks
    --                any marks but those of telling
    ~                 any marks but subjects and stops
    =                 any marks but stops and those of what is not done yet
    ..                any marks but stops
    ...               any marks
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

GOVERNOR = "@"
TIME = "!"
_PASSED = "\0"
_FIRST_CODE = 0x100


class Kinds:
    """The kinds of marks, each with a character that stands for it in the shape of a row."""

    def __init__(self, kinds: tuple[str, ...], sets: Mapping[str, tuple[str, ...]]) -> None:
        self._codes = {kind: chr(_FIRST_CODE + number) for number, kind in enumerate(kinds)}
        self._sets = sets

    def code(self, kind: str) -> str:
        """Return the character of a kind."""
        return self._codes[kind]

    def codes(self, names: str) -> str:
        """Return the characters of kinds and sets of kinds that are parted by `|`."""
        members = (member for name in names.split("|") for member in self._sets.get(name, (name,)))
        return "".join([TIME if member == TIME else self._codes[member] for member in members])

    @cached_property
    def gaps(self) -> Mapping[str, str]:
        """The regular expressions of the words that stand for any marks but some."""
        return {
            "--": f"[^{self.codes('told')}]*?",
            "-": f"[^{self.codes('stops|subject|breaks')}]*?",
            "~": f"[^{self.codes('stops|subject')}]*?",
            "=": f"[^{self.codes('stops|undone')}]*?",
            "..": f"[^{self.codes('stops')}]*?",
            "...": ".*?",
        }


@dataclass(frozen=True)
class Pattern:
    """A pattern that has been read."""

    source: str
    expression: str
    """The same as a regular expression over the shape of a row."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when it is first looked for: most of the many patterns never are."""
        return re.compile(self.expression)

    def matches(self, shape: str) -> Iterator[int]:
        """Yield the places of the mark that the pattern looks for, each further one as if the former were not there."""
        while (match := self.regex.search(shape)) is not None:
            place = match.start("found")
            yield place
            shape = f"{shape[:place]}{_PASSED}{shape[place + 1 :]}"


def compile_pattern(source: str, kinds: Kinds) -> Pattern:
    """Return the pattern that `source` describes.

    Raises KeyError if it names a kind that does not exist, ValueError if it does not look for exactly one mark.
    """
    parts = source.split()
    if sum(part.startswith("*") for part in parts) != 1:
        raise ValueError(f"{source!r} must mark with * the one thing that it looks for")
    return Pattern(source, "".join(_element(part, kinds) for part in parts))


def _element(part: str, kinds: Kinds) -> str:
    if part in kinds.gaps:
        return kinds.gaps[part]
    if part in ("^", GOVERNOR, TIME):
        return part
    if part.startswith("*"):
        wanted = part[1:]
        return f"(?P<found>{wanted if wanted in (GOVERNOR, TIME) else f'[{kinds.codes(wanted)}]'})"
    if part.endswith("?"):
        return f"[{kinds.codes(part[:-1])}]?"
    return f"[{kinds.codes(part)}]"
