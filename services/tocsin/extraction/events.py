"""Who did what to whom, by PLOVER root category (https://github.com/openeventdata/PLOVER)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from tocsin.domain.claim import Act
from tocsin.extraction.exchanges import exchanged, may_exchange, shared, undergone
from tocsin.extraction.function_words import words_of
from tocsin.extraction.meant import meant
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances import Chains, Link, Stance
from tocsin.extraction.stances.attribution import attributions, speakers_at
from tocsin.extraction.stances.clauses import takes_infinitive
from tocsin.extraction.stances.conditions import hypothetical
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.subjects import actors_named, by_agent, noun_phrase
from tocsin.extraction.stances.targets import MENTION_CERTAINTY
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import VerbGroup, modal_of, verb_group

_TOLD: frozenset[str] = frozenset({"attitude", "demand", "threat", "event"})
_DONE = frozenset({"active", "light", "addressed", "participle", "infinitive", "passive", "reduced"})
_REACHED_OVER = frozenset({"of", "by", "from", "with"})
_EXCHANGED = 0.8
_MOST_TOGETHER = 4
_PASSIVE = ("ed", "n", "t", "d")
_AGENT_WITHIN = 9
_OWNED_WITHIN = 4


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """What an actor did to another (its id), and the words that say so (offsets in the body)."""

    actor: ActorMention
    act: Act
    target: str
    confidence: float
    rule: str
    start: int
    end: int


def read_events(chains: Chains, stances: Sequence[Stance] = ()) -> list[ReadEvent]:
    """Return what the sentence says that actors did to each other; what was not or may not be done is no event.

    `stances` are those on actors that it reports; where nothing else tells of two actors, taking one is an event too.
    """
    several = len({actor.actor for unit in chains.units for actor in unit.actors}) > 1
    found = list(_Events(chains).read()) if several else []
    known = {(event.actor.actor, event.target) for event in found}
    return [*found, *(_taken(each) for each in stances if (each.actor.actor, each.target) not in known and _acts(each))]


def _acts(stance: Stance) -> bool:
    return stance.kind != "agent" and not stance.conditional and stance.polarity != "neutral"


def _taken(stance: Stance) -> ReadEvent:
    return ReadEvent(stance.actor, stance.act, stance.target, stance.confidence, stance.rule, stance.start, stance.end)


class _Events:
    """One sentence whose events are read."""

    def __init__(self, chains: Chains) -> None:
        self._chains = chains
        self._units = chains.units
        self._supposed = hypothetical(chains.units)

    def read(self) -> Iterator[ReadEvent]:
        """Yield every event, by its verb, once for the same two actors."""
        seen: set[tuple[str, str]] = set()
        for event in (*self._exchanges(), *self._by_heads(), *self._demanded()):
            pair = event.actor.actor, event.target
            if pair not in seen and pair[0] != pair[1]:
                seen.add(pair)
                yield event

    def _is_supposed(self, k: int) -> bool:
        return any(start <= k < end for start, end in self._supposed)

    def _exchanges(self) -> Iterator[ReadEvent]:
        for k, unit in enumerate(self._units):
            if may_exchange(unit) and not self._is_supposed(k):
                yield from self._exchange(k)

    def _exchange(self, k: int) -> Iterator[ReadEvent]:
        group = verb_group(self._units, k)
        doers = noun_phrase(self._units, group.start - 1).actors
        verb = self._units[k]
        if verb.word in words_of("be") or (group.be and verb.word.endswith(_PASSIVE)):
            yield from self._suffered(k, doers)
            return
        done = exchanged(self._units, k)
        together = shared(self._units, k) if len(doers) > 1 else None
        if done is not None:
            others = actors_named(self._units, done[1])
            yield from self._done(k, done[0].act, *((others, doers) if done[0].received else (doers, others)))
        elif together is not None:
            for actor, target in permutations(doers[:_MOST_TOGETHER], 2):
                yield from self._done(k, together, (actor,), (target,))

    def _suffered(self, k: int, sufferers: Sequence[ActorMention]) -> Iterator[ReadEvent]:
        found = undergone(self._units, k)
        if found is not None:
            act, to, by = found
            targets = sufferers if to < 0 else actors_named(self._units, to)
            yield from self._done(k, act, actors_named(self._units, by), targets)

    def _done(
        self, k: int, act: Act, doers: Sequence[ActorMention], targets: Sequence[ActorMention]
    ) -> Iterator[ReadEvent]:
        told = meant(act, _group(self._units, k), self._chains.reaching(k))
        if told is None:
            return
        for actor in told.doers or doers:
            for target in targets:
                yield self._event(k, actor, told.act, target, _EXCHANGED, f"exchange:{self._units[k].word}")

    def _agents(self, k: int) -> tuple[ActorMention, ...]:
        rest = range(k + 1, min(len(self._units) - 1, k + _AGENT_WITHIN))
        by = next((j for j in rest if self._units[j].word == "by"), None)
        return () if by is None else actors_named(self._units, by + 1)

    def _by_heads(self) -> Iterator[ReadEvent]:
        for link in self._chains.heads:
            predicate = _between_actors(self._units[link.index], link)
            if predicate is not None and link.frame in _DONE and not self._is_supposed(link.index):
                yield from self._of(link, predicate)

    def _of(self, link: Link, predicate: Predicate) -> Iterator[ReadEvent]:
        doers, targets = self._sides(link, predicate)
        group = _group(self._units, link.index)._replace(negated=link.negated)
        told = meant(predicate.root, group, self._chains.reaching(link.index))
        if told is None:
            return
        act = (
            "ACCUSE" if predicate.lemma == "attack" and told.act == "ASSAULT" and self._is_verbal(targets) else told.act
        )
        for actor in told.doers or doers:
            for target in targets:
                yield self._event(link.index, actor, act, target, predicate.strength, link.rule)

    def _is_verbal(self, targets: Sequence[ActorMention]) -> bool:
        """Return whether an attack is one in words: on a person, or "for" and "over" something."""
        after = next((k + 1 for k, unit in enumerate(self._units) if unit.actor in targets), 0)
        charge = after < len(self._units) and self._units[after].word in {"for", "over", "as"}
        return charge or any(target.kind == "person" for target in targets)

    def _sides(self, link: Link, predicate: Predicate) -> tuple[Sequence[ActorMention], Sequence[ActorMention]]:
        """Return who does it and whom it is done to."""
        reached = self._reached(link, predicate)
        if "undergone" in predicate.frames:
            return reached, link.subject.actors
        if self._is_undergone(link):
            agents = by_agent(self._units, link.index) or self._agents(link.index)
            return agents, link.subject.actors or self._sufferer(link.group.start)
        return link.subject.actors, reached

    def _sufferer(self, end: int) -> tuple[ActorMention, ...]:
        """Return the actor that ends before unit `end`, or whose thing does: "a Danish base"."""
        near = (unit for unit in reversed(self._units[max(0, end - _OWNED_WITHIN) : end]) if unit.actor is not None)
        return next((unit.actors for unit in near), ())

    def _is_undergone(self, link: Link) -> bool:
        after = self._units[link.index + 1].word if link.index + 1 < len(self._units) else ""
        done = after == "by" and self._units[link.index].has_form("past", "participle") and not link.group.have
        return link.frame in {"passive", "reduced"} or done

    def _reached(self, link: Link, predicate: Predicate) -> Sequence[ActorMention]:
        """Return the first actors that the predicate reaches, where nothing else stands between."""
        for k, unit in enumerate(self._chains.argument(link), start=link.index + 1):
            if unit.actor is not None and unit.actor.kind != "pronoun":
                return actors_named(self._units, k)
            words = {unit.word, unit.last}
            if unit.word == "to" if predicate.kind == "demand" else not words.isdisjoint(_barring()):
                break
        return ()

    def _demanded(self) -> Iterator[ReadEvent]:
        """Yield what somebody says that an actor must do: "Vienna must open the port, the league said"."""
        yield from self._charged()
        owing = [k for k, unit in enumerate(self._units) if k and modal_of(unit.word) == "must"]
        said = attributions(self._units, is_title=self._chains.is_title) if owing else []
        for k in owing:
            for target in noun_phrase(self._units, k - 1).actors:
                for actor in speakers_at(said, k):
                    yield self._event(k, actor, "REQUEST", target, _EXCHANGED, "said:must")

    def _charged(self) -> Iterator[ReadEvent]:
        """Yield whom somebody accuses by what he says: "Vienna alleged that the league had lied"."""
        for k, unit in enumerate(self._units[:-2]):
            reading = unit.reading("say")
            that = self._units[k + 1].word == "that"
            if reading is None or not that or reading[0].lemma not in words_of("charging"):
                continue
            group = verb_group(self._units, k)
            told = meant("ACCUSE", _group(self._units, k), self._chains.reaching(k))
            for actor in noun_phrase(self._units, group.start - 1).actors if told is not None else ():
                for target in actors_named(self._units, k + 2):
                    yield self._event(k, actor, "ACCUSE", target, _EXCHANGED, f"said:{reading[0].lemma}")

    def _event(
        self, k: int, actor: ActorMention, act: Act, target: ActorMention, strength: float, rule: str
    ) -> ReadEvent:
        at = self._units[k]
        certainty = strength * MENTION_CERTAINTY[actor.kind] * MENTION_CERTAINTY[target.kind]
        start, end = min(actor.start, target.start, at.start), max(actor.end, target.end, at.end)
        return ReadEvent(actor, act, target.actor, round(certainty, 3), rule, start, end)


def _group(units: Sequence[Unit], k: int) -> VerbGroup:
    """Return the verb group before unit `k`, also after the "to" of "vowed to"."""
    group = verb_group(units, k)
    infinitive = group.infinitive or (group.start > 0 and takes_infinitive(units[group.start - 1]))
    return group._replace(infinitive=infinitive)


def _between_actors(unit: Unit, link: Link) -> Predicate | None:
    """Return the reading by which something is done to an actor; what is done to things is no event."""
    if link.predicate.kind == "demand" and link.predicate.lemma not in {"warn", "help"}:
        return link.predicate
    readings = (predicate for predicate, _ in unit.readings if predicate.pos == link.predicate.pos)
    done = next((p for p in readings if p.kind in {"event", "attitude"} and p.about == "actor"), None)
    return done or (link.predicate if link.predicate.kind in _TOLD else None)


def _barring() -> frozenset[str]:
    """Return the words past which nothing is done to an actor: "praised a speech about Vienna"."""
    return words_of("prepositions") - _REACHED_OVER
