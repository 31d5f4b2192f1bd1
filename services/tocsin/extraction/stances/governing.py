"""Which predicates a target stands under, from the outermost in, each with the reading that takes such a target."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.actor_targets import directly, relative, reproached
from tocsin.extraction.stances.attribution import to_be_said
from tocsin.extraction.stances.authors import author, doer
from tocsin.extraction.stances.chains import Chains
from tocsin.extraction.stances.giving import given
from tocsin.extraction.stances.itself import done_by, itself
from tocsin.extraction.stances.lexicon import Kind
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.passives import joined_passives
from tocsin.extraction.stances.reach import is_deed
from tocsin.extraction.stances.said_of import said_of
from tocsin.extraction.stances.subjects import CONTROLLED
from tocsin.extraction.stances.targets import Target
from tocsin.extraction.stances.units import Unit

_OF_FACTS: frozenset[Kind] = frozenset({"attitude", "act", "judge", "evaluation"})


_UNDERGOING = frozenset({"passive", "intransitive", "copular", "consequence"})
"""Frames in which a target is the subject."""


class Governing:
    """Finds what governs the targets of one sentence."""

    def __init__(self, chains: Chains) -> None:
        self._chains = chains
        self._units = chains.units
        self._to_be_said = to_be_said(chains.units)

    def over(self, target: Target) -> Sequence[Link]:
        """Return the predicates that a target is under."""
        return self._over_actor(target.k) if target.is_actor else self._over_proposition(target.k)

    def after(self, target: Target) -> list[Link]:
        """Return the predicates of the relative clauses that follow a target, and of further passives."""
        if target.is_actor:
            return relative(self._units, self._chains.relative(target.k))
        goes_on = any(unit.word in words_of("conjunctions") or unit.word == "but" for unit in self._units[target.k :])
        over = self._chains.over(target.k) if goes_on else ()
        undergone = next((link for link in over if link.frame in _UNDERGOING), None)
        again = () if undergone is None else joined_passives(self._units, undergone)
        return [link for link in (*self._chains.relative(target.k), *again) if link.fits(self._units[target.k].word)]

    def _over_actor(self, k: int) -> Sequence[Link]:
        wrong = reproached(self._units, self._chains.heads, k)
        over = self._chains.over(k)
        if k and self._units[k - 1].word == "by":
            over = [link for link in over if link.index < k]
        return wrong or directly(self._units, over, k)

    def _over_proposition(self, k: int) -> Sequence[Link]:
        over = self._whose(k) or self._chains.over(k)
        found = (_about_a_proposition(self._units, link) for link in over)
        links = [link for link in found if link is not None]
        shared = self._shared(k) if all(link.predicate.kind == "void" for link in links) else None
        links = links if shared is None else [shared]
        deed = self._deed(k)
        if deed is not None and any(start <= k < end for start, end in self._to_be_said):
            deed = replace(deed, subject=CONTROLLED)
        if not any(link.subject.actors or link.subject.own for link in links):
            verdict = said_of(self._units, k)
            links = links if verdict is None else [verdict]
        links += [own for own in (author(self._units, k), deed) if own is not None]
        lent = None if links else given(self._units, k)
        links += [] if lent is None else [lent]
        of_facts = all(link.predicate.kind in _OF_FACTS for link in links)
        links += [own for own in (doer(self._units, k),) if own is not None and of_facts]
        word = self._units[k].word
        return [_concluding(link, word) for link in links if link.fits(word)]

    def _whose(self, k: int) -> list[Link]:
        """Return what another does to what is somebody's: "the minister whose resignation Vienna demands"."""
        if not k or self._units[k - 1].word != "whose":
            return []
        taking = (link for link in self._chains.heads if link.index > k and k < link.subject.start < link.index)
        first = next((link for link in taking if link.subject.actors), None)
        return [] if first is None else [first]

    def _deed(self, k: int) -> Link | None:
        """Return a target as what is done, also by the subject of the verb before: "left the hall and will strike"."""
        deed = itself(self._units, k)
        if deed is None or deed.frame != "itself" or deed.subject.actors or not deed.group.start:
            return deed
        conjunction = deed.group.start - 1
        shares = self._units[conjunction].word in words_of("conjunctions") and conjunction + 1 < k
        shared = self._chains.clauses.shared(conjunction) if shares else None
        return deed if shared is None else replace(deed, subject=shared)

    def _shared(self, k: int) -> Link | None:
        """Read a target after "and" as what the subject before does too: "expelled envoys and froze the assets"."""
        joining = words_of("conjunctions") | {","}
        if not k or self._units[k - 1].word not in joining or not is_deed(self._units[k]):
            return None
        last = next((link for link in reversed(self._chains.heads) if link.index < k), None)
        if last is None or last.frame != "active" or not self._units[last.index].has_form("past"):
            return None
        return done_by(last.subject, k)


def _about_a_proposition(units: Sequence[Unit], link: Link) -> Link | None:
    """Return the link with a reading that takes more than actors, if there is one."""
    if link.predicate.about != "actor":
        return link
    others = (
        p for p, _ in units[link.index].readings if p.about != "actor" and p.kind in {"attitude", "act", "demand"}
    )
    other = next(others, None)
    return None if other is None else replace(link, predicate=other)


def _concluding(link: Link, target: str) -> Link:
    """Read "close" and "clear" as what is done to a deal, where the target is one."""
    if link.predicate.lemma not in words_of("concluding") or words_of("deals").isdisjoint(target.split()):
        return link
    return replace(link, predicate=replace(link.predicate, sign=1))
