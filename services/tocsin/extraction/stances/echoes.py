"""Stances that only repeat or reverse the one told before: "so does Vienna", "followed suit", "begs to differ"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.alliances import alliances
from tocsin.extraction.stances.chains import Chains
from tocsin.extraction.stances.earlier import Earlier
from tocsin.extraction.stances.echo import Echo, ends_clause, is_sure
from tocsin.extraction.stances.elliptic import elliptic
from tocsin.extraction.stances.folded import POLARITIES, Stance
from tocsin.extraction.stances.lexicon import SIGNS
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.reactions import exclaimed, reactions
from tocsin.extraction.stances.units import Unit

_CERTAINTY = 0.8
_SURE = 0.5


def echoed(
    chains: Chains, found: Sequence[Stance], earlier: Earlier, speakers: tuple[ActorMention, ...] = ()
) -> Iterator[Stance]:
    """Yield the stances of those who agree or disagree with what was `found` before in the sentence, or else `told`.

    `speakers` are those whose quoted words the sentence is.
    """
    for echo in (*_echoes(chains), *exclaimed(chains.units, speakers)) if found or earlier.told else ():
        before = [stance for stance in found if stance.end <= echo.start] or (earlier.told if echo.opens else [])
        for stance in _last_told(before):
            if _takes_up(echo, stance):
                yield from _repeated(stance, echo)
    for ally, echo in alliances(chains) if found or earlier.held else ():
        before = [stance for stance in found if stance.actor.actor == ally and stance.end <= echo.start]
        held = list(_settled(earlier.held.get(ally, ())))
        for stance in _last_told(before or held):
            yield from _repeated(stance, echo)


def _settled(held: Sequence[Stance]) -> Iterator[Stance]:
    """Yield the stances that are sure, and that no later one contradicts."""
    last = {stance.target: stance.polarity for stance in held}
    yield from (s for s in held if s.confidence >= _SURE and last[s.target] == s.polarity)


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


def _echoes(chains: Chains) -> Iterator[Echo]:
    yield from elliptic(chains.units)
    yield from reactions(chains.units)
    for number, link in enumerate(chains.heads):
        echo = chains.units[link.index].reading("echo")
        if echo is None or not _is_whole(chains.units, link.index, echo[0].lemma):
            continue
        meant = replace(_promised(chains.units, chains.heads[:number], link), predicate=echo[0])
        sign = _sign(chains.units, meant)
        if meant.subject.actors and sign:
            answers = echo[0].lemma in words_of("refusing")
            first = min(meant.subject.start, meant.index)
            start, end = chains.units[first].start, chains.units[link.index].end
            yield Echo(meant.subject.actors, sign, start, end, answers=answers)


def _is_whole(units: Sequence[Unit], index: int, lemma: str) -> bool:
    """Return whether an expression is the whole of its clause, or says no more than to whom it goes."""
    if ends_clause(units, index):
        return True
    aimed = lemma.startswith("make ") and units[index + 1].word in words_of("aiming")
    return aimed and all(unit.target is None for unit in units[index + 1 :])


def _promised(units: Sequence[Unit], before: Sequence[Link], link: Link) -> Link:
    """Read an echo that is promised, or asked of another, as theirs who promise or ask: "vowed to follow suit"."""
    wish = before[-1] if before and link.subject.controlled else None
    if wish is None or wish.predicate.kind not in {"commit", "demand"} or wish.frame != "active":
        return link
    between = units[wish.index + 1 : link.group.start]
    return replace(wish, index=link.index) if all(unit.kind == "actor" for unit in between) else link


def _sign(units: Sequence[Unit], link: Link) -> int:
    """Return the sign of an echo, 0 if it is none: "does not agree" is the contrary, "did not follow suit" nothing."""
    if link.negated and link.predicate.lemma in words_of("agreeing"):
        return -link.predicate.sign if is_sure(units, replace(link, negated=False)) else 0
    return link.predicate.sign if is_sure(units, link) else 0
