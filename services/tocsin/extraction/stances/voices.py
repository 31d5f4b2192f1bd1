"""Whose words the parts of a sentence are, and so who holds what its predicates say."""

from collections.abc import Sequence

from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.attribution import attributions, is_denied_at, speakers_at
from tocsin.extraction.stances.carried import goes_on, is_carried
from tocsin.extraction.stances.chains import Chains
from tocsin.extraction.stances.folded import Step
from tocsin.extraction.stances.links import Link


class Voices:
    """Who speaks in one sentence: who is `said` to, or those whose words it goes on with."""

    def __init__(self, chains: Chains, speakers: tuple[ActorMention, ...], carried: tuple[ActorMention, ...]) -> None:
        self.said = attributions(chains.units, is_title=chains.is_title)
        self._speaking = speakers
        self._carried = carried if carried and not self.said and goes_on(chains.units) else ()

    def at(self, k: int) -> tuple[ActorMention, ...]:
        """Return whose words unit `k` is."""
        return speakers_at(self.said, k) or self._speaking

    def deny(self, k: int) -> bool:
        """Return whether unit `k` is what those who are spoken of do not think."""
        return is_denied_at(self.said, k)

    def holding(self, link: Link) -> tuple[ActorMention, ...]:
        """Return who holds what a predicate says: its subject or, where it is a judgement of their own, who speaks."""
        if link.group.modal == "must" or (link.predicate.kind == "evaluation" and link.subject.own):
            return ()
        if link.subject.own:
            return () if self.deny(link.index) else self.at(link.index)
        return link.subject.actors

    def going_on(self, steps: Sequence[Step]) -> list[ActorMention]:
        """Return who spoke before and may go on saying what the predicates tell, unless it is told of them."""
        if not is_carried(steps):
            return []
        sufferers = {actor.actor for step in steps for actor in step.link.subject.actors}
        return [actor for actor in self._carried if actor.actor not in sufferers]
