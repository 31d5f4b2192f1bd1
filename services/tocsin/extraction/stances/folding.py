"""How the predicates over a target are folded, from the innermost out, into who is for or against it."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.domain.claim import Polarity
from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.carried import CARRIED
from tocsin.extraction.stances.chains import Chains, feels
from tocsin.extraction.stances.conditions import is_conditional
from tocsin.extraction.stances.folded import POLARITIES, Folded, Silence, Stance, Step
from tocsin.extraction.stances.itself import itself
from tocsin.extraction.stances.lexicon import Kind
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.openings import Openings
from tocsin.extraction.stances.operators import Value, apply, disbelieved, disowns
from tocsin.extraction.stances.subjects import CONTROLLED, requesters
from tocsin.extraction.stances.targets import MENTION_CERTAINTY, Target
from tocsin.extraction.stances.terms import asked, terms
from tocsin.extraction.stances.voices import Voices

_PAST_CERTAINTY = 0.6
_FELT: frozenset[Kind] = frozenset({"act", "attitude", "commit", "demand", "refuse", "threat"})
"""What others do or hold that one may regret or welcome."""


class Folding:
    """Folds what one sentence says of its targets."""

    def __init__(self, chains: Chains, voices: Voices, supposed: Sequence[tuple[int, int]]) -> None:
        self._chains = chains
        self._units = chains.units
        self._voices = voices
        self._supposed = supposed
        self._terms = list(terms(chains.units, voices.at))
        self._openings = Openings(chains.units, voices.said, supposed, voices.at)

    def fold(self, target: Target, links: Sequence[Link]) -> Folded:
        """Apply the predicates from the innermost out, and note the stance of each one's subject on the way."""
        value, links = self._openings.read(target, links)
        held: dict[str, Stance] = {}
        once: dict[str, Stance] = {}
        steps: list[Step] = []
        told = False
        for number in range(len(links) - 1, -1, -1):
            link = links[number]
            if number and link.index < target.k and _is_not_even_considered(links[number - 1], link):
                continue
            if told and link.predicate.kind in {"deny", "void"}:
                held.clear()
            inner = links[number + 1 :]
            if told and not value.owed and not self._reaches_what_is_told(link, inner):
                break
            value = _befriending(target, value, apply(link, value, inner))
            relaxed = self._is_relaxed(link, inner)
            value = replace(value, sign=0) if relaxed and value.sign is not None else value
            steps.append(Step(link, value))
            for actor in self._voices.holding(link):
                self._note(once if link.given_up and not relaxed else held, actor, target, link, value)
            told = told or _tells_of_another(link)
        for actor in self._requesters(target, links):
            self._note(held, actor, target, links[-1], value)
        if links and (value.owed or (not told and any(_is_spoken(link) for link in links))):
            self._hear(held, target, links[0], steps)
        silence = None if held else _silence(steps)
        return Folded(target, tuple(steps), tuple(held.values()), silence, tuple(once.values()))

    def asked(self, target: Target) -> Folded | None:
        """Read what stands in a condition as what whoever sets it asks for; None where that is not told."""
        term = next((term for term in self._terms if term.start <= target.k < term.end), None)
        if term is None or target.is_actor:
            return None
        deed = itself(self._units, target.k)
        links = [*self._chains.over(target.k, term.start), *(() if deed is None else (deed,))]
        found = asked(self._units, term, target, links)
        if found is None:
            return None
        link, value = found
        held: dict[str, Stance] = {}
        for actor in term.setter:
            self._note(held, actor, target, link, value)
        return Folded(target, (Step(link, value),), tuple(held.values()), None if held else "nobody")

    def _is_relaxed(self, link: Link, inner: Sequence[Link]) -> bool:
        """Return whether it is no longer demanded, which leaves who demanded it undecided: "no longer insists on"."""
        if link.predicate.lemma in words_of("stopping") and inner:
            return inner[0].frame == "participle" and inner[0].predicate.lemma in words_of("insisting")
        demanded = link.given_up and link.predicate.lemma in words_of("insisting")
        return demanded and self._units[link.group.start - 1].word == "longer"

    def _reaches_what_is_told(self, link: Link, inner: Sequence[Link]) -> bool:
        """Return whether a predicate has to do with what the clause after it tells: demands, disowns or regrets it."""
        regrets = feels(self._units, link) and inner[0].predicate.kind in _FELT
        return (
            link.predicate.kind in {"demand", "refuse"} or disowns(link, inner) or regrets or _denies_own(link, inner)
        )

    def _requesters(self, target: Target, links: Sequence[Link]) -> tuple[ActorMention, ...]:
        """Return at whose request it is done, where it is only done and not spoken of."""
        if not links or any(link.predicate.kind != "act" for link in links):
            return ()
        return requesters(self._units, max(target.k, links[-1].index))

    def _hear(self, held: dict[str, Stance], target: Target, outer: Link, steps: Sequence[Step]) -> None:
        """Note the stance of whoever says it or, less sure, of who spoke before."""
        value = steps[-1].value
        if self._voices.deny(target.k):
            value = disbelieved(value, steps[0].link.predicate.kind)
        for actor in self._voices.at(target.k):
            self._note(held, actor, target, outer, value)
        for actor in () if held else self._voices.going_on(steps):
            self._note(held, actor, target, outer, replace(value, certainty=value.certainty * CARRIED))

    def _note(self, held: dict[str, Stance], actor: ActorMention, target: Target, link: Link, value: Value) -> None:
        spoken = {speaker.actor for speaker in self._voices.at(link.index)}
        if actor.actor == target.id or (spoken and actor.actor not in spoken):
            return
        if value.sign is None:
            held.pop(actor.actor, None)
            return
        held[actor.actor] = self._stance(actor, target, link, value, POLARITIES[value.sign])

    def _stance(self, actor: ActorMention, target: Target, link: Link, value: Value, polarity: Polarity) -> Stance:
        first = min(link.subject.start if link.subject.actors else link.index, link.index)
        certainty = value.certainty * target.certainty * MENTION_CERTAINTY[actor.kind]
        return Stance(
            actor=actor,
            target=target.id,
            polarity=polarity,
            conditional=value.conditional or self._is_conditional(actor, target, link),
            confidence=round(certainty * (_PAST_CERTAINTY if link.group.had else 1.0), 3),
            rule=link.rule,
            kind=link.predicate.kind,
            act=link.predicate.root,
            start=min(self._units[first].start, target.start),
            end=max(self._units[link.index].end, target.end),
            target_start=target.start,
            target_end=target.end,
            past=self._is_past(link),
            turned=self._units[link.index - 1].word == "since",
            deed=target.sign if target.is_deed else 0,
        )

    def _is_conditional(self, actor: ActorMention, target: Target, link: Link) -> bool:
        """Return whether a stance holds only if something else does: an "if", or what its holder makes a condition."""
        own = (term for term in self._terms if term.rewards and actor in term.setter)
        met = any(not term.start <= target.k < term.end for term in own)
        return met or is_conditional(self._units, self._supposed, link)

    def _is_past(self, link: Link) -> bool:
        if link.group.had or link.frame in {"apposition", "adverbial"}:
            return True
        bare = link.group.start == link.index and self._units[link.index].has_form("past")
        return bare and self._units[link.index - 1].word in words_of("relatives")


def _befriending(target: Target, before: Value, value: Value) -> Value:
    """Return the value without a stance where who is against a blow at an actor is taken for its friend."""
    spared = target.is_actor and before.sign == -1 and value.sign == 1
    return value.none if spared else value


def _denies_own(link: Link, inner: Sequence[Link]) -> bool:
    """Return whether somebody denies having undone something himself: "denied that it had dropped its opposition"."""
    undone = inner[0].predicate.kind == "act" and inner[0].predicate.sign < 0
    doers = {actor.actor for actor in inner[0].subject.actors}
    same = doers == {actor.actor for actor in link.subject.actors}
    return link.predicate.kind == "deny" and undone and same


def _is_not_even_considered(outer: Link, link: Link) -> bool:
    """Return whether it is refused so much as to speak of it, or abstained from: "abstained in a vote on it"."""
    votes = outer.predicate.sign == 0 and link.predicate.kind == "void" and link.predicate.lemma.endswith("vote on")
    return votes or (outer.predicate.kind == "refuse" and link.predicate.lemma in words_of("considering"))


def _silence(steps: Sequence[Step]) -> Silence:
    if not steps:
        return "ungoverned"
    return "undone" if steps[-1].value.sign is None else "nobody"


def _tells_of_another(link: Link) -> bool:
    """Return whether a predicate is a clause of its own, so that what stands around it takes no part in it."""
    finite = link.frame in {"active", "copular", "itself", "passive"} and not link.group.infinitive
    return finite and link.subject is not CONTROLLED and not link.subject.own


def _is_spoken(link: Link) -> bool:
    """Return whether a predicate without a holder is its speaker's: what is judged, wanted, or to be done."""
    decided = link.predicate.lemma not in words_of("befalling")
    foretold = link.frame in {"passive", "intransitive"} and link.group.modal in {"will", "would"} and decided
    needed = link.predicate.kind == "demand" and "np" in link.predicate.frames
    wanted = link.frame == "passive" and needed and not link.group.had
    threatened = link.predicate.kind == "threat" and link.predicate.lemma.startswith("or ")
    judged = link.predicate.kind == "evaluation" and link.frame in {"copular", "consequence"}
    barred = link.negated and link.group.modal in {"can", "may"} and link.predicate.lemma in words_of("barred")
    return foretold or wanted or threatened or judged or barred
