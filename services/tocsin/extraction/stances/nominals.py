"""Stances told by nouns and adjectives: "its opposition to", "a champion of", "is against"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.clauses import Clauses
from tocsin.extraction.stances.lexicon import Form, Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import CONTROLLED, UNKNOWN, Subject, noun_phrase
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import VerbGroup, verb_group

_DENYING = frozenset({"no", "nor", "without", "little"})
_NOT_ONE = frozenset({"no", "not", "never", "hardly", "scarcely", "barely"})
_BESIDE = frozenset({",", ";", "and", "but", "while"})
_PHRASE = 4
_WARNED = 6
_AWAITED = 2
_TALLIED = 12


def noun(units: Sequence[Unit], index: int, predicate: Predicate, clauses: Clauses) -> Link:
    """Read "the union's opposition to", "praise from the union for", "voiced support for"."""
    source = units[index + 1].actor if units[index].last == "from" and index + 1 < len(units) else None
    if source is not None:
        return _nominal(units, index, predicate, Subject((source,), start=index + 1))
    if index and units[index - 1].word in {"but", "and"} and (shared := clauses.shared(index - 1)) is not None:
        return Link(index, predicate, "coordinated", shared, VerbGroup(index))
    for k in range(index - 1, max(-1, index - _PHRASE), -1):
        unit = units[k]
        if unit.actor is not None or unit.word in words_of("possessives"):
            return _nominal(units, index, predicate, _possessor(units, k, index, clauses))
        if unit.kind == "word" and unit.word in words_of("light_verbs"):
            return _light(units, index, k, predicate, clauses)
        if unit.kind != "word" or is_punctuation(unit) or _closes_phrase(unit):
            break
    absent = any(unit.word == "there" for unit in units[max(0, index - _PHRASE) : index])
    denied = bool(index) and units[index - 1].word in _DENYING
    own = absent and (denied or predicate.lemma.startswith("no "))
    return _nominal(units, index, predicate, Subject(own=True, start=index) if own else CONTROLLED)


def _nominal(units: Sequence[Unit], index: int, predicate: Predicate, subject: Subject) -> Link:
    negated = bool(index) and units[index - 1].word in _DENYING
    return Link(index, predicate, "nominal", subject, VerbGroup(index), negated)


def _light(units: Sequence[Unit], index: int, verb: int, predicate: Predicate, clauses: Clauses) -> Link:
    """Read a noun whose verb says little: the subject of "voiced" is who opposes."""
    group = verb_group(units, verb)
    form: Form = "ing" if units[verb].word.endswith("ing") else "past"
    negated = group.negated or units[index - 1].word in _DENYING
    given_up = clauses.given_up(verb, group)
    return Link(index, predicate, "light", clauses.subject(form, group), group, negated, given_up)


def _closes_phrase(unit: Unit) -> bool:
    return unit.word in words_of("prepositions") or unit.word in words_of("conjunctions") or unit.word.endswith("ed")


def _possessor(units: Sequence[Unit], k: int, index: int, clauses: Clauses) -> Subject:
    """Return whose stance a noun names."""
    actor = units[k].actor
    if units[k].word in words_of("possessives"):
        known = clauses.keeper(k) if actor is None else Subject((actor,), start=k)
        return clauses.owner(k) or known
    owns = k + 1 < index and units[k + 1].word in words_of("possessive_marks")
    if (owns or (actor is not None and actor.kind == "demonym")) and _is_awaited(units, k):
        return CONTROLLED
    return Subject((actor,), start=k) if actor is not None and (owns or actor.kind == "demonym") else CONTROLLED


def _is_awaited(units: Sequence[Unit], k: int) -> bool:
    """Return whether it is told that somebody has yet to win it: "sought the league's approval"."""
    return any(unit.word in words_of("awaiting") for unit in units[max(0, k - _AWAITED) : k])


def agent(units: Sequence[Unit], index: int, predicate: Predicate, clauses: Clauses) -> Link:
    """Read "Ruritania, a champion of", "is no friend of", "emerged a convert to"."""
    k = index - 1
    while k >= 0 and _is_attribute(units[k]):
        k -= 1
    words = [unit.word for unit in units[max(0, k) : index]]
    was = any(word in words_of("formers") or word in {"was", "were"} for word in words)
    if k >= 0 and units[k].word in words_of("be") - words_of("possessive_marks"):
        group = verb_group(units, k + 1)
        subject = clauses.subject("past", group)
        negated = group.negated or not _NOT_ONE.isdisjoint(words)
        return Link(index, predicate, "copular", subject, group, negated, was or group.had)
    subject = CONTROLLED if "and" in words else _apposed(units, k, clauses)
    return Link(index, predicate, "apposition", subject, VerbGroup(index), "no" in words, was)


def _is_attribute(unit: Unit) -> bool:
    return unit.kind == "word" and not is_punctuation(unit) and unit.word not in words_of("be")


def _apposed(units: Sequence[Unit], k: int, clauses: Clauses) -> Subject:
    if k < 0:
        return CONTROLLED
    actor = units[k].actor
    if actor is not None:
        return Subject((actor,), start=k)
    if units[k].word != ",":
        return CONTROLLED
    before = noun_phrase(units, k - 1)
    if before.actors:
        return before
    apposed = units[k - 1].actor if k else None
    return clauses.first() if apposed is None else Subject((apposed,), start=k - 1)


def adjective(
    units: Sequence[Unit], index: int, predicate: Predicate, clauses: Clauses, *, is_title: bool
) -> Link | None:
    """Read "is against", "adamantly opposed to" in apposition, "in protest at", and "warned it against"."""
    if predicate.kind == "act":
        return Link(index, predicate, "contrast", clauses.first(), VerbGroup(index)) if index else None
    group = verb_group(units, index)
    given_up = clauses.given_up(index, group)
    if group.be or _is_gapped(units, index):
        subject = clauses.subject("past", group)
        return Link(index, predicate, "copular", subject, group, group.negated != subject.negated, given_up)
    before = units[index - 1].word if index else ""
    if predicate.lemma.startswith("in ") or (before in {",", ""} and _is_phrase(units, index, predicate)):
        near = noun_phrase(units, index - 2) if before == "," else UNKNOWN
        subject = near if near.actors else clauses.first()
        return Link(index, predicate, "adverbial", subject, group, given_up=given_up)
    vote = _vote(units, index)
    if vote:
        group = verb_group(units, vote)
        return Link(index, predicate, "voted", clauses.subject("past", group), group, group.negated)
    if predicate.lemma == "against":
        return _against(units, index, predicate, clauses, is_title=is_title)
    return _headline(units, index, predicate) if is_title and " " in predicate.lemma else None


def _is_phrase(units: Sequence[Unit], index: int, predicate: Predicate) -> bool:
    """Return whether an adjective opens a phrase about the subject: "opposed to the dam", "far from giving way"."""
    done = any(unit.word.split()[0].endswith("ing") for unit in units[index + 1 : index + 2])
    return (" " in predicate.lemma or "-" in predicate.lemma) and (predicate.kind != "refuse" or done)


def _vote(units: Sequence[Unit], index: int) -> int:
    """Return the verb of "voted by 41 to 38 against", or 0."""
    for k in range(index - 1, max(0, index - _TALLIED), -1):
        word = units[k].word
        if word in words_of("voting"):
            return k
        if not word.replace("-", "").replace("–", "").isdigit() and word not in words_of("tallying"):
            break
    return 0


def _is_gapped(units: Sequence[Unit], index: int) -> bool:
    """Return whether the verb before an adjective is left out, as in "Vienna voted for it, Berne against"."""
    k = index - 2
    if k < 1 or units[k + 1].kind != "actor" or units[k].word not in _BESIDE or units[k - 1].kind == "actor":
        return False
    after = units[index + 1].word if index + 1 < len(units) else "."
    return after in _BESIDE | {".", "it"} and any(_sets_out(unit) for unit in units[:k])


def _sets_out(unit: Unit) -> bool:
    """Return whether a unit is a vote or an adjective, beside which another may leave out its verb."""
    voted = unit.word in words_of("voting")
    return voted or any((p.pos, p.kind) == ("adjective", "attitude") for p, _ in unit.readings)


def _against(
    units: Sequence[Unit], index: int, predicate: Predicate, clauses: Clauses, *, is_title: bool
) -> Link | None:
    """Read "warned Ruritania against it" as the warner's stance, "Ruritania against the dam" as a headline's."""
    for k in range(index - 2, max(-1, index - _WARNED), -1):
        if units[k].reading("demand", "say") is not None:
            group = verb_group(units, k)
            subject = clauses.subject(units[k].readings[0][1], group)
            return Link(index, predicate, "addressed", subject, group, group.negated)
        if units[k].kind == "predicate" and units[k].readings[0][0].pos == "verb":
            return None
    return _headline(units, index, predicate) if is_title else None


def _headline(units: Sequence[Unit], index: int, predicate: Predicate) -> Link | None:
    """Read "Ruritania against the dam" and "Ruritania ready to sign", where a headline leaves out "is"."""
    if not index or units[index - 1].kind != "actor":
        return None
    return Link(index, predicate, "headline", noun_phrase(units, index - 1), verb_group(units, index))
