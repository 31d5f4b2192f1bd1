"""Which predicates a target stands under, outermost first."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tocsin.extraction.function_words import words_of
from tocsin.extraction.phrases import begins_with_verb
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.apart import stands_apart
from tocsin.extraction.stances.beside import included
from tocsin.extraction.stances.between import ends_in_to, is_contrast, is_of_another, opens_phrase, passes
from tocsin.extraction.stances.clauses import Clauses
from tocsin.extraction.stances.demanded import demanded
from tocsin.extraction.stances.dwelt import dwelt
from tocsin.extraction.stances.heads import heads
from tocsin.extraction.stances.judged import announced, fronted, judgement, oblique
from tocsin.extraction.stances.lexicon import Kind
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.needed import needed
from tocsin.extraction.stances.punished import punished
from tocsin.extraction.stances.reach import reach
from tocsin.extraction.stances.subjects import CONTROLLED, Subject, actors_after, actors_named, by_agent
from tocsin.extraction.stances.tails import object_relatives, tail
from tocsin.extraction.stances.undone import undone
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import verb_group

_CLAUSAL: frozenset[Kind] = frozenset({"demand", "attempt", "commit", "deny", "threat", "void"})
_OBJECT_TAKING: frozenset[Kind] = frozenset({"attitude", "act", "refuse", "event"})
_DEEDS = frozenset({"infinitive", "participle", "nominal"})
_RELATIVES = frozenset({"which", "who", "whose", "whom"})
_COMPARING = frozenset({"to", "over", "above", "before", "than"})
_PARTING = frozenset({",", "and", "or"})
_OPENING_ITEM = frozenset({"a", "an", "no"})
_CONTRASTS = (["but", "not"], [",", "not"])
_COMING_FROM = (["came", "from"], ["come", "from"], ["comes", "from"])
_CHARGING = frozenset({"of", "for", "over"})
_INTRODUCING = frozenset({"that", "when", "as", "once"})


class Chains:
    """The predicates of one sentence and what they reach."""

    def __init__(self, units: Sequence[Unit], *, is_title: bool) -> None:
        self.units = units
        self.is_title = is_title
        self._without_governor: Kind = "judge" if is_title else "act"
        self.clauses = Clauses(units)
        self.heads = heads(units, self.clauses, is_title=is_title)
        self._reach = {link.index: self._end(link) for link in self.heads}

    def _end(self, link: Link) -> int:
        is_whole = link.predicate.kind in {"echo", "turn"}
        holds_clause = _holds_clause(link) or feels(self.units, link)
        return link.index if is_whole else reach(self.units, link.index, clause=holds_clause)

    def over(self, k: int, first: int = 0) -> list[Link]:
        """Return the predicates over unit `k` that do not stand before unit `first`, outermost first."""
        before = self._governing([link for link in self.reaching(k) if first <= link.index], k)
        deed = self._judged(before, k) or self._told(before, k) or self._punished(before, k)
        if deed is not None:
            return deed
        listed = demanded(self.units, k)
        before = [*([] if listed is None else [listed]), *self._announced(before)]
        after = self._after(k, before)
        if before and not after and before[-1].frame in {"nominal", "apposition"} and before[-1].subject is CONTROLLED:
            before[-1] = self._with_author(before[-1], k)
        if before and before[0].frame == "infinitive" and before[0].predicate.kind in {"attitude", "demand"}:
            before[0] = self._with_purpose(before[0])
        if before and after and _is_of_stance(before[-1], after[0]):
            return [*before[:-1], *after, before[-1]]
        return [*before, *after]

    def relative(self, k: int) -> list[Link]:
        """Return the predicates of a relative clause that unit `k` is the object of: "the dam that Vienna opposes"."""
        return object_relatives(self.units, k, self.heads)

    def _judged(self, links: Sequence[Link], k: int) -> list[Link] | None:
        """Read a deed that is judged as its judge's: "to drop the dam would be folly" tells of nobody who drops it."""
        first = links[0] if links else None
        start = verb_group(self.units, k).start if first is None else first.group.start
        is_deed = self._opens_deed(start) if first is None else first.frame in _DEEDS
        judged = judgement(self.units, start, k) if is_deed else None
        at = k if first is None or self.units[first.index].word in words_of("be") else first.index
        judged = judged or fronted(self.units, at)
        if judged is None:
            return None
        after = self._wanted(judged, k) if first is None else []
        return [judged, *(replace(link, subject=CONTROLLED) for link in links), *after]

    def _wanted(self, judged: Link, k: int) -> list[Link]:
        """Return what is to be done to it where that follows: "the condition is that the dam be dropped"."""
        told = any(unit.word == "that" for unit in self.units[judged.index : k])
        last = tail(self.units, k, "demand") if told and judged.frame == "copular" else None
        return [] if last is None else [last]

    def _told(self, links: Sequence[Link], k: int) -> list[Link] | None:
        """Read what comes of a deed, or is in it: "nothing is gained by dropping it", "the harm of dropping it"."""
        for number in range(len(links), -1, -1):
            start = links[number].index if number < len(links) else k
            found = oblique(self.units, start) or dwelt(self.units, start) or needed(self.units, start)
            if found is not None and not any(_takes(link, found) for link in links[:number]):
                return [found, *(replace(link, subject=CONTROLLED) for link in links[number:])]
        return None

    def _punished(self, links: Sequence[Link], k: int) -> list[Link] | None:
        """Read what whoever does it must reckon with: "nobody who joins the march need come back"."""
        for number in range(len(links), -1, -1):
            start = links[number].group.start if number < len(links) else verb_group(self.units, k).start
            found = punished(self.units, start, k)
            if found is not None:
                return [found, *(replace(link, subject=CONTROLLED) for link in links[number:])]
        return None

    def _announced(self, links: Sequence[Link]) -> list[Link]:
        """Add the mistake of "called it a mistake to drop the dam" to those who call and drop."""
        found = {link.index: announced(self.units, link.index) for link in links if link.predicate.kind == "judge"}
        verdicts = [verdict for verdict in found.values() if verdict is not None]
        return sorted([*links, *verdicts], key=lambda link: link.index)

    def _announces(self, link: Link) -> bool:
        return link.predicate.kind == "judge" and announced(self.units, link.index) is not None

    def _opens_deed(self, start: int) -> bool:
        return self.units[start].word == "to"

    def _with_purpose(self, link: Link) -> Link:
        """Add who wants it where the infinitive tells of a purpose: "the union marched to demand"."""
        start = link.group.start
        opening = next((k + 1 for k in range(start - 1, -1, -1) if self.units[k].word in words_of("scope_enders")), 0)
        first = next((k for k in range(opening, start) if self._may_act(k)), None)
        leads = start and self.units[start - 1].word in words_of("chances") | {","}
        actor = None if first is None or leads else self.units[first].actor
        return link if actor is None else replace(link, subject=Subject((actor,), start=link.index))

    def _may_act(self, k: int) -> bool:
        actor, before = self.units[k].actor, self.units[k - 1].word if k else ""
        return actor is not None and bool(actor.role) and before not in words_of("prepositions")

    def _after(self, k: int, before: Sequence[Link]) -> list[Link]:
        governor = before[-1].predicate if before else None
        owned = None if governor is None else undone(self.units, k, governor)
        if owned is not None:
            return [owned]
        taking = governor is not None and governor.pos != "noun" and governor.kind in _OBJECT_TAKING
        missed = governor is not None and governor.lemma in words_of("needing")
        if self._is_promised(k):
            return []
        if (taking and not missed and not feels(self.units, before[-1])) or self._is_done(k):
            return []
        kind: Kind = self._without_governor if governor is None else "demand" if missed else governor.kind
        last = tail(self.units, k, "judge" if self._is_judged_act(before) else kind)
        return [] if last is None or (before and _is_left_out(before[-1], last)) else [last]

    def _is_promised(self, k: int) -> bool:
        """Return whether what follows is about the promise of a thing: "its promise of a vote was a fraud"."""
        before = [unit.word for unit in self.units[max(0, k - 2) : k] if unit.word not in words_of("determiners")]
        return before[-1:] == ["of"] and not words_of("promises").isdisjoint(before)

    def _is_done(self, k: int) -> bool:
        """Return whether a target is itself what is done, so that what follows "and" is not: "Brand freed and …"."""
        joined = k + 1 < len(self.units) and self.units[k + 1].word in words_of("conjunctions")
        return joined and " " not in self.units[k].word and self.units[k].word.endswith("ed")

    def _is_judged_act(self, links: Sequence[Link]) -> bool:
        """Return whether it is judged what is done to a thing: "called the lifting of the siege a mistake"."""
        if not any(link.predicate.kind == "judge" for link in links[:-1]):
            return False
        act = links[-1].index
        return "of" in {self.units[act].last, self.units[act + 1].word}

    def argument(self, link: Link) -> Sequence[Unit]:
        """Return the units that one of the heads reaches."""
        return self.units[link.index + 1 : self._reach[link.index]]

    def reaching(self, k: int) -> list[Link]:
        """Return the heads before unit `k` whose argument it stands in, outermost first."""
        return [link for link in self.heads if link.index < k < self._reach[link.index]]

    def _with_author(self, link: Link, k: int) -> Link:
        """Add whose stance it is where that follows: "an endorsement of it by Vienna", "its backers include Vienna"."""
        follows = self.units[k + 1].word if k + 1 < len(self.units) else ""
        lists = link.predicate.kind == "agent" and follows in words_of("listing")
        comes = [unit.word for unit in self.units[k + 1 : k + 3]] in _COMING_FROM and k + 3 < len(self.units)
        named = actors_after(self.units, k + 2) if lists else actors_named(self.units, k + 3) if comes else ()
        agents = named or self._among_them(link, k) or by_agent(self.units, k)
        return replace(link, subject=Subject(agents, start=k)) if agents else link

    def _among_them(self, link: Link, k: int) -> tuple[ActorMention, ...]:
        """Return whom an aside counts in with the foes of unit `k`: "opponents of the dam, including Vienna"."""
        comma = k + 1
        if link.predicate.kind != "agent" or [unit.word for unit in self.units[comma : k + 2]] != [","]:
            return ()
        end = next((j for j in range(comma + 1, len(self.units)) if self.units[j].word == ","), len(self.units))
        first = included(self.units, comma + 1, end)
        return () if first is None else actors_named(self.units, first)

    def _governing(self, links: Sequence[Link], k: int) -> list[Link]:
        """Leave out predicates that something stands between: an act does not reach past a preposition."""
        kept: list[Link] = []
        follower = k
        for head in reversed(links):
            link = self._done(head, follower)
            if self._governs(link, follower):
                link = self._denied(link, follower) if follower == k else link
                kept.insert(0, self._compared(link, follower))
                follower = link.index
        return kept

    def _done(self, link: Link, follower: int) -> Link:
        """Read "ordered a dam" as what is done, where no "to" tells what somebody is ordered to do."""
        frames = link.predicate.frames
        if link.predicate.kind != "demand" or "to" not in frames or "np" in frames:
            return link
        if any(ends_in_to(unit) or unit.word in frames for unit in self.units[link.index + 1 : follower]):
            return link
        done = self.units[link.index].reading("act", "attitude")
        to_actor = self.units[follower].kind == "actor"
        fits = done is not None and (done[0].kind == "act" or (to_actor and done[0].about == "actor"))
        return replace(link, predicate=done[0]) if done is not None and fits else link

    def _denied(self, link: Link, k: int) -> Link:
        """Read "insisted that the law would not touch the dam", "wants neither the dam" as wishes to leave it out."""
        between = [unit.word for unit in self.units[link.index : k]]
        small = words_of("determiners", "prepositions") - {"neither"}
        leading = [word for word in between[1:] if word not in small]
        neither = between[1:2] == ["neither"] and ("nor" in leading or leading[-1] == "neither")
        if neither or leading[-2:] in _CONTRASTS:
            return replace(link, negated=not link.negated)
        denied = (
            link.predicate.kind == "demand" and "that" in {self.units[link.index].last, *between} and "not" in between
        )
        return replace(link, negated=not link.negated) if denied and "only" not in between else link

    def _compared(self, link: Link, follower: int) -> Link:
        """Read what is compared, fought or a ground for threats as unwanted: "prefers talks to war"."""
        first = follower
        while first - 1 > link.index and self.units[first - 1].word in words_of("determiners"):
            first -= 1
        last = self.units[first - 1].word
        if first - 1 <= link.index + 1 or (last == "to" and begins_with_verb(self.units[follower].word)):
            return link
        between = [unit.word for unit in self.units[link.index : follower]]
        preferring = link.predicate.lemma in words_of("preferring")
        compared = preferring and (last in _COMPARING or "than" in between)
        after_noun = self.units[first - 2].kind in {"actor", "word"}
        fought = last == "against" and after_noun and link.predicate.kind == "attitude" and link.predicate.sign > 0
        against = compared or fought or (last == "over" and link.predicate.kind == "threat")
        return replace(link, predicate=replace(link.predicate, sign=-1, kind="attitude")) if against else link

    def _governs(self, link: Link, follower: int) -> bool:
        between = [unit.word for unit in self.units[link.index + 1 : follower]]
        kind = link.predicate.kind
        elsewhere = self._is_apart(link, follower, between) or self._is_done_before(link, between)
        if elsewhere or stands_apart(self.units, link, follower) or self._has_another_object(link, follower):
            return False
        if link.predicate.lemma in words_of("siding") and "over" in between:
            return False
        if kind in {"demand", "attempt"} and "to" in link.predicate.frames and "np" not in link.predicate.frames:
            return any(frame in between for frame in link.predicate.frames)
        if link.predicate.lemma in words_of("accusing"):
            return self._is_charge(link.index, follower)
        if kind == "judge":
            return self._announces(link) or not is_of_another(self.units[link.index + 1 : follower])
        return passes(kind, between)

    def _has_another_object(self, link: Link, follower: int) -> bool:
        """Return whether a noun is about something before it: "made the lifting of the siege a condition of talks"."""
        if link.predicate.pos != "noun" or not any(u.kind == "target" for u in self.units[link.index + 1 : follower]):
            return False
        first = follower
        while self.units[first - 1].word in words_of("determiners"):
            first -= 1
        return self.units[first - 1].word not in _PARTING

    def _is_charge(self, index: int, follower: int) -> bool:
        """Return whether somebody is accused of it, or it is itself blamed for something."""
        target = follower
        while follower - 1 > index and self.units[follower - 1].word in words_of("determiners"):
            follower -= 1
        blamed = follower == index + 1 and self.units[target].kind != "actor"
        if blamed and not any(unit.kind == "actor" for unit in self.units[index + 1 : target]):
            return target + 1 < len(self.units) and self.units[target + 1].word == "for"
        accused = any(unit.kind == "actor" for unit in self.units[index + 1 : follower])
        is_charge = accused and self.units[follower - 1].word in _CHARGING
        return is_charge or self.units[follower].kind == "actor"

    def _is_apart(self, link: Link, follower: int, between: Sequence[str]) -> bool:
        """Return whether a relative clause, a silent verb or a "rather than" stands between."""
        kind = link.predicate.kind
        if any(word in _RELATIVES for word in between) and not any(word in words_of("instruments") for word in between):
            return True
        if kind in _CLAUSAL:
            return self._does_something_else(link.index, follower)
        return kind in {"act", "attitude"} and (is_contrast(self.units[follower]) or self._is_other_deed(follower))

    def _is_done_before(self, link: Link, between: Sequence[str]) -> bool:
        """Return whether what is wished ends before the next wish: "wants it dropped, the dam closed and a vote"."""
        if link.predicate.kind == "act" and link.predicate.pos == "noun":
            return any(word in _PARTING and after in _OPENING_ITEM for word, after in pairwise(between))
        ends = self.units[link.index].has_form("past", "participle") or not link.subject.controlled
        if link.predicate.kind != "act" or not ends or link.subject.actors or _PARTING.isdisjoint(between):
            return False
        wishes = (head for head in self.heads if head.predicate.kind == "demand" and head.index < link.index)
        wished = any(self._reach[head.index] > link.index for head in wishes) or demanded(self.units, link.index)
        return link.frame in {"active", "passive"} and bool(wished)

    def _is_other_deed(self, k: int) -> bool:
        """Return whether a target is itself the next thing done: "to close the house and go to the voters"."""
        return (
            self.units[k].target is not None
            and k > 0
            and self.units[k - 1].word in words_of("conjunctions")
            and begins_with_verb(self.units[k].word)
        )

    def _does_something_else(self, start: int, follower: int) -> bool:
        """Return whether a verb that says nothing stands between: "told it to repaint the gates of the canal"."""
        to = next((k for k in range(follower - 1, start - 1, -1) if ends_in_to(self.units[k])), None)
        if to is None or to + 1 >= follower or self.units[follower - 1].word in words_of("conjunctions"):
            return False
        verb, after = self.units[to + 1 : to + 3]
        silent = verb.kind == "word" and verb.word not in words_of("transparent") and not opens_phrase(verb)
        return silent and not verb.word.endswith("ing") and (to + 2 == follower or opens_phrase(after))


def _is_of_owner(noun: Link, after: Link) -> bool:
    """Return whether a verb is about somebody's stance and not about its target: "its demand for it was refused"."""
    owned = noun.frame == "nominal" and bool(noun.subject.actors) and not noun.predicate.lemma.endswith(" that")
    asked = noun.predicate.lemma.split()[0] in words_of("asking") and after.frame == "intransitive"
    return owned and (asked or (after.group.be and not after.group.infinitive))


def _is_left_out(noun: Link, after: Link) -> bool:
    """Return whether a verb tells what becomes of somebody's stance, and not by whom."""
    return _is_of_owner(noun, after) and not (after.frame == "passive" and after.subject.actors)


def _is_of_stance(noun: Link, after: Link) -> bool:
    """Return whether a judgement is of somebody's stance, not of its target: "its approval of the dam was folly"."""
    owned = noun.frame == "nominal" and bool(noun.subject.actors)
    return owned and (after.predicate.kind == "evaluation" or _is_of_owner(noun, after))


def feels(units: Sequence[Unit], link: Link) -> bool:
    """Return whether a predicate is a feeling about what a clause says: "regretted that", "hailed the fact that"."""
    after = [unit.word for unit in units[link.index + 1 : link.index + 4]]
    that = units[link.index].last in _INTRODUCING or after[:1] == ["that"] or after == ["the", "fact", "that"]
    return that and link.predicate.lemma in words_of("feeling")


def _takes(outer: Link, verdict: Link) -> bool:
    """Return whether a predicate has its own say on what a verdict is of: who "could not do without it"."""
    return outer.index < verdict.group.start or (outer.index == verdict.index and bool(outer.subject.actors))


def _holds_clause(link: Link) -> bool:
    return link.predicate.kind in _CLAUSAL and link.predicate.frames not in {("to",), ("to", "for")}
