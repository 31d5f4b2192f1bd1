"""Echoes with no verb of their own: "so does Vienna", "Vienna did too", "not so Vienna", "…, joined by Vienna"."""

from collections.abc import Iterator, Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.echo import Echo, ends_clause
from tocsin.extraction.stances.subjects import actors_named, company, noun_phrase
from tocsin.extraction.stances.units import Unit, is_punctuation

_OPENING = 2
_ALIKE = frozenset({"so", "as"})
_NOR = frozenset({"nor", "neither"})
_ADDING = frozenset({"and", ";"})


def elliptic(units: Sequence[Unit]) -> Iterator[Echo]:
    """Yield the echoes that leave out even the verb."""
    yield from _by_auxiliary(units)
    yield from _likened(units)
    yield from _accompanying(units)


def _by_auxiliary(units: Sequence[Unit]) -> Iterator[Echo]:
    """Read "so does Vienna", "nor will Vienna", "Vienna does not" and "Vienna does too"."""
    auxiliaries = words_of("be", "do", "have", "will", "would")
    for k in range(1, len(units)):
        if units[k].word in auxiliaries and units[k].kind == "word":
            yield from _around(units, k)


def _around(units: Sequence[Unit], k: int) -> Iterator[Echo]:
    """Read an auxiliary with what stands before and after it."""
    first, last = units[k - 1], units[min(k + 1, len(units) - 1)]
    if last.actor is not None and first.word in _ALIKE | _NOR:
        only = -1 if first.word in _NOR else None
        yield Echo(actors_named(units, k + 1), 1, first.start, last.end, only, opens=k <= _OPENING)
    elif last.word == "not" and (actor := _named(first)) and _is_clause(units, k - 1, k + 1):
        yield Echo((actor,), -1, first.start, last.end, only=1)
    elif ends_clause(units, k) and _named(first):
        subject = noun_phrase(units, k - 1)
        if subject.actors and _is_added(units, subject.start):
            yield Echo(subject.actors, 1, units[subject.start].start, units[k].end, opens=not subject.start)


def _likened(units: Sequence[Unit]) -> Iterator[Echo]:
    """Read "not so Vienna" and "the same goes for Vienna"."""
    for k, unit in enumerate(units[:-1]):
        if unit.word == "so" and k and units[k - 1].word == "not":
            actors, sign, first = actors_named(units, k + 1), -1, k - 1
        elif unit.word == "same" and k <= _OPENING and units[k + 1].word in words_of("holding"):
            actors, sign, first = actors_named(units, _after_holding(units, k + 1)), 1, 0
        else:
            continue
        if actors:
            yield Echo(actors, sign, units[first].start, actors[-1].end, opens=first == 0)


def _accompanying(units: Sequence[Unit]) -> Iterator[Echo]:
    """Read what closes a sentence: "…, joined by Vienna"."""
    for k in range(2, len(units)):
        actors = company(units, k) if units[k - 1].word == "," and units[k].word != "and" else ()
        if actors and (units[-1].actor or units[-2].actor) == actors[-1]:
            yield Echo(actors, 1, units[k].start, actors[-1].end, opens=False)


def _after_holding(units: Sequence[Unit], k: int) -> int:
    return next((j for j in range(k, len(units)) if units[j].word not in words_of("holding")), k)


def _named(unit: Unit) -> ActorMention | None:
    return unit.actor if unit.actor is not None and unit.actor.role and unit.actor.kind != "pronoun" else None


def _is_clause(units: Sequence[Unit], first: int, last: int) -> bool:
    opens = not first or is_punctuation(units[first - 1]) or units[first - 1].word in words_of("conjunctions")
    return opens and ends_clause(units, last)


def _is_added(units: Sequence[Unit], k: int) -> bool:
    """Return whether a clause begins with unit `k` that is set against none before it: "and Vienna did too"."""
    return not k or units[k - 1].word in _ADDING
