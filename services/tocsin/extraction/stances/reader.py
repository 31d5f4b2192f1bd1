"""From a sentence's predicates to the stances that it reports."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.attribution import attributions, unsaid
from tocsin.extraction.stances.chains import Chains
from tocsin.extraction.stances.conditions import hypothetical, not_yet
from tocsin.extraction.stances.despite import despite
from tocsin.extraction.stances.earlier import Earlier, deeds
from tocsin.extraction.stances.echo import ends_clause
from tocsin.extraction.stances.echoes import echoed
from tocsin.extraction.stances.folded import Folded, Stance
from tocsin.extraction.stances.folding import Folding
from tocsin.extraction.stances.governing import Governing
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.objects import objects
from tocsin.extraction.stances.pairs import paired
from tocsin.extraction.stances.standing import supersedes, surest
from tocsin.extraction.stances.subjects import CONTROLLED
from tocsin.extraction.stances.targets import Target, anaphors, implied, named, taken_up
from tocsin.extraction.stances.turns import changes, turned
from tocsin.extraction.stances.voices import Voices

_DONE = frozenset({"act", "commit", "attitude"})
_BRINGING_IN = frozenset({"a", "an", "its", "his", "her", "their", "'s", "’s"})


def read_stances(
    chains: Chains,
    earlier: Earlier,
    speakers: tuple[ActorMention, ...] = (),
    carried: tuple[ActorMention, ...] = (),
) -> list[Stance]:
    """Return the stances of a sentence, in text order, each actor's on a target once for the same words.

    `earlier` is what "it" or "so does Vienna" may take up; `speakers` are those whose quoted words it goes on with,
    and `carried` those whose reported words it may go on with.
    """
    reading = _Reading(chains, speakers, carried)
    named = list(reading.named())
    found, once = _stances(named), [stance for folded in named for stance in folded.once]
    later = _stances(reading.referred(earlier, found, once))
    turns = list(turned(chains, sorted([*once, *found], key=lambda stance: stance.end), earlier))
    found = [stance for stance in found if not any(supersedes(other, stance) for other in (*found, *later, *turns))]
    known = {(stance.actor.actor, stance.target) for stance in found}
    found += [s for s in (*later, *turns) if (s.actor.actor, s.target) not in known]
    return surest([*found, *echoed(chains, found, earlier, speakers)])


def trace_stances(
    chains: Chains,
    earlier: Earlier,
    speakers: tuple[ActorMention, ...] = (),
    carried: tuple[ActorMention, ...] = (),
) -> list[Folded]:
    """Return how each target of a sentence was read; what `read_stances` returns is made of the same.

    Targets that the sentence names come before those that it refers to, each in text order.
    """
    reading = _Reading(chains, speakers, carried)
    named = list(reading.named())
    once = [stance for folded in named for stance in folded.once]
    return [*named, *reading.referred(earlier, _stances(named), once)]


def speakers_of(chains: Chains) -> tuple[ActorMention, ...]:
    """Return who says something in the sentence, the first who does: whom the quotations in it are from."""
    return next((said.speakers for said in attributions(chains.units, is_title=chains.is_title)), ())


def _stances(folded: Iterable[Folded]) -> list[Stance]:
    return [stance for each in folded for stance in each.stances]


class _Reading:
    """One sentence being read."""

    def __init__(self, chains: Chains, speakers: tuple[ActorMention, ...], carried: tuple[ActorMention, ...]) -> None:
        supposed = hypothetical(chains.units)
        self._chains = chains
        self._units = chains.units
        self._not_held = [*supposed, *unsaid(chains.units), *not_yet(chains.units)]
        self._governing = Governing(chains)
        self._despite = despite(chains.units)
        acting = (actor for unit in chains.units for actor in unit.actors)
        self._holders = {actor.actor for actor in (*acting, *speakers, *carried)}
        self._folding = Folding(chains, Voices(chains, speakers, carried), supposed)

    def named(self) -> Iterator[Folded]:
        """Yield what is said of each target that the sentence names."""
        for target in (*named(self._units), *objects(self._units)):
            if not (target.is_actor and self._is_alone(target.id)):
                yield from self._told_of(target)

    def _is_alone(self, actor: str) -> bool:
        """Return whether nobody else is there who could be for or against an actor."""
        return self._holders <= {actor}

    def referred(self, earlier: Earlier, found: Sequence[Stance], once: Sequence[Stance]) -> Iterator[Folded]:
        """Yield what is said of targets that were named before: by "it", or unsaid as in "the party voted against".

        Before it the sentence told of the stances `found`, and of those that somebody `once` held.
        """
        done = {target.k: target for target in deeds(self._units, [*earlier.done, *found], earlier.held)}
        it = (self._again(target, done, earlier.told) for target in anaphors(self._units, earlier))
        others = (*it, *paired(self._units, earlier.together), *taken_up(self._units, earlier.topic))
        held = [*(stance for stances in earlier.held.values() for stance in stances), *once, *found]
        for again in (*done.values(), *(other for other in others if other.k not in done)):
            yield from self._told_of(again, held)
        for link in self._chains.heads:
            signs = link.predicate.lemma in words_of("signing") and ends_clause(self._units, link.index)
            if link.predicate.sign and link.predicate.lemma not in words_of("implicit") and not signs:
                continue
            # "He would vote no" tells of a vote that was spoken of elsewhere.
            elsewhere = link.group.modal == "would"
            if elsewhere or any(unit.kind in {"target", "actor"} for unit in self._chains.argument(link)):
                continue
            target = implied(self._units, link.index, earlier, words_of("documents") if signs else frozenset())
            if target is not None:
                yield self._folding.fold(target, [*self._chains.over(link.index), link])

    def _told_of(self, target: Target, held: Sequence[Stance] = ()) -> Iterator[Folded]:
        """Yield what is said of a target, and what the relative clauses after it add of others."""
        told = self._on(target, held)
        yield told
        known = {stance.actor.actor for stance in told.stances}
        for link in () if self._is_not_held(target) else self._governing.after(target):
            if known.isdisjoint(actor.actor for actor in link.subject.actors):
                yield self._folding.fold(target, [link])
        if self._despite is not None and told.stances and told.steps[0].link.predicate.kind in _DONE:
            done = [replace(step.link, subject=CONTROLLED) for step in reversed(told.steps)]
            yield self._folding.fold(target, [self._despite, *done])

    def _again(self, anaphor: Target, done: Mapping[int, Target], told: Sequence[Stance]) -> Target:
        """Return what "it" stands for after a deed: the deed itself, as in "condemned the move and called it rash"."""
        last = max((k for k in done if k < anaphor.k), default=None)
        if last is not None and all(unit.target is None for unit in self._units[last : anaphor.k]):
            return replace(anaphor, id=done[last].id, sign=done[last].sign, is_deed=True)
        opens = all(unit.target is None for unit in self._units[: anaphor.k])
        deed = next((stance.deed for stance in reversed(told) if opens and stance.target == anaphor.id), 0)
        return replace(anaphor, sign=deed, is_deed=True) if deed else anaphor

    def _on(self, target: Target, held: Sequence[Stance]) -> Folded:
        if (told := self._folding.asked(target)) is not None:
            return told
        if self._is_not_held(target):
            return Folded(target, silence="supposed")
        links = self._governing.over(target)
        told = self._folding.fold(target, links)
        if not target.is_anaphor:
            return told
        if links and links[-1].predicate.sign < 0 and links[-1].predicate.kind == "act":
            told = _turning(told, held)
        word = self._units[target.k].word
        if all(_fits_anaphor(link, word) for link in links) or self._is_meant(target, links):
            return told
        turned = tuple(stance for stance in told.stances if stance.turned)
        return replace(told, stances=turned) if turned else Folded(target, silence="no anaphor")

    def _is_not_held(self, target: Target) -> bool:
        """Return whether a target stands in what is only supposed, or what nobody said."""
        return any(start <= target.k < end for start, end in self._not_held)

    def _is_meant(self, target: Target, links: Sequence[Link]) -> bool:
        """Return whether what is done to "it" is what somebody means to do: "refused to sign it", "plans to end it"."""
        if any(link.predicate.lemma in words_of("intending") for link in links):
            return True
        owed = any(link.predicate.kind in {"commit", "refuse", "demand", "threat"} for link in links)
        return owed and not any(unit.word in _BRINGING_IN for unit in self._units[: target.k])


def _turning(told: Folded, held: Sequence[Stance]) -> Folded:
    """Mark what is told of "it" as a change of mind of those who `held` the contrary: "dropped it"."""
    marked = (replace(stance, turned=True) if changes(stance, held) else stance for stance in told.stances)
    return replace(told, stances=tuple(marked))


def _fits_anaphor(link: Link, word: str) -> bool:
    return (
        link.predicate.kind != "act"
        or (link.frame == "active" and bool(link.subject.actors) and word in words_of("anaphors"))
        or link.frame in {"passive", "intransitive", "wished"}
        or link.group.modal is not None
    )
