"""Which words may name which actor: the built-in states and bodies, and the actors of every watch."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, NamedTuple

from ahocorasick_rs import AhoCorasick

from tocsin.domain.actor import Actor
from tocsin.domain.watch import Watch
from tocsin.extraction.actors.cast import head_nouns, without_article
from tocsin.extraction.actors.counts import spellings
from tocsin.extraction.actors.folding import fold
from tocsin.extraction.built_in import built_in_names
from tocsin.extraction.packaged import packaged

Sort = Literal[
    "name", "adjective", "people", "capital", "metonym", "person", "surname", "noun", "pronoun", "lookalike"
]  # fmt: skip
"""What a form is of its actor. Nouns and pronouns may stand for any; lookalikes hide the names inside them."""

_LISTED: dict[str, Sort] = {
    "names": "name", "adjectives": "adjective", "people": "people", "capitals": "capital", "metonyms": "metonym",
}  # fmt: skip
_NO_PERSON = re.compile(r"\b(?:of|the|for)\b", re.IGNORECASE)


class Form(NamedTuple):
    """Words that stand for an actor."""

    actor: str
    sort: Sort
    text: str
    capitals: tuple[int, ...]
    """Where a text must have capitals for the words to be this name."""
    person: str = ""
    """The full name, if the form is that of a person."""
    definite: bool = False
    """Whether it is the actor only after "the": the common noun of an alias such as "the rebels"."""

    def is_written_at(self, body: str, start: int) -> bool:
        """Whether the body has capitals where the form needs them; the words are known to be there."""
        for place in self.capitals:  # noqa: SIM110 - called for every match; a generator takes three times as long
            if not body[start + place].isupper():
                return False
        return True


class Match(NamedTuple):
    """Where the words of a pattern stand in a body."""

    start: int
    end: int
    pattern: int


@dataclass(slots=True)
class _Pattern:
    builtin: list[Form] = field(default_factory=list)
    own: dict[str, list[Form]] = field(default_factory=dict)

    def names_people(self) -> bool:
        """Whether it is the full name of a person in any watch; none is built in."""
        return any(form.sort == "person" for forms in self.own.values() for form in forms)


class Gazetteer:
    """All names of all actors, found in one pass whatever the number of watches."""

    def __init__(self, watches: Sequence[Watch]) -> None:
        patterns: defaultdict[str, _Pattern] = defaultdict(_Pattern)
        for form in (*builtin_forms(), *_nouns(watches)):
            patterns[_key(form.text)].builtin.append(form)
        for watch in watches:
            for form in watch_forms(watch):
                patterns[_key(form.text)].own.setdefault(watch.id, []).append(form)
        self._patterns = tuple(patterns.values())
        self._listing: defaultdict[str, set[str]] = defaultdict(set)
        for watch in watches:
            for actor in watch.actors:
                self._listing[actor.id].add(watch.id)
        self._people = frozenset(number for number, pattern in enumerate(self._patterns) if pattern.names_people())
        self._automaton = AhoCorasick(list(patterns))

    def find(self, body: str) -> tuple[Match, ...]:
        """Return where the forms stand, at word boundaries but in any case; the longest first where several begin."""
        found = self._automaton.find_matches_as_indexes(f" {fold(body)} ", overlapping=True)
        return tuple(Match(start, -end, pattern) for start, end, pattern in sorted((s, 2 - e, p) for p, s, e in found))

    def concerned(self, body: str, matches: Iterable[Match]) -> frozenset[str]:
        """Return the ids of the watches that list an actor whom the body names."""
        found: set[str] = set()
        for start, _, pattern in matches:
            entry = self._patterns[pattern]
            for form in entry.builtin:
                if form.actor in self._listing and form.is_written_at(body, start):
                    found |= self._listing[form.actor]
            found.update(
                watch for watch, forms in entry.own.items() if any(f.is_written_at(body, start) for f in forms)
            )
        return frozenset(found)

    def people(self, body: str, matches: Iterable[Match], watch: str) -> frozenset[str]:
        """Return the people of a watch whom a body names in full."""
        return frozenset(
            form.person
            for match in matches
            if match.pattern in self._people
            for form in self.forms(match.pattern, watch)
            if form.sort == "person" and form.is_written_at(body, match.start)
        )

    def forms(self, pattern: int, watch: str) -> Sequence[Form]:
        """Return what a pattern can stand for in a watch; what the watch says itself comes first."""
        entry = self._patterns[pattern]
        own = entry.own.get(watch)
        return entry.builtin if own is None else (*own, *entry.builtin)


def _key(text: str) -> str:
    return f" {fold(text).strip()} "


@cache
def builtin_forms() -> tuple[Form, ...]:
    """Return every form of the built-in actors, the lookalikes and the pronouns."""
    entries = packaged("states.yaml") | packaged("bodies.yaml")
    return (*_listed_forms(entries), *_lookalikes(), *_pronouns())


def _listed_forms(entries: dict[str, dict[str, Any]]) -> Iterator[Form]:
    for actor, entry in entries.items():
        for listed, sort in _LISTED.items():
            yield from (_form(actor, sort, text) for text in entry.get(listed, ()))


def _lookalikes() -> Iterator[Form]:
    for phrases in packaged("lookalikes.en.yaml").values():
        yield from (_form("", "lookalike", phrase) for phrase in phrases)


def _pronouns() -> Iterator[Form]:
    lists = packaged("anaphora.en.yaml")
    for listing in (lists["pronouns"], lists["owning"]):
        yield from (_form("", "pronoun", word) for listed in listing.values() for word in listed)


def _nouns(watches: Iterable[Watch]) -> Iterator[Form]:
    """Yield the nouns that may stand for an actor; for which one, and in which watch, the article decides."""
    lists = packaged("anaphora.en.yaml")
    nouns = {noun for listing in (lists["nouns"], lists["persons"]) for listed in listing.values() for noun in listed}
    nouns |= {noun for entry in packaged("bodies.yaml").values() for noun in entry["nouns"]}
    nouns |= {noun for watch in watches for actor in watch.actors for noun in head_nouns(actor)}
    yield from (_form("", "noun", noun) for noun in sorted(nouns))


def watch_forms(watch: Watch) -> Iterator[Form]:
    """Yield the forms that a watch adds: names, aliases and people."""
    for actor in watch.actors:
        yield from (form for form in _actor_forms(actor) if fold(form.text).strip())


def _actor_forms(actor: Actor) -> Iterator[Form]:
    name = actor.name or ("" if actor.id in built_in_names() else actor.id)
    person = name if actor.kind == "person" and not _NO_PERSON.search(name) else ""
    for who in (*filter(None, [person]), *actor.people):
        yield from _person_forms(actor.id, who)
    names = (spelling for alias in (name, *actor.aliases) for spelling in spellings(alias))
    yield from (_alias_form(actor.id, spelling, person) for spelling in names)


def _alias_form(actor: str, alias: str, person: str) -> Form:
    bare = without_article(alias)
    return _form(actor, "name", bare, person)._replace(definite=bare != alias and bare[:1].islower())


def _person_forms(actor: str, name: str) -> Iterator[Form]:
    yield _form(actor, "person", name, name)
    yield from (_form(actor, "surname", surname, name) for surname in _surnames(actor, name))


def _surnames(actor: str, name: str) -> Iterator[str]:
    words, lists = name.split(), packaged("titles.en.yaml")
    if len(words) > 1:
        first = len(words) - 1
        while first > 1 and fold(words[first - 1]).strip() in lists["particles"]:
            first -= 1
        yield " ".join(words[first:])
        if actor in lists["family_name_first"]:
            yield words[0]


def _form(actor: str, sort: Sort, text: str, person: str = "") -> Form:
    bare = text[len(text) - len(fold(text).lstrip()) :].rstrip()
    return Form(actor, sort, bare, _capitals(bare), person)


def _capitals(text: str) -> tuple[int, ...]:
    """Where a text that means this name has capitals too; "city of Bergen" is as good as "City of Bergen"."""
    first, of, _ = text.partition(" of ")
    common = len(first) if of and " " not in first else 0
    return tuple(i for i, character in enumerate(text) if character.isupper() and i >= common)
