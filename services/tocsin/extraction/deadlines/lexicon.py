"""The wordings of deadlines, as their data file lists them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from tocsin.domain.claim import Action
from tocsin.extraction.deadlines.patterns import Kinds, Pattern, compile_pattern
from tocsin.extraction.packaged import packaged

TIME_KINDS = ("at", "span", "compound", "delta", "offset", "overdue", "by", "before", "until", "within", "countdown",
              "from", "toward", "of", "instead", "after", "starting")  # fmt: skip
ACTOR_KINDS = ("actor", "owner", "pronoun", "possessor", "genitive", "by-actor", "from-actor", "to-actor", "for-actor",
               "of-actor", "beside-actor")  # fmt: skip
OWN_KINDS = ("have", "lead")
UNTIMED = ("hard", "noun", "hour", "pact", "it-ran-out", "time-to", "done", "undone")
"""Kinds of cues that tell of a deadline without a time."""

_MET = "fulfil"
"""The kind of cues that is "done" where it is told to be in time."""

_DOUBLING = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""Short verbs that double their last letter: drop, dropped."""

_USUAL = 0.9
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")
_ANY_NUMBER = " 0 "
_REACH = 14
"""How many words after the first of a trigger its second may stand."""


class Begun(NamedTuple):
    """What a first word begins: itself alone, where that is of a kind, or more by its second word, longest first."""

    alone: str | None
    longer: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    @property
    def kinds(self) -> Iterator[str]:
        """The kinds of all that it begins."""
        return (kind for kind in (self.alone, *(kind for ends in self.longer.values() for _, kind in ends)) if kind)


NOTHING = Begun(None, MappingProxyType({}))
Phrases = Mapping[str, Begun]
"""Listed phrases by their first word."""


@dataclass(frozen=True, slots=True)
class Times:
    """Which kinds of times a cue can govern, and where they stand."""

    kinds: frozenset[str]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue that governs a time, and where those stand who set it and whom it binds."""

    rule: str
    governors: frozenset[str]
    times: tuple[Times, ...]
    setter: tuple[Pattern, ...]
    addressee: tuple[Pattern, ...]
    binds: bool
    action: Action
    confidence: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A cue that says what became of a deadline, and where its new time, its old one and the difference stand."""

    rule: str
    action: Action
    governors: frozenset[str]
    unless_after: frozenset[str]
    applies: tuple[Pattern, ...]
    setter: tuple[Pattern, ...]
    addressee: tuple[Pattern, ...]
    new: tuple[Pattern, ...]
    old: tuple[Pattern, ...]
    delta: tuple[Pattern, ...]


_C = TypeVar("_C", Frame, Turn)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that is particular to a language."""

    cues: Phrases
    time_prepositions: Phrases
    actor_prepositions: Phrases
    lists: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, Phrases]
    passive: Mapping[str, str]
    nouns: Mapping[str, frozenset[str]]
    telling: frozenset[str]
    telling_headlines: frozenset[str]
    triggers: Mapping[str, frozenset[str]]
    untimed: Phrases
    """The cues that may tell of a deadline without a time."""
    kinds: Kinds
    frames_of: Mapping[str, tuple[Frame, ...]]
    running_out: tuple[Pattern, ...]
    given_out: Pattern
    acted_on: tuple[Pattern, ...]
    demanded_on: tuple[Pattern, ...]
    said_on: tuple[Pattern, ...]
    speakers: tuple[Pattern, ...]
    unreal: Mapping[str, tuple[Pattern, ...]]
    unset: Pattern
    done_as_wanted: tuple[Pattern, ...]
    agents: tuple[Pattern, ...]
    rulings: tuple[Pattern, ...]
    gapped: tuple[Pattern, ...]
    calendar: tuple[Pattern, ...]
    bystanders: tuple[Pattern, ...]
    turns_of: Mapping[str, tuple[Turn, ...]]

    def may_speak(self, text: str, *, is_headline: bool = False) -> bool:
        """Tell cheaply whether a sentence may be about a deadline."""
        words = _WORD.findall(_NUMBER.sub(_ANY_NUMBER, text.lower()))
        if not self.telling.isdisjoint(words) or (is_headline and not self.telling_headlines.isdisjoint(words)):
            return True
        for place, word in enumerate(words, start=1):
            following = self.triggers.get(word)
            if following is not None and not following.isdisjoint(words[place : place + _REACH]):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Powers:
    """How the news tell who acts with authority: a lexicon that marks only what tells it, and where they stand."""

    lexicon: Lexicon
    acts: tuple[Pattern, ...]


@cache
def lexicon() -> Lexicon:
    """Return the English lexicon."""
    return _lexicon(packaged("deadlines.en.yaml"))


@cache
def powers() -> Powers:
    """Return the English wordings of authority."""
    words, data = lexicon(), packaged("authority.en.yaml")
    return Powers(replace(words, cues=_phrases(_cues(data))), _patterns(data["acts"], words.kinds))


@cache
def hostilities() -> Lexicon:
    """Return a lexicon that marks only the English words that stand between opponents."""
    return replace(lexicon(), cues=_phrases(_cues(packaged("opponents.en.yaml"))))


def _lexicon(data: dict[str, Any]) -> Lexicon:
    names = (*TIME_KINDS, *ACTOR_KINDS, *OWN_KINDS, *data["passive"].values(), *data["verbs"], *data["words"])
    kinds = Kinds(tuple(dict.fromkeys(names)), _sets(data["sets"]))
    frames_of = _by_governor([_frame(entry, kinds) for entry in data["frames"]])
    turns_of = _by_governor([_turn(entry, kinds) for entry in data["turns"]])
    return Lexicon(
        cues=_phrases(_cues(data)),
        time_prepositions=_phrases(_listed(data["prepositions"])),
        actor_prepositions=_phrases(_listed(data["actor_prepositions"])),
        lists={name: frozenset(words) for name, words in data["lists"].items()},
        endings={name: tuple(endings) for name, endings in data["endings"].items()},
        phrases={name: _phrases([(phrase, name) for phrase in listed]) for name, listed in data["phrases"].items()},
        passive=data["passive"],
        telling=frozenset(str(word) for first, *then in data["triggers"] if not then for word in first),
        telling_headlines=frozenset(data["headline_triggers"]),
        triggers=_triggers(data["triggers"]),
        untimed=_phrases([(phrase, kind) for phrase, kind in _cues(data) if kind in (*UNTIMED, _MET)]),
        nouns={kind: frozenset(forms) for kind, forms in data["nouns"].items()},
        kinds=kinds,
        frames_of=frames_of,
        unreal=_by_kind(data["unreal"], kinds),
        unset=compile_pattern(data["unset"], kinds),
        done_as_wanted=_patterns(data["done_as_wanted"], kinds),
        agents=_patterns(data["agents"], kinds),
        rulings=_patterns(data["rulings"], kinds),
        gapped=_patterns(data["gapped"], kinds),
        calendar=_patterns(data["calendar"], kinds),
        bystanders=_patterns(data["bystanders"], kinds),
        running_out=_patterns(data["running_out"], kinds),
        given_out=compile_pattern(data["given_out"], kinds),
        acted_on=_patterns(data["acted_on"], kinds),
        demanded_on=_patterns(data["demanded_on"], kinds),
        said_on=_patterns(data["said_on"], kinds),
        speakers=_patterns(data["speakers"], kinds),
        turns_of=turns_of,
    )


def _triggers(data: Sequence[Sequence[Sequence[object]]]) -> dict[str, frozenset[str]]:
    """Return for each word those that make with it, a few words on, a sentence that may speak of a deadline."""
    found: dict[str, frozenset[str]] = {}
    for first, *then in data:
        for word in map(str, first):
            found[word] = found.get(word, frozenset()).union(*(map(str, words) for words in then))
    return {word: followers for word, followers in found.items() if followers}


def _sets(data: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(members) for name, members in data.items()}


def _cues(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    verbs = ((form, kind) for kind, entries in data["verbs"].items() for entry in entries for form in _forms(entry))
    return [*verbs, *_listed(data["words"])]


def _listed(data: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((phrase, kind) for kind, phrases in data.items() for phrase in phrases)


def _phrases(entries: Sequence[tuple[str, str]]) -> Phrases:
    table: dict[str, dict[tuple[str, ...], str]] = {}
    for phrase, kind in entries:
        first, *rest = phrase.lower().split()
        table.setdefault(first, {}).setdefault(tuple(rest), kind)
    return {first: _begun(ends) for first, ends in table.items()}


def _begun(ends: Mapping[tuple[str, ...], str]) -> Begun:
    longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for rest, kind in sorted(ends.items(), key=lambda item: -len(item[0])):
        if rest:
            longer.setdefault(rest[0], []).append((rest[1:], kind))
    return Begun(ends.get(()), {second: tuple(entries) for second, entries in longer.items()})


def _forms(entry: str | Sequence[str]) -> Iterator[str]:
    """Yield all forms of a verb: those listed, or those of a regular one with whatever follows it."""
    if not isinstance(entry, str):
        yield from entry
        return
    verb, _, rest = entry.partition(" ")
    for form in (verb, *_inflected(verb)):
        yield f"{form} {rest}".rstrip()


def _inflected(verb: str) -> Iterator[str]:
    stem = verb
    if verb.endswith("e"):
        stem = verb[:-1]
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
        return
    elif _DOUBLING.fullmatch(verb):
        stem = verb + verb[-1]
    yield from (f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s", f"{stem}ed", f"{stem}ing")


def _patterns(sources: Sequence[str | Sequence[str]], kinds: Kinds) -> tuple[Pattern, ...]:
    flat = (one for source in sources for one in ([source] if isinstance(source, str) else source))
    return tuple(compile_pattern(one, kinds) for one in flat)


def _by_kind(data: Mapping[str, Sequence[str]], kinds: Kinds) -> dict[str, tuple[Pattern, ...]]:
    return {kind: _patterns(sources, kinds) for names, sources in data.items() for kind in names.split("|")}


def _frame(entry: dict[str, Any], kinds: Kinds) -> Frame:
    return Frame(
        rule=entry["rule"],
        governors=frozenset(entry["governor"].split("|")),
        times=tuple(
            Times(frozenset(names.split("|")), _patterns(sources, kinds)) for names, sources in entry["times"].items()
        ),
        setter=_patterns(entry.get("setter", ()), kinds),
        addressee=_patterns(entry.get("addressee", ()), kinds),
        binds=entry.get("binds", True),
        action=entry.get("action", "set"),
        confidence=entry.get("confidence", _USUAL),
    )


def _turn(entry: dict[str, Any], kinds: Kinds) -> Turn:
    places = {
        key: _patterns(entry.get(key, ()), kinds) for key in ("applies", "setter", "addressee", "new", "old", "delta")
    }
    return Turn(
        rule=entry["rule"],
        action=entry["action"],
        governors=frozenset(entry["governor"].split("|")),
        unless_after=frozenset(entry.get("unless_after", ())),
        **places,
    )


def _by_governor(constructions: Sequence[_C]) -> dict[str, tuple[_C, ...]]:
    governors = dict.fromkeys(kind for one in constructions for kind in one.governors)
    return {kind: tuple(one for one in constructions if kind in one.governors) for kind in governors}
