"""Who does it where the words right before the verb don't say: shared, implied and controlled subjects."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.kept import UNTIL_THEN
from tocsin.extraction.stances.lexicon import Form
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import CONTROLLED, UNKNOWN, Subject, noun_phrase
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import VerbGroup, is_verb, verb_group

_ENDS = frozenset({";", ":", "."})
_OPENING = frozenset({",", "after", "before", "by", "since", "while"})
_OUTSIDE = ("possessive_marks", "prepositions", "conjunctions", "relatives", "determiners")
_ASIDE = 16
_DEMANDED = 3
_SPENT_WITHIN = 9
_SHOWING = frozenset({"plain", "clear", "known"})


class Clauses:
    """The finite predicates of one sentence, as they are read from left to right, and the subjects that they share."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._finite: list[Link] = []

    def add(self, link: Link) -> None:
        """Remember a predicate that has a subject of its own."""
        if link.subject.actors and link.predicate.pos == "verb":
            self._finite.append(link)

    def subject(self, form: Form, group: VerbGroup) -> Subject:
        """Return the subject of a verb of `form` with the auxiliaries `group`."""
        units, before = self._units, self._past_former(group.start - 1)
        if (
            group.infinitive
            or units[group.start].word == "or"
            or (form == "base" and before >= 0 and (takes_infinitive(units[before]) or self._is_choice(before)))
        ):
            return CONTROLLED
        if before >= 0 and _names_doers(units[before]):
            return CONTROLLED
        if form == "ing" and not group.be:
            return self._stopped(before) or self._participial(before)
        conjunction = self._conjunction(before, form)
        shared = None if conjunction is None else self.shared(conjunction)
        if shared is not None:
            return shared
        if before > 0 and units[before].word in {"that", "which"} and units[before - 1].word in words_of("instruments"):
            return CONTROLLED
        subject = noun_phrase(units, before) if units[group.start].word != "in" else self._before(group.start)
        wished = form == "base" and (group.modal is None or group.modal == "will") and self._is_wished(subject)
        made = form == "base" and group.modal is None and self._is_made_to(subject)
        return CONTROLLED if wished or made else subject

    def _is_made_to(self, subject: Subject) -> bool:
        """Return whether somebody is only made or helped to do it: "nothing would make Vienna accept it"."""
        before = self._opening(subject) - 1
        return bool(subject.actors) and before >= 0 and self._units[before].word in words_of("making_do")

    def _before(self, start: int) -> Subject:
        """Return who does what "in protest at" follows, also over what it is done to: "recalled its envoy from"."""
        return self._finite[-1].subject if self._finite else self._acting_before(start) or UNKNOWN

    def _is_choice(self, k: int) -> bool:
        """Return whether "or" parts two things that somebody may do: "has ten days to accept the deal or reject it"."""
        if self._units[k].word != "or":
            return False
        verb = next((j for j in range(k - 1, -1, -1) if is_verb(self._units[j])), None)
        group = None if verb is None else verb_group(self._units, verb)
        return group is not None and (group.infinitive or group.modal == "must")

    def _past_former(self, k: int) -> int:
        """Step from the "formerly" of "who formerly opposed it" to the "who", and so from a "no longer"."""
        while k > 0 and self._units[k].word in words_of("formers"):
            k -= 1
        return k - 2 if [unit.word for unit in self._units[max(0, k - 1) : k + 1]] == ["no", "longer"] else k

    def _is_wished(self, subject: Subject) -> bool:
        """Return whether the clause of a subject only says what it should do: "demanded that Vestria drop it"."""
        first = self._opening(subject)
        if subject.actors and first > 0 and self._units[first].word == "that":
            return any(predicate.lemma in words_of("hoping") for predicate, _ in self._units[first - 1].readings)
        that = first - 1
        if not subject.actors or that < 1 or "that" not in {self._units[that].word, self._units[that].last}:
            return False
        return any(unit.reading("demand") is not None for unit in self._units[max(0, that - _DEMANDED) : that + 1])

    def _opening(self, subject: Subject) -> int:
        """Return where the first of several subjects begins: "Vestria and its allies"."""
        start = subject.start
        while start > 1 and self._units[start - 1].word in {"and", ","} and self._units[start - 2].kind == "actor":
            start -= 2
        return start

    def _participial(self, before: int) -> Subject:
        units = self._units
        if before < 0 or units[before].word in _OPENING:
            return self.first()
        if units[before].kind == "predicate" or units[before].word in words_of("prepositions") | {"that"}:
            return self._going_on(before) or self._credited(before) or self._following(before) or CONTROLLED
        subject = noun_phrase(units, before)
        return subject if subject.actors else self._spending(before) or CONTROLLED

    def _credited(self, before: int) -> Subject | None:
        """Return who is thanked or blamed for what he does: Berne in "praised Berne for dropping it"."""
        if self._units[before].word != "for" or before <= 1 or self._units[before - 1].actor is None:
            return None
        judging = self._units[before - 2]
        is_credited = any(predicate.lemma in words_of("crediting") for predicate, _ in judging.readings)
        return noun_phrase(self._units, before - 1) if is_credited else None

    def _following(self, before: int) -> Subject | None:
        """Return who does it after another, and that other: "followed Berne in dropping it"."""
        if before <= 1 or self._units[before].word != "in" or self._units[before - 1].actor is None:
            return None
        if self._units[before - 2].word not in words_of("following"):
            return None
        first = noun_phrase(self._units, verb_group(self._units, before - 2).start - 1)
        return replace(first, actors=(*first.actors, *self._units[before - 1].actors)) if first.actors else None

    def _going_on(self, before: int) -> Subject | None:
        """Return who goes on doing it: "went on insisting"."""
        if not any(predicate.lemma in words_of("phasal") for predicate, _ in self._units[before].readings):
            return self._spending(before)
        return next((link.subject for link in self._finite if link.index == before), None)

    def _spending(self, before: int) -> Subject | None:
        """Return who passes the time with it: "spent most of her visit trying"."""
        for k in range(before, max(-1, before - _SPENT_WITHIN), -1):
            if self._units[k].word == ",":
                return None
            if self._units[k].word in words_of("spending"):
                subject = noun_phrase(self._units, verb_group(self._units, k).start - 1)
                return subject if subject.actors else None
        return None

    def first(self) -> Subject:
        """Return the subject of the sentence: of its first finite predicate, or its first actor that is one."""
        if self._finite:
            return self._finite[0].subject
        for k, unit in enumerate(self._units):
            if unit.actor is not None and unit.actor.role and not (k and self._units[k - 1].kind == "predicate"):
                subject = noun_phrase(self._units, k)
                if subject.actors:
                    return subject
        return UNKNOWN

    def shared(self, conjunction: int) -> Subject | None:
        """Return the subject of the verb before "and", which the verb after it shares."""
        for k in range(conjunction - 1, -1, -1):
            if self._units[k].word in _ENDS:
                return None
            found = next((link for link in self._finite if link.index == k), None)
            if found is not None:
                return found.subject
        return self._acting_before(conjunction)

    def _acting_before(self, conjunction: int) -> Subject | None:
        for k in range(conjunction - 1, -1, -1):
            if self._units[k].kind == "actor" and _may_act_before(self._units[k + 1]):
                subject = noun_phrase(self._units, k)
                if subject.actors:
                    return subject
        return None

    def owner(self, k: int) -> Subject | None:
        """Return whom "its" at unit `k` means after "urged B to drop": B."""
        for j in range(k - 1, -1, -1):
            actor = self._units[j].actor
            if actor is not None and self._units[j].word not in words_of("possessives"):
                demanded = any(unit.reading("demand") is not None for unit in self._units[max(0, j - 3) : j])
                return Subject((actor,), start=j) if demanded else None
        return None

    def keeper(self, k: int) -> Subject:
        """Return whom "its" at unit `k` means after what says nothing: "never hid its scorn", "made plain its rage"."""
        for j in range(k - 1, -1, -1):
            unit = self._units[j]
            speaks = j == k - 1 and unit.last in _SHOWING
            if (unit.kind == "predicate" and not speaks) or unit.word in _ENDS or unit.word in words_of("losing"):
                break
            after = self._units[j + 1]
            if unit.kind == "actor" and (_may_act_before(after) or j + 2 == k):
                return noun_phrase(self._units, j)
        return CONTROLLED

    def given_up(self, index: int, group: VerbGroup) -> bool:
        """Return whether a predicate is told as past: "formerly backed", "having backed", "no longer backs"."""
        before = {unit.word for unit in self._units[max(0, group.start - 2) : index]}
        told_as_past = group.having or "longer" in before or not before.isdisjoint(words_of("formers"))
        return (
            told_as_past
            or self._is_until_then(index, group)
            or (not before.isdisjoint(words_of("relatives")) and self._turned(index))
        )

    def _is_until_then(self, index: int, group: VerbGroup) -> bool:
        """Return whether a clause opens with a time up to which it held: "until last week Vienna had backed"."""
        after = next(
            (k for k in range(index, len(self._units)) if self._units[k].word in {",", *_ENDS}), len(self._units)
        )
        if group.had and any(unit.word == UNTIL_THEN for unit in self._units[index:after]):
            return True
        opens = self._units[0].word == UNTIL_THEN and all(link.index >= index for link in self._finite)
        return opens and group.modal is None and (group.had or self._units[index].has_form("past"))

    def _turned(self, index: int) -> bool:
        """Return whether the sentence goes on to tell of a change of mind: "has since", "reversed course"."""
        for k, (first, second) in enumerate(pairwise(self._units[index + 1 :]), index + 1):
            since = second.word == "since" and first.word in words_of("have")
            after = first.last if first.last not in {"", first.word} else second.word
            if since or f"{first.word} {after}" in words_of("turning") or self._turns(k):
                return True
        return False

    def _turns(self, k: int) -> bool:
        """Return whether unit `k` tells of a change of mind for a fact."""
        if self._units[k].reading("turn") is None:
            return False
        group = verb_group(self._units, k)
        return not (group.infinitive or group.negated) and group.modal is None

    def _stopped(self, before: int) -> Subject | None:
        """Return who does now what it is urged to stop doing."""
        if before < 0 or not any(p.lemma in words_of("stopping") for p, _ in self._units[before].readings):
            return None
        return self.owner(before)

    def _conjunction(self, before: int, form: Form) -> int | None:
        """Return the "and" before a verb that shares its subject, also over an aside: "and, in a breath, hit"."""
        units = self._units
        if before < 1:
            return None
        if units[before].word in words_of("conjunctions"):
            return before
        if units[before].word != "," or form == "base":
            return None
        opening = next((k for k in range(before - 1, max(0, before - _ASIDE), -1) if units[k].word == ","), None)
        if opening is None or self._opens_clause(opening):
            return before
        return opening - 1 if units[opening - 1].word in words_of("conjunctions") else None

    def _opens_clause(self, comma: int) -> bool:
        """Return whether what follows a comma is no aside, but a clause that has a subject and a verb."""
        if self._units[comma + 1].word in words_of("relatives"):
            return False
        return any(comma < link.subject.start < link.index for link in self._finite)


def takes_infinitive(unit: Unit) -> bool:
    """Return whether a predicate is followed by the base form of a verb: "is ready to", "rather than"."""
    return any(predicate.lemma.endswith((" to", " than")) for predicate, _ in unit.readings)


def _names_doers(unit: Unit) -> bool:
    """Return whether an expression tells of whoever does what follows: "punish those who"."""
    return any(predicate.lemma.endswith(" who") for predicate, _ in unit.readings)


def _may_act_before(after: Unit) -> bool:
    outside = after.word in _ENDS or after.word in words_of(*_OUTSIDE)
    return (after.kind == "word" or after.reading("say") is not None) and not outside
