"""Whether the words that name an actor also act in their sentence, and how far the phrase around them goes."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.extraction.actors.gazetteer import Sort
from tocsin.extraction.actors.line import Line
from tocsin.extraction.actors.titles import Head, head, members, titles

_COLLECTIVE = re.compile(r"\w+(?:sh|ch|ese|iss)")
_POSSESSIVES = ("'s", "’s")
_NO_WORDS = ("", "")


class Phrase(NamedTuple):
    """The noun phrase around a name; `speaks` where its head is one who speaks for the actor, as in "French envoys"."""

    start: int
    end: int
    role: bool
    speaks: bool = False


def phrase(line: Line, sort: Sort, start: int, end: int, *, is_place: bool, kind: str = "") -> Phrase:
    """Return the phrase around a name, and whether it can act or be acted on.

    `is_place` says that the name is also that of a place: a state, a city. `kind` is that of the actor.
    """
    if _is_hyphenated(line, start, end):
        return Phrase(start, end, role=False)
    if sort == "adjective":
        return _of_adjective(line, start, end, kind)
    if sort == "people":
        return Phrase(start, end, role=_is_definite(line, start))
    owned = line.possessive(end)
    if owned > end:
        return _of_owner(line, start, end, _acting(line, start, owned, kind), owned)
    if sort in ("person", "surname"):
        return Phrase(start, end, role=True)
    return _of_name(line, sort, start, end, _acting(line, start, end, kind), is_place=is_place)


def _is_hyphenated(line: Line, start: int, end: int) -> bool:
    before, after = line.body[start - 1 : start], line.body[end : end + 2]
    return before == "-" or (after[:1] == "-" and after[1:].isalnum())


def _is_definite(line: Line, start: int) -> bool:
    return line.before(start)[-1:] in (["the"], ["The"])


def _of_adjective(line: Line, start: int, end: int, kind: str) -> Phrase:
    words, lists = line.after(end), titles()
    through = members(words, kind)
    found = through if through.acts else head(words)
    if any(lists.kinds.get(word.lower()) == "past" for word in line.before(start)[-1:]):
        return Phrase(start, end, role=False)
    if found.acts or found.kind == "opposite":
        words = words[: found.words]
        shared = any(word.lower() in lists.adjectives for word in words)
        return Phrase(start, end if shared else _end_of(line, end, words), role=True, speaks=True)
    return Phrase(start, end, role=found.kind == "deed" or _is_a_people(line, start, end, words))


def _is_a_people(line: Line, start: int, end: int, words: Sequence[str]) -> bool:
    """Whether "the French" stands for the French: no noun follows, and the adjective can do without one."""
    alone = not words or words[0] in titles().verbs_after_people or words[0].endswith("ed")
    return alone and _is_definite(line, start) and _COLLECTIVE.fullmatch(line.body, start, end) is not None


def _acting(line: Line, start: int, end: int, kind: str) -> Head:
    """Return the head of what follows a name: an office, an organ, or all the members of such an actor."""
    words = line.after(end)
    found = head(words if words[:1] != ["and"] else ())
    if not titles().partial.isdisjoint(word.lower() for word in line.before(start)[-len(_NO_WORDS) :]):
        return Head("belonging", 1) if members(words, kind).acts else found
    through = members(words, kind)
    return through if through.acts else found


def _of_owner(line: Line, start: int, end: int, found: Head, owned: int) -> Phrase:
    words = line.after(owned)
    if found.acts:
        return Phrase(start, _end_of(line, owned, words[: found.words]), role=True, speaks=True)
    return Phrase(start, end, role=found.kind in ("deed", "none"))


def _of_name(line: Line, sort: Sort, start: int, end: int, found: Head, *, is_place: bool) -> Phrase:
    words, stated = line.after(end), line.before(start)
    if found.acts:
        return Phrase(start, _end_of(line, end, words[: found.words]), role=True, speaks=True)
    if found.kind in ("belonging", "deed"):
        return Phrase(start, end, role=found.kind == "deed")
    if _is_definite(line, start):
        if sort == "capital":
            return Phrase(start, end, role=False)
        stated = stated[:-1]
    before = [word.lower() for word in stated]
    if _belongs_to_speaker(before):
        return Phrase(_start_of(line, start, stated), end, role=True, speaks=True)
    return Phrase(start, end, role=not (is_place and _is_only_a_place(before)))


def _belongs_to_speaker(before: Sequence[str]) -> bool:
    """Whether the words before a name make one who speaks for it: "the president of Peru", "officials in Lima"."""
    speaker, preposition = (*_NO_WORDS, *before)[-2:]
    lists = titles()
    return (preposition in ("of", "for") and speaker in lists.acting) or (
        preposition == "in" and speaker in lists.seated
    )


def _is_only_a_place(before: Sequence[str]) -> bool:
    """Whether the words before a name make it the place and not the power: "in Rome", "flew to Rome"."""
    word, preposition = (*_NO_WORDS, *before)[-2:]
    lists = titles()
    return preposition in lists.inside or word in lists.motion.get(preposition, ())


def _end_of(line: Line, position: int, words: Sequence[str]) -> int:
    for word in words:
        position = line.body.index(word, position) + len(word)
    return position - len(_POSSESSIVES[0]) if words[-1].endswith(_POSSESSIVES) else position


def _start_of(line: Line, position: int, before: Sequence[str]) -> int:
    """Return where "foreign ministry of" begins, going left from what it is of."""
    for place, word in enumerate(reversed(before)):
        if place >= len(_NO_WORDS) and word.lower() not in titles().before_names:
            break
        position = line.word_start(word, position)
    return position
