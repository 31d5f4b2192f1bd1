"""Which matches are names indeed: not parts of longer names, nor surnames of people whom nobody has named."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tocsin.extraction.actors.folding import fold
from tocsin.extraction.actors.gazetteer import Form, Gazetteer, Match
from tocsin.extraction.actors.line import Line
from tocsin.extraction.actors.titles import is_opener, is_title, titles

_POSSESSIVES = ("'s", "’s")


class Named(NamedTuple):
    """Words that name an actor, or a noun or pronoun that may stand for one."""

    start: int
    end: int
    form: Form


class Naming:
    """Tells names from their lookalikes in one article, for one watch."""

    def __init__(self, body: str, gazetteer: Gazetteer, matches: Sequence[Match], watch: str) -> None:
        self._body = body
        self._gazetteer = gazetteer
        self._watch = watch
        self._full_names = gazetteer.people(body, matches, watch)

    def is_named(self, person: str) -> bool:
        """Whether the watch lists a person whom the article names in full."""
        return person in self._full_names

    def names(self, line: Line, matches: Sequence[Match]) -> Iterator[Named]:
        """Yield what is named in a line, in text order and without overlaps; the longest of what begins together."""
        reached = line.start
        for match in matches:
            if match.start < reached or match.end > line.end:
                continue
            form = self._form(line, match)
            if form is not None:
                reached = match.end
                if form.sort != "lookalike":
                    yield Named(match.start, self._end(match, form), form)

    def _form(self, line: Line, match: Match) -> Form | None:
        for form in self._gazetteer.forms(match.pattern, self._watch):
            if form.is_written_at(self._body, match.start) and self._is_it(line, match, form):
                return form
        return None

    def _end(self, match: Match, form: Form) -> int:
        """Return the end of the match with the full stop that belongs to it, as in "U.N."."""
        return match.end + (form.text[-1] == "." and self._body[match.end : match.end + 1] == ".")

    def _is_it(self, line: Line, match: Match, form: Form) -> bool:
        if form.sort == "surname":
            return self._is_surname(line, match, form)
        if line.headline_case:
            return form.text not in titles().words or not self._body[line.start : line.end].isupper()
        if form.sort in ("name", "capital", "adjective") and form.capitals and " " not in form.text:
            return not _is_part_of_longer_name(line, match, form)
        return True

    def _is_surname(self, line: Line, match: Match, form: Form) -> bool:
        if self._body[match.start - 1 : match.start] == "-" or opens_name(line, match.end):
            return False
        before = line.before(match.start)
        if before and is_title(before[-1]):
            return True
        if not before and fold(form.text) in titles().openers:
            return False
        if form.person not in self._full_names and fold(form.text) in titles().common_surnames:
            return False
        return line.headline_case or not belongs_to_other(before, form)


def _is_part_of_longer_name(line: Line, match: Match, form: Form) -> bool:
    if form.sort != "adjective" and opens_name(line, match.end):
        return True
    before = line.before(match.start)
    if not before or not before[-1][0].isupper() or before[-1].endswith(_POSSESSIVES):
        return False
    return not is_opener(before)


def opens_name(line: Line, position: int) -> bool:
    """Whether a word with a capital follows that can only be more of the same name."""
    if line.headline_case or not line.body[position + 1 : position + 2].isupper():
        return False
    words = line.after(position)
    if words and any(words[0].lower() in members for members in titles().members_of.values()):
        return False
    return bool(words) and titles().kinds.get(words[0].lower()) not in ("office", "organ", "modifier")


def belongs_to_other(before: Sequence[str], surname: Form) -> bool:
    """Whether the words before a surname are the first name of another person."""
    if not before or not before[-1][0].isupper():
        return False
    return not (before[-1] in surname.person.split() or is_title(before[-1]) or is_opener(before))
