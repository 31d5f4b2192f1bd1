"""Predicates that can have a target to their right, each with its subject and its frame."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.clauses import Clauses, takes_infinitive
from tocsin.extraction.stances.lexicon import Form, Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.nominals import adjective, agent, noun
from tocsin.extraction.stances.subjects import (
    CONTROLLED,
    UNKNOWN,
    Subject,
    actors_named,
    by_agent,
    inverted,
    noun_phrase,
)
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import VerbGroup, is_verb, verb_group

_NO_HEADS = frozenset({"say", "evaluation"})
_DEMONSTRATIVES = frozenset({"that", "this", "those", "these"})
_JUDGEMENT_ENDS = frozenset({",", ";", ":", "or"})
_JUDGED_WITHIN = 9


def heads(units: Sequence[Unit], clauses: Clauses, *, is_title: bool) -> list[Link]:
    """Return the predicates that can govern what follows them, in text order, and add them to the `clauses`."""
    links = []
    for index, unit in enumerate(units):
        link = _first_reading(units, index, clauses, is_title=is_title) if unit.kind == "predicate" else None
        if link is not None:
            links.append(_as_told(link))
            clauses.add(link)
    return links


def _as_told(link: Link) -> Link:
    """Read "Ruritania needs the dam" and "was right to build it" as the view of whoever says so."""
    if link.predicate.lemma not in words_of("needing", "judging_deeds"):
        return link
    return replace(link, subject=Subject(own=True, start=link.group.start))


def _first_reading(units: Sequence[Unit], index: int, clauses: Clauses, *, is_title: bool) -> Link | None:
    for predicate, form in _readings(units, index):
        link = _read(units, index, predicate, form, clauses, is_title=is_title)
        if link is not None:
            return link
    return None


def _readings(units: Sequence[Unit], index: int) -> list[tuple[Predicate, Form]]:
    judging = _judging(units, index)
    readings = [reading for reading in units[index].readings if reading[0].kind != "judge"]
    return readings if judging is None else [judging, *readings]


def _judging(units: Sequence[Unit], index: int) -> tuple[Predicate, Form] | None:
    """Return the reading as "call it folly", where such a judgement follows."""
    judge = units[index].reading("judge")
    if judge is None or units[index].reading("attitude") is not None:
        return None
    for unit in units[index + 1 : index + _JUDGED_WITHIN]:
        if unit.word in _JUDGEMENT_ENDS:
            return None
        if unit.reading("evaluation") is not None:
            return judge
    return None


def _read(
    units: Sequence[Unit], index: int, predicate: Predicate, form: Form, clauses: Clauses, *, is_title: bool
) -> Link | None:
    if predicate.kind in _NO_HEADS or _helps(units, index, predicate):
        return None
    if predicate.pos == "verb":
        if not _is_noun(units, index, predicate, form):
            link = _verb(units, index, predicate, form, clauses)
            return _planned(units, link) if is_title else link
        return noun(units, index, predicate, clauses) if _is_gerund(units, index, predicate, form) else None
    if predicate.kind == "agent":
        return agent(units, index, predicate, clauses)
    if predicate.pos == "noun":
        return None if _is_about_a_thing(units, index, predicate) else noun(units, index, predicate, clauses)
    return adjective(units, index, predicate, clauses, is_title=is_title)


def _is_about_a_thing(units: Sequence[Unit], index: int, predicate: Predicate) -> bool:
    """Return whether a thing follows where a deed should: "an amendment to the law", not "a motion to repeal it"."""
    follows = units[index + 1] if index + 1 < len(units) else None
    return predicate.frames == ("to",) and (follows is None or follows.word in words_of("determiners"))


def _helps(units: Sequence[Unit], index: int, predicate: Predicate) -> bool:
    """Return whether a "need" only helps another verb: "need not pay", "nobody need pay"."""
    after = units[index + 1] if index + 1 < len(units) else None
    return predicate.lemma == "need" and after is not None and (after.word in {"not", "to"} or is_verb(after))


def _is_noun(units: Sequence[Unit], index: int, predicate: Predicate, form: Form) -> bool:
    """Return whether a word that could be a verb is none here ("the support", "its calls", "back in court")."""
    after = units[index + 1].word if index + 1 < len(units) else ""
    if not index or (predicate.lemma == "back" and after in words_of("prepositions") - {"by"}):
        return bool(index)
    before = units[index - 1].word
    bare = form in {"base", "s"}
    if (bare and (_is_done(units, index - 1) or _is_of_people(units, index))) or (
        form == "s" and _is_governed(units, index)
    ):
        return True
    if form == "ing" and before == "that":
        return False
    if before == "that" and form == "s" and index > 1 and units[index - 2].reading("say") is not None:
        return True
    if before in words_of("determiners") or before in words_of("possessives") or before in {"'s", "’s"}:
        of_many = before == "that" and index > 1 and units[index - 2].word.endswith("s") and form == "base"
        return not (of_many or (before in _DEMONSTRATIVES and form in {"s", "past"}))
    governed = before in words_of("prepositions") and before != "to"
    return governed and " " not in predicate.lemma and form in {"base", "s", "past"}


def _is_of_people(units: Sequence[Unit], index: int) -> bool:
    """Return whether a word that may be a noun is somebody's: the calls of "ignored French calls for"."""
    owner = units[index - 1].actor
    named = any(predicate.pos == "noun" for predicate, _ in units[index].readings)
    return owner is not None and owner.kind == "demonym" and named


def _is_governed(units: Sequence[Unit], index: int) -> bool:
    """Return whether a word that may be a noun follows an expression's preposition: "turned a deaf ear to calls"."""
    named = any(predicate.pos == "noun" for predicate, _ in units[index].readings)
    return named and units[index - 1].last in words_of("prepositions")


def _is_gerund(units: Sequence[Unit], index: int, predicate: Predicate, form: Form) -> bool:
    """Return whether a noun tells what is done to a thing: "the lifting of"."""
    follows = units[index + 1].word if index + 1 < len(units) else ""
    return predicate.kind == "act" and form == "ing" and follows == "of"


def _is_done(units: Sequence[Unit], k: int) -> bool:
    """Return whether unit `k`, or what stands before its adjective, is a verb with an object to come: "staged"."""
    k = k - 1 if k and units[k].word in words_of("novelty") else k
    acting = any(predicate.kind == "act" and form == "past" for predicate, form in units[k].readings)
    return acting and not any(predicate.lemma.endswith(" to") for predicate, _ in units[k].readings)


def _verb(units: Sequence[Unit], index: int, predicate: Predicate, form: Form, clauses: Clauses) -> Link:
    group = verb_group(units, index)
    after_verb = group.start > 0 and takes_infinitive(units[group.start - 1])
    bare = group.modal is None and not group.infinitive and not after_verb
    if form == "base" and units[index].has_form("past") and bare:
        form = "past"
    subject = clauses.subject(form, group)
    denied, modal = inverted(units, subject, group)
    frame = _frame(units, index, predicate, form, group, subject)
    if frame == "infinitive" and subject is CONTROLLED:
        subject = _won_over(units, group) or subject
    if frame in {"passive", "reduced"}:
        subject = _asker(units, index, predicate)
    denied ^= [unit.word for unit in units[max(0, subject.start - 2) : subject.start]] == ["last", "thing"]
    negated = (group.negated != subject.negated) != denied
    if predicate.lemma == "join":
        subject = _with_partner(units, index, subject, negated=negated)
        negated = negated and subject.start != index
    given_up = clauses.given_up(index, group)
    if group.negated and _is_still_to_come(units, index):
        subject = UNKNOWN
    return Link(index, predicate, frame, subject, group.with_modal(modal), negated, given_up)


def _is_still_to_come(units: Sequence[Unit], index: int) -> bool:
    """Return whether a clause ends in "yet", so that what has not been done may still be: "has not signed it yet"."""
    end = next((k for k in range(index + 1, len(units)) if is_punctuation(units[k])), len(units))
    return units[end - 1].word == "yet" and end - 1 > index


def _won_over(units: Sequence[Unit], group: VerbGroup) -> Subject | None:
    """Return who does what he was brought to do: Berne in "persuaded Berne to drop it"."""
    actor = units[group.start - 1].actor if group.start > 1 else None
    if actor is None:
        return None
    verb = units[group.start - 2]
    brought = any(predicate.lemma in words_of("winning_over") for predicate, _ in verb.readings)
    told = verb_group(units, group.start - 2)
    succeeded = verb.has_form("past") and not (told.negated or told.infinitive or told.be) and told.modal is None
    return Subject((actor,), start=group.start - 1) if brought and succeeded else None


def _asker(units: Sequence[Unit], index: int, predicate: Predicate) -> Subject:
    """Return by whom somebody is told to do what follows: "was urged by Vienna to"."""
    told = predicate.lemma in words_of("informing")
    asked = predicate.kind == "demand" and (told or predicate.frames != ("to",))
    by = asked and index + 1 < len(units) and units[index + 1].word == "by"
    agents = by_agent(units, index) if by else ()
    return Subject(agents, start=index) if agents else CONTROLLED


def _planned(units: Sequence[Unit], link: Link) -> Link:
    """Read the headline "Vienna to drop the dam" as what Vienna will do."""
    subject = noun_phrase(units, link.group.start - 1) if link.group.infinitive else UNKNOWN
    if not subject.actors or subject.start:
        return link
    return replace(link, frame="active", subject=subject, group=link.group._replace(infinitive=False, modal="will"))


def _frame(
    units: Sequence[Unit], index: int, predicate: Predicate, form: Form, group: VerbGroup, subject: Subject
) -> str:
    fixed = predicate.kind in {"commit", "void"} or predicate.lemma.startswith("be ")
    if group.be and form != "ing" and not fixed and units[index].has_form("past", "participle"):
        return "passive"
    follows = units[index + 1].word if index + 1 < len(units) else ""
    told = follows == "to" and (predicate.frames == ("to",) or predicate.lemma in words_of("addressed"))
    done = form in {"past", "participle"} and not group.have
    if done and ((follows == "by" and not subject.actors) or (told and predicate.kind == "demand")):
        return "reduced"
    if group.infinitive:
        return "infinitive"
    return "participle" if form == "ing" and not group.be else "active"


def _with_partner(units: Sequence[Unit], index: int, subject: Subject, *, negated: bool) -> Subject:
    """Add B to the subject of "A joined B in"; who did not join B in it, or is yet to, leaves B alone with it."""
    k = index + 2 if [unit.word for unit in units[index + 1 : index + 2]] == ["with"] else index + 1
    partners = actors_named(units, k) if k < len(units) else ()
    if not partners:
        return subject
    alone = negated or not subject.actors
    return Subject(partners, start=index) if alone else replace(subject, actors=(*subject.actors, *partners))
