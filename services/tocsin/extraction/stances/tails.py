"""Predicates that stand after their target, which is their subject: passives, judgements, "has the backing of"."""

from collections.abc import Sequence
from itertools import pairwise

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.aims import aimed
from tocsin.extraction.stances.called import called_so
from tocsin.extraction.stances.conditions import opens_inverted
from tocsin.extraction.stances.consequences import consequence
from tocsin.extraction.stances.definite import is_remarked
from tocsin.extraction.stances.lexicon import Form, Kind, Predicate, irregular_participles
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.received import received, reception
from tocsin.extraction.stances.subjects import CONTROLLED, Subject, by_agent
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import VerbGroup, is_auxiliary, verb_group
from tocsin.extraction.stances.viewpoints import viewer

_RELATIVES = frozenset({"which", "that", "whom"})
_DENYING = frozenset({"no", "not", "nobody", "no-one", "hardly", "anything", "far-from"})
_LAST_THING = ("last", "thing")
_GONE = Predicate("(gone)", "act", "adjective", -1, "proposition", ("np",), 0.85, "REJECT")
_WHOLE = frozenset({"", "go"})
_OWNING = frozenset({"'s", "’s"})
_OF_A_THING = frozenset({"backed", "supported"})
_OBJECTS = frozenset({"it", "them", "him", "her", "us"})
_NEAR = 7
_RELATIVE_WITHIN = 14
_AHEAD = 14
_ASIDE = 12


def tail(units: Sequence[Unit], k: int, governor: Kind) -> Link | None:
    """Return the predicate whose subject ends at unit `k`, if any; `governor` is what stands over the target."""
    j = k + 1
    if (aim := aimed(units, k)) is not None:
        return aim
    if (
        governor == "demand"
        and j < len(units)
        and (gone := _wished_away(units, j) or _wished_short(units, j)) is not None
    ):
        return gone
    while 0 < j < min(len(units), k + _AHEAD):
        if (found := _unlisted(units, k, j)) is not None:
            return found
        if units[j].kind == "predicate" and not (governor == "demand" and _is_described(units, k, j)):
            link = _link(units, k, j, governor)
            if link is not None or not _is_passed(units, j):
                return link
        if _closes(units, j) and not (j == k + 1 and units[j].word.split()[0] in words_of("possessives")):
            return None
        j = _past_aside(units, j) + 1 if is_punctuation(units[j]) else j + 1
    return None


def _is_described(units: Sequence[Unit], k: int, j: int) -> bool:
    """Return whether a participle only tells which thing is wished for: "wants the cuts agreed in May called off"."""
    later = next((unit for unit in units[j + 1 : j + _NEAR] if unit.kind != "word" or is_punctuation(unit)), None)
    wished = later is not None and later.has_form("participle") and later.reading("act") is not None
    return (
        wished and j == k + 1 and units[j].has_form("participle") and units[j + 1].word not in words_of("conjunctions")
    )


def _unlisted(units: Sequence[Unit], k: int, j: int) -> Link | None:
    """Return what unit `j` says of unit `k` where it takes more than the word itself to see it."""
    if is_punctuation(units[j]):
        return _apposed(units, k, j)
    if units[j].kind == "target":
        return None
    return _must_go(units, j) or consequence(units, k, j) or reception(units, k, j)


def _closes(units: Sequence[Unit], j: int) -> bool:
    unit = units[j]
    if unit.kind == "actor":
        return _acts(units, j)
    if opens_inverted(units, j):
        return True
    if (unit.word == "that" or unit.word in words_of("possessives")) and units[j - 1].word in words_of("conjunctions"):
        return True
    follows = units[j + 1].word if j + 1 < len(units) else ""
    if unit.word == "or" and (follows == "else" or follows in words_of("pronouns") or follows in words_of("anaphors")):
        return True
    if unit.word == "should" and follows in words_of("determiners"):
        return True
    opens = unit.word in words_of("scope_enders") and unit.word != "as" and follows not in _OBJECTS
    return opens or (is_punctuation(unit) and not _past_aside(units, j))


def _is_passed(units: Sequence[Unit], j: int) -> bool:
    unit = units[j]
    is_noun = units[j - 1].word in words_of("determiners") or units[j - 1].word in words_of("prepositions")
    helps = is_auxiliary(unit) or unit.reading("say", "void") is not None or unit.word in words_of("receiving")
    return is_noun or helps or unit.readings[0][0].pos != "verb"


def _acts(units: Sequence[Unit], j: int) -> bool:
    if units[j - 1].word in words_of("prepositions") or j + 1 >= len(units):
        return False
    after = units[j + 1]
    if after.word in _OWNING:
        return False
    return is_auxiliary(after) or (after.kind == "predicate" and after.readings[0][0].pos == "verb")


def _past_aside(units: Sequence[Unit], comma: int) -> int:
    if units[comma].word != ",":
        return 0
    for k in range(comma + 2, min(len(units), comma + _ASIDE)):
        if units[k].word == ",":
            return k
    return 0


def _wished_away(units: Sequence[Unit], j: int) -> Link | None:
    """Read the "out" or "gone" of "wants it out", but not the "off" of "wants the vote put off"."""
    if units[j - 1].word.split()[-1] in irregular_participles():
        return None
    off = units[j].word == "off" and j + 1 < len(units) and units[j + 1].word in words_of("determiners")
    if not off and (units[j].word not in words_of("gone") or not _ends_clause(units, j)):
        return None
    return Link(j, _GONE, "wished", CONTROLLED, VerbGroup(j))


def _wished_short(units: Sequence[Unit], j: int) -> Link | None:
    """Read the "short" of "hopes that it will be short"."""
    k = next((k for k in range(j, min(len(units), j + _NEAR)) if units[k].word in words_of("passing")), None)
    group = None if k is None else verb_group(units, k)
    if k is None or group is None or not group.be or group.start != j:
        return None
    return Link(k, _GONE, "wished", CONTROLLED, VerbGroup(k), group.negated)


def _must_go(units: Sequence[Unit], j: int) -> Link | None:
    """Read the "go" of "the dam must go"."""
    group = verb_group(units, j)
    owed = units[j].word == "go" and units[j].last in _WHOLE and group.modal == "must" and _ends_clause(units, j)
    return Link(j, _GONE, "intransitive", CONTROLLED, group, group.negated) if owed else None


def _ends_clause(units: Sequence[Unit], j: int) -> bool:
    return j + 1 >= len(units) or is_punctuation(units[j + 1]) or units[j + 1].word in words_of("ending")


def _link(units: Sequence[Unit], k: int, j: int, governor: Kind) -> Link | None:
    judgement = units[j].reading("evaluation")
    if judgement is not None and judgement[0].pos != "verb":
        link = evaluation(units, k, j, judgement[0], judged=governor == "judge")
        if link is not None:
            return link
    for predicate, _ in units[j].readings:
        if predicate.pos == "noun" and predicate.kind == "attitude":
            return received(units, k, j, predicate)
    if units[j].reading("judge") is not None and (judged := _judged(units, j)) is not None:
        return judged
    return _verbal(units, k, j, governor)


def _judged(units: Sequence[Unit], j: int, *, aside: bool = False) -> Link | None:
    """Read "would be treated by Vienna as an act of war"; where nobody is named it is the speaker's judgement."""
    group, agents = verb_group(units, j), by_agent(units, j)
    if not (group.be or aside) or not units[j].has_form("past", "participle") or units[j].reading("judge") is None:
        return None
    for i in range(j + 1, min(len(units), j + _NEAR)):
        reading = units[i].reading("evaluation")
        if reading is not None and reading[0].pos != "verb":
            subject = Subject(agents, start=j) if agents else Subject(own=True, start=j)
            return Link(i, reading[0], "copular", subject, group, group.negated)
        if is_punctuation(units[i]) or units[i].kind == "predicate":
            return None
    return None


def _verbal(units: Sequence[Unit], k: int, j: int, governor: Kind) -> Link | None:
    reading = units[j].reading("attitude", "act", "demand") or _discussed(units, k, j, governor)
    group = verb_group(units, j)
    if units[j - 1].word in words_of("determiners") or reading is None or reading[0].pos != "verb" or group.start <= k:
        return None
    predicate, participle = reading[0], units[j].has_form("past", "participle")
    if group.be and participle:
        return None if _awaits_consent(units, j, predicate, group) else _passive(units, j, predicate)
    bare = participle and not group.have and group.modal is None and group.start == j
    if bare and (governor in {"demand", "commit"} or _has_by(units, j)):
        return _passive(units, j, predicate)
    if (
        _departs(units, j, predicate, governor)
        or predicate.lemma in words_of("intransitive")
        or _is_undergone(predicate)
    ) and not group.be:
        return Link(j, predicate, "intransitive", CONTROLLED, group, group.negated, group.had)
    return None


def _awaits_consent(units: Sequence[Unit], j: int, predicate: Predicate, group: VerbGroup) -> bool:
    """Return whether it is told how a thing comes about: "must be approved by parliament", "has to be paid in gold"."""
    after = units[j + 1].word if j + 1 < len(units) else ""
    lawful = predicate.lemma in words_of("consenting") and after in words_of("prepositions")
    return lawful and group.modal == "must" and not group.negated


def _discussed(units: Sequence[Unit], k: int, j: int, governor: Kind) -> tuple[Predicate, Form] | None:
    """Return what is only to be said of a thing, so that nobody is for it: "wants the dam debated"."""
    said = governor == "demand" and j == k + 1 and units[j].has_form("past", "participle")
    return units[j].reading("void") if said else None


def _departs(units: Sequence[Unit], j: int, predicate: Predicate, governor: Kind) -> bool:
    """Return whether they are to go: "wants the foreign soldiers to leave", "demanded that they leave"."""
    group = verb_group(units, j)
    owed = group.infinitive or group.modal == "must" or (governor == "demand" and units[j].has_form("base"))
    joined = units[group.start - 1].word in words_of("conjunctions")
    return predicate.lemma in words_of("departing") and owed and not joined and _ends_clause(units, j)


def _is_undergone(predicate: Predicate) -> bool:
    """Return whether an expression tells what happens to its subject: "be dropped"."""
    return predicate.kind == "act" and predicate.lemma.startswith("be ")


def _has_by(units: Sequence[Unit], j: int) -> bool:
    return j + 1 < len(units) and units[j + 1].word == "by"


def _apposed(units: Sequence[Unit], k: int, comma: int) -> Link | None:
    """Read "the dam, backed by Vienna," and "the dam (which was backed by Vienna)"."""
    j = comma + 1 + (comma + 1 < len(units) and units[comma + 1].word in _RELATIVES)
    while j < len(units) and (is_auxiliary(units[j]) or units[j].word == "first"):
        j += 1
    if j < len(units) and _has_by(units, j) and (judged := _judged(units, j, aside=True)) is not None:
        return judged
    reading = units[j].reading("attitude", "act", "demand") if j < len(units) else None
    done = units[j].has_form("past", "participle") and _has_by(units, j) if reading is not None else False
    if (
        reading is None
        or not done
        or units[j].word in words_of("joined") - _OF_A_THING
        or _is_about(units, k)
        or any(unit.kind != "word" and unit.word not in words_of("anaphors") for unit in units[k + 1 : comma])
    ):
        return None
    passive = _passive(units, j, reading[0])
    return passive if passive.subject.actors else None


def _is_about(units: Sequence[Unit], k: int) -> bool:
    """Return whether what follows is said of a paper that is on unit `k`: "a text on the dam, drawn up by Vienna"."""
    while k > 1 and units[k - 1].word in words_of("determiners"):
        k -= 1
    papers = words_of("documents", "matters")
    return k > 1 and units[k - 1].word in {"on", "about"} and units[k - 2].word in papers


def _passive(units: Sequence[Unit], j: int, predicate: Predicate) -> Link:
    group, agents = verb_group(units, j), by_agent(units, j)
    subject = Subject(agents, start=j) if agents else CONTROLLED
    return Link(j, predicate, "passive", subject, group, group.negated, group.had or group.having)


def evaluation(units: Sequence[Unit], k: int, j: int, predicate: Predicate, *, judged: bool = False) -> Link | None:
    """Return the judgement at unit `j` of what ends at unit `k`: "is folly", or "folly" alone where it is `judged`."""
    start = j
    while start > k + 1 and _is_attribute(units[start - 1]):
        start -= 1
    group = verb_group(units, _before_aside(units, start, k))
    between = [unit.word for unit in units[start:j]]
    denied = not _DENYING.isdisjoint(between) or _LAST_THING in pairwise(between)
    if judged and units[k + 1].word in _OWNING:
        return None
    if not group.be:
        linked = judged and all(_may_link(unit) for unit in units[k + 1 : j])
        return Link(j, predicate, "judged", CONTROLLED, group, denied) if linked else None
    return Link(j, predicate, "copular", viewer(units, k, j), group, group.negated != denied)


def _may_link(unit: Unit) -> bool:
    """Return whether a unit may stand between what is called something and what it is called."""
    return unit.kind == "word" or unit.word in words_of("possessives")


def _before_aside(units: Sequence[Unit], start: int, k: int) -> int:
    """Step over the aside of "is, in Vienna's eyes, folly"."""
    if units[start - 1].word != ",":
        return start
    return next((c for c in range(start - 2, max(k, start - _ASIDE), -1) if units[c].word == ","), start)


def _is_attribute(unit: Unit) -> bool:
    if unit.kind != "word":
        return unit.word in _DENYING
    return not is_punctuation(unit) and unit.word not in words_of("be")


def object_relatives(units: Sequence[Unit], k: int, heads: Sequence[Link]) -> list[Link]:
    """Return the predicates of "the dam, which Vienna opposes" and "is what Vienna wants", whose object is unit `k`."""
    first = k if units[k].last == "that" else k + 1
    opening = next((j for j in range(first, min(len(units), k + _NEAR)) if _opens_relative(units, k, j)), None)
    if opening is None or _is_actor_who_acts(units, k):
        return []
    if any(_opens_other_clause(units, j) for j in range(k + 1, opening)):
        return []
    if any(is_remarked(units, j) for j in range(k + 1, opening + 1)):
        return []
    end = next((j for j in range(opening, len(units)) if is_punctuation(units[j])), len(units))
    within = [link for link in heads if opening <= link.index < min(end, opening + _RELATIVE_WITHIN)]
    taken = (link for link in within if _takes_stance(link) and _lacks_object(units, link))
    return [*taken, *called_so(units, k, opening, within)]


def _takes_stance(link: Link) -> bool:
    """Return whether its subject stands for or against the object: wants it or opposes it, or put it forward."""
    return link.predicate.kind in {"attitude", "demand"} or link.predicate.lemma in words_of("sponsoring")


def _opens_other_clause(units: Sequence[Unit], j: int) -> bool:
    return units[j].word in {"neither", "none"} or _is_actor_who_acts(units, j)


def _is_actor_who_acts(units: Sequence[Unit], j: int) -> bool:
    """Return whether an actor is the subject of a verb, so that a "which" after it is of what it acts on."""
    return units[j].kind == "actor" and _acts(units, j)


def _opens_relative(units: Sequence[Unit], k: int, j: int) -> bool:
    is_cleft = units[j].word == "what" and j == k + 2 and units[j - 1].word in words_of("be")
    return is_cleft or units[j].word in _RELATIVES or units[j].last == "that"


def _lacks_object(units: Sequence[Unit], link: Link) -> bool:
    if not link.subject.actors or link.index + 1 >= len(units):
        return bool(link.subject.actors)
    after = units[link.index + 1]
    return is_punctuation(after) or _is_adjunct(after) or is_auxiliary(after)


def _is_adjunct(unit: Unit) -> bool:
    return (
        unit.word in words_of("scope_enders")
        or unit.word in words_of("conjunctions")
        or unit.word in {"in", "at", "on", "by", "of", "for", "over", "within", "with", "from"}
    )
