"""From a sentence's predicates to the stances that it reports."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tocsin.domain.claim import Polarity
from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.actor_targets import directly, relative, reproached
from tocsin.extraction.stances.attribution import attributions, is_denied_at, speakers_at, to_be_said, unsaid
from tocsin.extraction.stances.authors import author, doer
from tocsin.extraction.stances.carried import CARRIED, goes_on, is_carried
from tocsin.extraction.stances.chains import Chains, feels
from tocsin.extraction.stances.conditions import hypothetical, is_conditional
from tocsin.extraction.stances.earlier import Earlier, deeds
from tocsin.extraction.stances.echo import ends_clause
from tocsin.extraction.stances.echoes import echoed
from tocsin.extraction.stances.folded import POLARITIES, Folded, Silence, Stance, Step
from tocsin.extraction.stances.giving import given
from tocsin.extraction.stances.itself import done_by, itself
from tocsin.extraction.stances.lexicon import Kind
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.objects import objects
from tocsin.extraction.stances.openings import Openings
from tocsin.extraction.stances.operators import Value, apply, disbelieved, disowns
from tocsin.extraction.stances.pairs import paired
from tocsin.extraction.stances.reach import is_deed
from tocsin.extraction.stances.said_of import said_of
from tocsin.extraction.stances.standing import supersedes, surest
from tocsin.extraction.stances.subjects import CONTROLLED, requesters
from tocsin.extraction.stances.targets import MENTION_CERTAINTY, Target, anaphors, implied, named, taken_up
from tocsin.extraction.stances.terms import Term, asked, terms
from tocsin.extraction.stances.turns import changes, turned
from tocsin.extraction.stances.units import Unit

_PAST_CERTAINTY = 0.6
_OF_FACTS: frozenset[Kind] = frozenset({"attitude", "act", "judge", "evaluation"})
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
    return surest([*found, *echoed(chains, found, earlier)])


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
        self._chains = chains
        self._units = chains.units
        self._said = attributions(chains.units, is_title=chains.is_title)
        self._speaking = speakers
        self._carried = carried if carried and not self._said and goes_on(chains.units) else ()
        self._supposed = hypothetical(chains.units)
        self._not_held = [*self._supposed, *unsaid(chains.units)]
        self._to_be_said = to_be_said(chains.units)
        self._terms = list(terms(chains.units, self._speakers))
        self._openings = Openings(chains.units, self._said, self._supposed, self._speakers)

    def named(self) -> Iterator[Folded]:
        """Yield what is said of each target that the sentence names."""
        for target in (*named(self._units), *objects(self._units)):
            yield from self._told_of(target)

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
            if any(unit.kind in {"target", "actor"} for unit in self._chains.argument(link)):
                continue
            target = implied(self._units, link.index, earlier, words_of("documents") if signs else frozenset())
            if target is not None:
                yield self._fold(target, [*self._chains.over(link.index), link])

    def _told_of(self, target: Target, held: Sequence[Stance] = ()) -> Iterator[Folded]:
        """Yield what is said of a target, and what the relative clauses after it add of others."""
        told = self._on(target, held)
        yield told
        known = {stance.actor.actor for stance in told.stances}
        links = (link for link in self._relative(target) if known.isdisjoint(a.actor for a in link.subject.actors))
        yield from (self._fold(target, [link]) for link in links)

    def _again(self, anaphor: Target, done: Mapping[int, Target], told: Sequence[Stance]) -> Target:
        """Return what "it" stands for after a deed: the deed itself, as in "condemned the move and called it rash"."""
        last = max((k for k in done if k < anaphor.k), default=None)
        if last is not None and all(unit.target is None for unit in self._units[last : anaphor.k]):
            return replace(anaphor, id=done[last].id, sign=done[last].sign, is_deed=True)
        opens = all(unit.target is None for unit in self._units[: anaphor.k])
        deed = next((stance.deed for stance in reversed(told) if opens and stance.target == anaphor.id), 0)
        return replace(anaphor, sign=deed, is_deed=True) if deed else anaphor

    def _on(self, target: Target, held: Sequence[Stance]) -> Folded:
        term = next((term for term in self._terms if term.start <= target.k < term.end), None)
        if term is not None and not target.is_actor and (told := self._asked(target, term)) is not None:
            return told
        if any(start <= target.k < end for start, end in self._not_held):
            return Folded(target, silence="supposed")
        links = self._on_actor(target.k) if target.is_actor else self._on_proposition(target.k)
        word = self._units[target.k].word
        unfit = target.is_anaphor and not all(_fits_anaphor(link, word) for link in links)
        told = self._fold(target, links)
        if target.is_anaphor and links and links[-1].predicate.sign < 0 and links[-1].predicate.kind == "act":
            told = _turning(told, held)
        if not unfit or self._is_meant(target, links):
            return told
        turned = tuple(stance for stance in told.stances if stance.turned)
        return replace(told, stances=turned) if turned else Folded(target, silence="no anaphor")

    def _on_actor(self, k: int) -> Sequence[Link]:
        wrong = reproached(self._units, self._chains.heads, k)
        return wrong or directly(self._units, self._chains.over(k), k)

    def _on_proposition(self, k: int) -> Sequence[Link]:
        found = (_about_a_proposition(self._units, link) for link in self._chains.over(k))
        links = [link for link in found if link is not None]
        shared = self._shared(k) if all(link.predicate.kind == "void" for link in links) else None
        links = links if shared is None else [shared]
        deed = itself(self._units, k)
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

    def _asked(self, target: Target, term: Term) -> Folded | None:
        """Read what stands in a condition as what whoever sets it asks for; None where that is not told."""
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

    def _shared(self, k: int) -> Link | None:
        """Read a target after "and" as what the subject before does too: "expelled envoys and froze the assets"."""
        joining = words_of("conjunctions") | {","}
        if not k or self._units[k - 1].word not in joining or not is_deed(self._units[k]):
            return None
        last = next((link for link in reversed(self._chains.heads) if link.index < k), None)
        if last is None or last.frame != "active" or not self._units[last.index].has_form("past"):
            return None
        return done_by(last.subject, k)

    def _is_meant(self, target: Target, links: Sequence[Link]) -> bool:
        """Return whether what is done to "it" is what somebody means to do: "refused to sign it", "plans to end it"."""
        if any(link.predicate.lemma in words_of("intending") for link in links):
            return True
        owed = any(link.predicate.kind in {"commit", "refuse", "demand", "threat"} for link in links)
        return owed and not any(unit.word in _BRINGING_IN for unit in self._units[: target.k])

    def _relative(self, target: Target) -> list[Link]:
        if any(start <= target.k < end for start, end in self._not_held):
            return []
        if target.is_actor:
            return relative(self._units, self._chains.relative(target.k))
        return [link for link in self._chains.relative(target.k) if link.fits(self._units[target.k].word)]

    def _fold(self, target: Target, links: Sequence[Link]) -> Folded:
        """Apply the predicates from the innermost out, and note the stance of each one's subject on the way."""
        value, links = self._openings.read(target, links)
        held: dict[str, Stance] = {}
        once: dict[str, Stance] = {}
        steps: list[Step] = []
        told = False
        for number in range(len(links) - 1, -1, -1):
            link = links[number]
            if told and link.predicate.kind in {"deny", "void"}:
                held.clear()
            inner = links[number + 1 :]
            if told and not value.owed and not self._reaches_what_is_told(link, inner):
                break
            value = apply(link, value, inner)
            relaxed = self._is_relaxed(link, inner)
            value = replace(value, sign=0) if relaxed and value.sign is not None else value
            steps.append(Step(link, value))
            for actor in self._holders(link):
                self._note(once if link.given_up and not relaxed else held, actor, target, link, value)
            told = told or _tells_of_another(link)
        for actor in self._requesters(target, links):
            self._note(held, actor, target, links[-1], value)
        if links and (value.owed or (not told and any(_is_spoken(link) for link in links))):
            self._hear(held, target, links[0], steps)
        silence = None if held else _silence(steps)
        return Folded(target, tuple(steps), tuple(held.values()), silence, tuple(once.values()))

    def _is_relaxed(self, link: Link, inner: Sequence[Link]) -> bool:
        """Return whether it is no longer demanded, which leaves who demanded it undecided: "no longer insists on"."""
        if link.predicate.lemma in words_of("stopping") and inner:
            return inner[0].frame == "participle" and inner[0].predicate.lemma in words_of("insisting")
        demanded = link.given_up and link.predicate.lemma in words_of("insisting")
        return demanded and self._units[link.group.start - 1].word == "longer"

    def _hear(self, held: dict[str, Stance], target: Target, outer: Link, steps: Sequence[Step]) -> None:
        """Note the stance of whoever says it or, less sure, of who spoke before, unless it is said of the latter."""
        value = steps[-1].value
        if is_denied_at(self._said, target.k):
            value = disbelieved(value, steps[0].link.predicate.kind)
        for actor in self._speakers(target.k):
            self._note(held, actor, target, outer, value)
        if held or not is_carried(steps):
            return
        sufferers = {actor.actor for step in steps for actor in step.link.subject.actors}
        for actor in (actor for actor in self._carried if actor.actor not in sufferers):
            self._note(held, actor, target, outer, replace(value, certainty=value.certainty * CARRIED))

    def _reaches_what_is_told(self, link: Link, inner: Sequence[Link]) -> bool:
        """Return whether a predicate has to do with what the clause after it tells: demands, disowns or regrets it."""
        regrets = feels(self._units, link) and inner[0].predicate.kind == "act"
        return link.predicate.kind in {"demand", "refuse"} or disowns(link, inner) or regrets

    def _requesters(self, target: Target, links: Sequence[Link]) -> tuple[ActorMention, ...]:
        """Return at whose request it is done, where it is only done and not spoken of."""
        if not links or any(link.predicate.kind != "act" for link in links):
            return ()
        return requesters(self._units, max(target.k, links[-1].index))

    def _holders(self, link: Link) -> tuple[ActorMention, ...]:
        if link.group.modal == "must" or (link.predicate.kind == "evaluation" and link.subject.own):
            return ()
        if link.subject.own:
            return () if is_denied_at(self._said, link.index) else self._speakers(link.index)
        return link.subject.actors

    def _speakers(self, k: int) -> tuple[ActorMention, ...]:
        return speakers_at(self._said, k) or self._speaking

    def _note(self, held: dict[str, Stance], actor: ActorMention, target: Target, link: Link, value: Value) -> None:
        spoken = {speaker.actor for speaker in self._speakers(link.index)}
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
        if link.group.had or link.frame == "apposition":
            return True
        bare = link.group.start == link.index and self._units[link.index].has_form("past")
        return bare and self._units[link.index - 1].word in words_of("relatives")


def _turning(told: Folded, held: Sequence[Stance]) -> Folded:
    """Mark what is told of "it" as a change of mind of those who `held` the contrary: "dropped it"."""
    marked = (replace(stance, turned=True) if changes(stance, held) else stance for stance in told.stances)
    return replace(told, stances=tuple(marked))


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
    barred = link.negated and link.group.modal in {"can", "may"} and link.predicate.lemma in words_of("permitting")
    return foretold or wanted or threatened or judged or barred


def _fits_anaphor(link: Link, word: str) -> bool:
    return (
        link.predicate.kind != "act"
        or (link.frame == "active" and bool(link.subject.actors) and word in words_of("anaphors"))
        or link.frame in {"passive", "intransitive", "wished"}
        or link.group.modal is not None
    )


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
