"""Stances that only repeat or reverse the one told before: "so does Vienna", "followed suit", "begs to differ"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.chains import Chains
from tocsin.extraction.stances.earlier import Earlier
from tocsin.extraction.stances.folded import POLARITIES, Stance
from tocsin.extraction.stances.lexicon import SIGNS, words_of
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.units import Unit, is_punctuation

_CERTAINTY = 0.8
_OPENING = 2
_ALIKE = frozenset({"so", "as"})
_NOR = frozenset({"nor", "neither"})
_ADDING = frozenset({"and", ";"})
_ASKING = frozenset({"whether", "if"})


@dataclass(frozen=True, slots=True)
class Echo:
    """Somebody takes the stance told last, or with `sign` -1 the contrary one: `only` one of that sign, if any.

    `opens` if nothing else is told before it in its sentence that it could take up; `answers` if it takes up nothing
    but a demand.
    """

    actors: tuple[ActorMention, ...]
    sign: int
    start: int
    end: int
    only: int | None = None
    opens: bool = True
    answers: bool = False


def echoed(chains: Chains, found: Sequence[Stance], earlier: Earlier) -> Iterator[Stance]:
    """Yield the stances of those who agree or disagree with what was `found` before in the sentence, or else `told`."""
    for echo in _echoes(chains) if found or earlier.told else ():
        before = [stance for stance in found if stance.end <= echo.start] or (earlier.told if echo.opens else [])
        for stance in _last_told(before):
            if _takes_up(echo, stance):
                yield from _repeated(stance, echo)
    for ally, echo in _alliances(chains) if found or earlier.held else ():
        before = [stance for stance in found if stance.actor.actor == ally and stance.end <= echo.start]
        for stance in _last_told(before or earlier.held.get(ally, ())):
            yield from _repeated(stance, echo)


def _takes_up(echo: Echo, stance: Stance) -> bool:
    return echo.only in {None, SIGNS[stance.polarity]} and (not echo.answers or stance.act == "REQUEST")


def _last_told(stances: Sequence[Stance]) -> Iterator[Stance]:
    """Yield the last stance, with those on other things that the same predicate tells of the same actor."""
    last = max(stances, key=lambda stance: stance.end, default=None)
    for stance in stances:
        if last is not None and (stance.actor.actor, stance.rule) == (last.actor.actor, last.rule):
            yield stance


def _repeated(stance: Stance, echo: Echo) -> Iterator[Stance]:
    polarity = POLARITIES[echo.sign * SIGNS[stance.polarity]]
    confidence = round(stance.confidence * _CERTAINTY, 3)
    for actor in echo.actors:
        if actor.actor not in {stance.actor.actor, stance.target}:
            yield replace(stance, actor=actor, polarity=polarity, start=echo.start, end=echo.end, confidence=confidence)


def _alliances(chains: Chains) -> Iterator[tuple[str, Echo]]:
    """Yield who takes whose side, with the echo that it makes: "Vienna voted with Berne"."""
    for link in chains.heads:
        ally = chains.units[link.index + 1 : link.index + 2]
        if link.predicate.lemma not in words_of("siding") or not ally or ally[0].actor is None:
            continue
        if link.subject.actors and _is_sure(chains.units, link) and _ends_clause(chains.units, link.index + 1):
            start = min(chains.units[link.subject.start].start, chains.units[link.index].start)
            yield ally[0].actor.actor, Echo(link.subject.actors, link.predicate.sign, start, ally[0].end)


def _echoes(chains: Chains) -> Iterator[Echo]:
    yield from _by_auxiliary(chains.units)
    for link in chains.heads:
        echo = chains.units[link.index].reading("echo")
        if echo is not None and link.subject.actors and _holds(chains.units, link):
            start = min(chains.units[link.subject.start].start, chains.units[link.index].start)
            answers = echo[0].lemma in words_of("refusing")
            yield Echo(link.subject.actors, echo[0].sign, start, chains.units[link.index].end, answers=answers)


def _by_auxiliary(units: Sequence[Unit]) -> Iterator[Echo]:
    """Read "so does Vienna", "nor will Vienna", "Vienna does not" and "Vienna does too"."""
    auxiliaries = _auxiliaries()
    for k in range(1, len(units)):
        if units[k].word in auxiliaries:
            yield from _around(units, k)


def _around(units: Sequence[Unit], k: int) -> Iterator[Echo]:
    """Read an auxiliary with what stands before and after it."""
    first, last = units[k - 1], units[min(k + 1, len(units) - 1)]
    if last.actor is not None and first.word in _ALIKE | _NOR:
        only = -1 if first.word in _NOR else None
        yield Echo((last.actor,), 1, first.start, last.end, only, opens=k <= _OPENING)
    elif last.word == "not" and (actor := _named(first)) and _is_clause(units, k - 1, k + 1):
        yield Echo((actor,), -1, first.start, last.end, only=1)
    elif _ends_clause(units, k) and _is_added(units, k - 1) and (actor := _named(first)):
        yield Echo((actor,), 1, first.start, units[k].end, opens=k == 1)


def _holds(units: Sequence[Unit], link: Link) -> bool:
    """Return whether an expression is the whole of its clause, and neither denied, doubted nor asked."""
    return _is_sure(units, link) and _ends_clause(units, link.index)


def _is_sure(units: Sequence[Unit], link: Link) -> bool:
    asked = link.subject.start > 0 and units[link.subject.start - 1].word in _ASKING
    return not (asked or link.negated or link.given_up or link.group.modal in {"may", "must"})


def _named(unit: Unit) -> ActorMention | None:
    return unit.actor if unit.actor is not None and unit.actor.role and unit.actor.kind != "pronoun" else None


def _is_clause(units: Sequence[Unit], first: int, last: int) -> bool:
    opens = not first or is_punctuation(units[first - 1]) or units[first - 1].word in words_of("conjunctions")
    return opens and _ends_clause(units, last)


def _is_added(units: Sequence[Unit], k: int) -> bool:
    """Return whether a clause begins with unit `k` that is set against none before it: "and Vienna did too"."""
    return not k or units[k - 1].word in _ADDING


@cache
def _auxiliaries() -> frozenset[str]:
    return frozenset().union(*map(words_of, ("be", "do", "have", "will", "would")))


def _ends_clause(units: Sequence[Unit], k: int) -> bool:
    after = units[k + 1] if k + 1 < len(units) else None
    return after is None or is_punctuation(after) or after.word in words_of("scope_enders") - _ASKING
