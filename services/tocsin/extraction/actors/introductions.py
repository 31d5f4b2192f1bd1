"""People whom an article introduces itself: whose office it tells when it names them, though no watch lists them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tocsin.extraction.actors.gazetteer import Form
from tocsin.extraction.actors.line import Line
from tocsin.extraction.actors.memory import Mentioned
from tocsin.extraction.actors.naming import Named, belongs_to_other
from tocsin.extraction.actors.titles import is_opener, titles
from tocsin.extraction.packaged import packaged

_WORD = r"(?:[ae]l-)?[A-ZÀ-ÖØ-ÞŠŽČĆĐŁŚĞİ]\w*(?:(?:-|['’](?!s\b))\w+)*(?<![\d_])"
_NOBODY = re.compile(r"(?!)")
_REACH = 60
_MOST_PEOPLE = 100


@cache
def _full_name() -> str:
    """Return the pattern of a name of two to four words: "Ana Gil", "Otto von Berg"."""
    particles = "|".join(map(re.escape, packaged("titles.en.yaml")["particles"]))
    return rf"{_WORD}(?: (?:(?:{particles}) )?{_WORD}){{1,3}}"


@cache
def _after_office() -> re.Pattern[str]:
    return re.compile(rf"(?: |, )({_full_name()})(?=['’ ,.;:]|$)")


@cache
def _before_office() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-])({_full_name()}), $")


@cache
def _at_start() -> re.Pattern[str]:
    return re.compile(_full_name())


class Introduced(NamedTuple):
    """A person's name, beside the phrase that tells the office."""

    name: str
    start: int
    end: int


def introduced(line: Line, mention: Mentioned) -> Introduced | None:
    """Return the name beside one who speaks for an actor: "Peruvian envoy Ana Gil", "Ana Gil, Peru's envoy"."""
    if line.headline_case or not _is_one_office(line.body[mention.start : mention.end]):
        return None
    after = _after_office().match(line.body, mention.end, line.end)
    if after and _is_name_of_office(line, after):
        return Introduced(after[1], mention.start, after.end())
    reach = max(line.start, mention.start - _REACH)
    before = _before_office().search(line.body[reach : mention.start])
    if before is None:
        return None
    name = _without_openers(before[1])
    return Introduced(name, line.word_start(name, mention.start), mention.end) if " " in name else None


def opens_with_stranger(line: Line, mentions: Sequence[Mentioned]) -> bool:
    """Whether a line opens with the full name of a person who is none of the mentions."""
    found = None if line.headline_case else _at_start().match(line.body, line.start, line.end)
    if found is None or is_opener(found[0].split()[:1]):
        return False
    return not mentions or mentions[0].start >= found.end()


def _is_name_of_office(line: Line, after: re.Match[str]) -> bool:
    """Whether what follows an office is the name of its holder: at once, or between commas."""
    closed = after[0][0] == " " or line.body[after.end() : after.end() + 1] in (",", ".")
    return closed and not is_opener(after[1].split()[:1])


def _is_one_office(phrase: str) -> bool:
    office = phrase.lower().partition(" of ")[0].split()[-1]
    return titles().kinds.get(office) in ("office", "opposite") and not office.endswith("s")


def _without_openers(name: str) -> str:
    words = name.split(" ")
    while words and is_opener(words[:1]):
        words = words[1:]
    return " ".join(words)


class Acquaintances:
    """The people introduced so far in an article, known again by their surnames."""

    def __init__(self) -> None:
        self._forms: dict[str, Form] = {}
        self._surnames = _NOBODY

    def __bool__(self) -> bool:
        return bool(self._forms)

    def meet(self, actor: str, name: str) -> None:
        """Remember a person who speaks for an actor; no article has more than a hundred."""
        if len(self._forms) == _MOST_PEOPLE:
            return
        family_first = actor in packaged("titles.en.yaml")["family_name_first"]
        surname = (
            name.partition(" ")[0] if family_first else name.rpartition(" ")[2].removeprefix("al-").removeprefix("el-")
        )
        self._forms[surname] = Form(actor, "surname", surname, (), name)
        self._surnames = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, self._forms))})(?![\w-])")

    def names(self, line: Line) -> Iterator[Named]:
        """Yield where a line names them again."""
        for found in self._surnames.finditer(line.body, line.start, line.end):
            form = self._forms[found[0]]
            if not belongs_to_other(line.before(found.start()), form):
                yield Named(found.start(), found.end(), form)
