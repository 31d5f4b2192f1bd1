"""The words around names: titles and offices, what acts for a state and what only belongs to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from tocsin.extraction.packaged import packaged

_DEED = re.compile(r"\w{3,}(?:tions?|sions?|ments?|[aeiou]nces?|als|ness|osal|usal|oval)")

HeadKind = Literal["office", "organ", "opposite", "deed", "belonging", "past", "modifier", "other", "none"]


class Head(NamedTuple):
    """The noun that a name belongs to, and how many words it takes to get there."""

    kind: HeadKind
    words: int

    @property
    def acts(self) -> bool:
        """Whether it acts or speaks for the one to whom it belongs."""
        return self.kind in ("office", "organ")


@dataclass(frozen=True, slots=True)
class Titles:
    """The word lists of titles.en.yaml."""

    kinds: dict[str, HeadKind]
    """What a word is as the head of a phrase."""
    acting: frozenset[str]
    """Offices and organs."""
    offices: frozenset[str]
    seated: frozenset[str]
    words: frozenset[str]
    honorifics: frozenset[str]
    before_names: frozenset[str]
    """What may stand between an actor and the name of a person: "deputy foreign minister"."""
    adjectives: frozenset[str]
    deeds_towards: frozenset[str]
    towards: frozenset[str]
    openers: frozenset[str]
    calendar: frozenset[str]
    common_surnames: frozenset[str]
    verbs_after_people: frozenset[str]
    partial: frozenset[str]
    members_of: dict[str, frozenset[str]]
    """Those through whom an actor acts, by its kind."""
    inside: frozenset[str]
    motion: dict[str, frozenset[str]]


@cache
def titles() -> Titles:
    """Return the packaged word lists."""
    lists = packaged("titles.en.yaml")
    sets = {name: frozenset(words) for name, words in lists.items() if isinstance(words, list)}
    places = {preposition: frozenset(words) for preposition, words in lists["places"].items()}
    adjectives = _adjectives()
    names = (
        "offices", "seated", "words", "honorifics", "openers", "calendar", "common_surnames", "verbs_after_people",
        "partial",
    )  # fmt: skip
    return Titles(
        **{name: sets[name] for name in names},
        kinds=_kinds(sets, adjectives),
        acting=sets["offices"] | sets["organs"],
        before_names=(sets["honorifics"] | sets["offices"] | sets["modifiers"]) - {"and"},
        adjectives=adjectives,
        deeds_towards=frozenset(lists["deeds_towards"]["heads"]),
        towards=frozenset(lists["deeds_towards"]["words"]),
        members_of={kind: frozenset(words) for kind, words in lists["members_of"].items()},
        inside=places.pop("in"),
        motion=places,
    )


def _adjectives() -> frozenset[str]:
    states = packaged("states.yaml").values()
    return frozenset(adjective.lower() for entry in states for adjective in entry.get("adjectives", ()))


def _kinds(sets: dict[str, frozenset[str]], adjectives: frozenset[str]) -> dict[str, HeadKind]:
    """Return what each word is; where several lists have it, the later of these counts."""
    layers: tuple[tuple[HeadKind, frozenset[str]], ...] = (
        ("belonging", sets["belongings"]),
        ("modifier", sets["modifiers"] | adjectives | sets["calendar"]),
        ("deed", sets["deeds"]),
        ("opposite", sets["opposite"]),
        ("organ", sets["organs"]),
        ("office", sets["offices"]),
        ("past", sets["past"]),
    )
    return {word: kind for kind, words in layers for word in words}


_NO_HEAD = Head("none", 0)


def head(words: Sequence[str]) -> Head:
    """Return the head of the phrase that goes on with these words: "deputy foreign minister" is an office of three."""
    found = _NO_HEAD
    for index, word in enumerate(words):
        kind = _kind(words, index)
        if kind in ("office", "organ"):
            found = Head(kind, index + 1)
        elif kind == "belonging" and found.words == index:
            return Head(kind, index + 1)
        elif kind != "modifier":
            return _with_field(words, found) if found.words else Head(kind, index + 1)
        if word.endswith(("'s", "’s")):
            break
    return found


def members(words: Sequence[str], kind: str) -> Head:
    """Return the members through whom an actor of a kind acts, if the phrase goes on to them: "own lawmakers"."""
    lists = titles()
    for index, word in enumerate(words):
        if word.lower().removesuffix("'s").removesuffix("’s") in lists.members_of.get(kind, ()):
            return Head("organ", index + 1)
        if lists.kinds.get(word) not in ("modifier", "organ") or word in lists.partial:
            break
    return _NO_HEAD


def _with_field(words: Sequence[str], found: Head) -> Head:
    """Return an office with the field that may follow it: "secretary of state", "minister of foreign affairs"."""
    end = found.words + 1
    if not found.acts or words[found.words : end] != ["of"]:
        return found
    while end < len(words) and titles().kinds.get(words[end].lower()) == "modifier":
        end += 1
    return Head(found.kind, end) if end > found.words + 1 else found


def _kind(words: Sequence[str], index: int) -> HeadKind:
    lists = titles()
    word = words[index].lower().removesuffix("'s").removesuffix("’s")
    if word in lists.deeds_towards:
        return "deed" if index + 1 < len(words) and words[index + 1] in lists.towards else "belonging"
    kind = lists.kinds.get(word)
    if kind is not None:
        return kind
    if word.isdigit():
        return "modifier"
    return "deed" if _DEED.fullmatch(word) else "other"


def is_title(word: str) -> bool:
    """Whether a word stands before the name of a person: "Mr", "Lt-Gen"."""
    return any(part in titles().honorifics for part in word.lower().rstrip(".").split("-"))


def is_opener(before: Sequence[str]) -> bool:
    """Whether the last of the words before a name has a capital for another reason than being part of the name."""
    word, lists = before[-1].lower(), titles()
    if word in lists.calendar or before[-1].isupper():
        return True
    return len(before) == 1 and (word in lists.openers or word.endswith(("ing", "ed", "ly")))
