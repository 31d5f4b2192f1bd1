"""Conditions that somebody sets, and so asks for: "will stay until the toll is dropped", "no deal unless it goes"."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from tocsin.extraction.function_words import words_of
from tocsin.extraction.phrases import begins_with_verb
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.clausal import inner_group
from tocsin.extraction.stances.conditions import end_of
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.operators import Value, apply
from tocsin.extraction.stances.subjects import Subject, actors_after, noun_phrase
from tocsin.extraction.stances.targets import Target
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import VerbGroup, modal_of, verb_group

Opener = Literal["until", "unless", "provided", "while", "once", "if"]

_OPENERS: dict[tuple[str, ...], Opener] = {
    ("provided-that",): "provided",
    ("until",): "until",
    ("unless",): "unless",
    ("provided",): "provided",
    ("providing",): "provided",
    ("on", "the", "condition", "that"): "provided",
    ("only", "if"): "provided",
    ("only", "once"): "provided",
    ("only", "when"): "provided",
    ("as", "as"): "while",
    ("so", "as"): "while",
    ("once",): "once",
    ("if",): "if",
}
"""The words that open a condition; the "long" and "soon" of "as long as" and "as soon as" are no units."""

_FIRST_WORDS = frozenset(words[0] for words in _OPENERS)
_TERM = Predicate("(condition)", "demand", "verb", 1, "proposition", ("that",), 0.75, "REQUEST")
_LONGEST = 4
_CLAUSE_ENDS = frozenset({";", ":"})
_FRONTING = frozenset({"that", "and", "but", ":", ";"})
_LATER = frozenset({"will", "would", "can", "may"})
_NOBODY = frozenset({"no", "nobody", "nothing", "none", "neither", "no-one", "never"})
_PASSIVE = frozenset({"be", "been", "being", "get"})
_PASSING = frozenset({"end", "close", "be over", "finish", "come to an end"})


@dataclass(frozen=True, slots=True)
class Term:
    """The units `start` to `end` (exclusive) are a condition that `setter` sets; -1 as `sign` if it must not be so."""

    start: int
    end: int
    sign: int
    setter: tuple[ActorMention, ...]
    rewards: bool


def terms(units: Sequence[Unit], speakers: Callable[[int], Sequence[ActorMention]]) -> Iterator[Term]:
    """Yield the conditions that somebody sets; `speakers` tells whose words a unit is."""
    for k in (k for k, unit in enumerate(units) if unit.word in _FIRST_WORDS):
        opener, width = _opening(units, k)
        if opener is None:
            continue
        end = end_of(units, k)
        verb = _main_verb(units, k, end)
        sign = 0 if verb is None else _sign(units, opener, verb)
        setter = _setter(units, opener, verb, speakers(verb.index)) if verb is not None and sign else ()
        doers = {unit.actor.actor for unit in units[k:end] if unit.actor is not None and unit.word != "it"}
        if setter and doers.isdisjoint(actor.actor for actor in setter):
            yield Term(k + width, end, sign, setter, rewards=opener in {"provided", "once"})


def asked(units: Sequence[Unit], term: Term, target: Target, links: Sequence[Link]) -> tuple[Link, Value] | None:
    """Return what a term asks as to a target in it, under the predicates `links`, with the sign it gives the target."""
    if any(unit.word in words_of("relatives") for unit in units[term.start + 1 : target.k]):
        return None
    inner = [link for link in links if term.start <= link.index < term.end]
    if not inner and not _is_wanted(units, term, target.k):
        return None
    if inner and inner[0].frame == "intransitive" and inner[0].predicate.lemma in words_of("befalling") | _PASSING:
        return None
    value = Value(sign=-target.sign if _is_denied(units, target.k) else target.sign)
    for number in range(len(inner) - 1, -1, -1):
        value = apply(inner[number], value, inner[number + 1 :])
    if value.sign is None:
        return None
    link = Link(
        term.start - 1, _TERM, "condition", Subject(term.setter, start=term.start - 1), VerbGroup(term.start - 1)
    )
    return link, replace(value, conditional=False).weighed(link, term.sign)


@dataclass(frozen=True, slots=True)
class _Main:
    """What depends on a condition: its verb, its clause (units `start` to `end`, exclusive), and who does it."""

    index: int
    start: int
    end: int
    subject: Subject
    negated: bool = False
    threatens: bool = False
    passive: bool = False


def _opening(units: Sequence[Unit], k: int) -> tuple[Opener | None, int]:
    words = tuple(unit.word for unit in units[k : k + _LONGEST])
    for width in range(len(words), 0, -1):
        opener = _OPENERS.get(words[:width])
        if opener is not None and (units[k].kind == "word" or (k and units[k - 1].word == ",")):
            return (None, 0) if _concedes(units, k) else (opener, width)
    return None, 0


def _concedes(units: Sequence[Unit], k: int) -> bool:
    return k > 0 and units[k - 1].word in words_of("concessions") | {"not"}


def _main_verb(units: Sequence[Unit], k: int, end: int) -> _Main | None:
    """Return the verb before the condition that opens at unit `k`, or after it where the condition comes first."""
    first = next((j + 1 for j in range(k - 1, -1, -1) if units[j].word in _CLAUSE_ENDS), 0)
    last = next((j for j in range(end + 1, len(units)) if units[j].word in _CLAUSE_ENDS), len(units))
    if k > first and units[k - 1].word not in _FRONTING and units[k - 1].reading("say") is None:
        before = next((found for j in range(k - 1, first - 1, -1) if (found := _verb(units, j, first, k))), None)
        if before is not None:
            return before
    return next((found for j in range(end, last) if (found := _verb(units, j, end, last))), None)


def _verb(units: Sequence[Unit], j: int, start: int, end: int) -> _Main | None:
    """Return what unit `j` tells that somebody will do, or refuses, vows or threatens to."""
    meant = units[j].reading("refuse", "commit", "threat")
    refuses = any(predicate.lemma.startswith("refuse to") for predicate, _ in units[j].readings)
    if refuses or (meant is not None and meant[0].pos == "verb"):
        group, kind = verb_group(units, j), "refuse" if meant is None else meant[0].kind
        subject = noun_phrase(units, group.start - 1)
        return _Main(j, start, end, subject, group.negated or kind == "refuse", threatens=kind == "threat")
    if units[j].kind != "word" or modal_of(units[j].word) not in _LATER:
        return None
    verb = next((i for i in range(j + 1, end) if units[i].word not in _auxiliaries()), j)
    inverted = actors_after(units, j + 1)
    subject = Subject(inverted, start=j) if inverted else noun_phrase(units, verb_group(units, j).start - 1)
    denied = not _NOBODY.isdisjoint(unit.word for unit in units[start:end])
    passive = any(unit.word in _PASSIVE for unit in units[j + 1 : verb])
    return _Main(j, start, end, subject, denied or verb_group(units, verb).negated, passive=passive)


@cache
def _auxiliaries() -> frozenset[str]:
    return _PASSIVE | words_of("have", "do", "negators")


def _sign(units: Sequence[Unit], opener: Opener, main: _Main) -> int:
    """Return 1 where who sets a condition wants it to be met, -1 where not, 0 where that isn't told."""
    persists, relents, harms = (_tells(units, main, group) for group in ("persisting", "relenting", "retaliating"))
    harms = harms or main.threatens
    if opener == "until":
        return int(main.negated or persists)
    if opener == "unless":
        return int(main.negated or harms)
    if opener == "provided":
        return 1
    if opener == "while":
        return -1 if main.negated or persists else 1
    if opener == "once":
        return int(relents and not main.negated)
    return -1 if main.negated or (harms and not relents) else int(relents)


def _tells(units: Sequence[Unit], main: _Main, group: str) -> bool:
    """Return whether what depends on a condition is of a kind that the words of `group` tell of."""
    units = [unit for unit in units[main.index : main.end] if unit.kind != "actor"]
    told = {word for unit in units for word in unit.word.split()}
    told.update(word for unit in units for predicate, _ in unit.readings for word in predicate.lemma.split())
    return not words_of(group).isdisjoint(told)


def _setter(
    units: Sequence[Unit], opener: Opener, main: _Main, speakers: Sequence[ActorMention]
) -> tuple[ActorMention, ...]:
    """Return who sets a condition: whoever acts on it, or says what will then happen or be done to others."""
    actors, known = main.subject.actors, {speaker.actor for speaker in speakers}
    if actors and (not known or known.issuperset(actor.actor for actor in actors)):
        return () if main.passive and not known else actors
    if actors:
        undergone = main.passive or _tells(units, main, "suffering")
        return tuple(speakers) if undergone else ()
    kept = any(unit.kind == "target" for unit in units[main.start : main.end])
    granted = opener in {"once", "while"}
    said = main.subject.own or main.negated or kept or (granted and _tells(units, main, "relenting"))
    return tuple(speakers) if said else ()


def _is_denied(units: Sequence[Unit], k: int) -> bool:
    group = inner_group(units[k])
    inside = any(word in words_of("negators") for word in units[k].word.split())
    return inside or (group is not None and group.negated) or (k > 0 and units[k - 1].word == "no")


def _is_wanted(units: Sequence[Unit], term: Term, k: int) -> bool:
    """Return whether a target that no predicate governs is what is to be: told of whole, as done, or as there."""
    whole = any(word in words_of("be", "have") for word in units[k].word.split())
    there = any(unit.word == "there" for unit in units[term.start : k])
    done = units[k - 1].kind == "actor" and begins_with_verb(units[k].word)
    return whole or there or done or term.rewards
