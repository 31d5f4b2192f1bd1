"""Whom a noun phrase stands for: the actors that do what a predicate says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.beside import before_others, included, opens_clause
from tocsin.extraction.stances.representing import is_of_foes, is_paper_of, speaks_for
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import Modal, VerbGroup, modal_of, verb_group

_STOPS = frozenset(";:.?!()—–")
_JOINING = frozenset({"and", "or", "nor", "&"})
_NOBODY = frozenset({"nobody", "none", "no", "few"})
_MOST = frozenset({"most", "all"})
_DENYING = ("neither", "none")
_REPRESENTING = frozenset({"of", "for", "in", "from", "at"})
_APART = frozenset({",", "and", "no", "not", "a", "an", "the"})
_NEAR = 6
_ONE_OF = frozenset({("one", "of"), ("among", "the"), ("among", "those"), ("the", "only"), ("the", "first")})
_LONGEST_ASIDE = 16
_LONGEST_OPENING = 5
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does it: actors; `own` if whoever speaks; `controlled` if another predicate tells; else unknown."""

    actors: tuple[ActorMention, ...] = ()
    own: bool = False
    controlled: bool = False
    negated: bool = False
    start: int = 0


UNKNOWN = Subject()
CONTROLLED = Subject(controlled=True)


def noun_phrase(units: Sequence[Unit], j: int, depth: int = 0) -> Subject:
    """Return whom the noun phrase that ends at unit `j` stands for."""
    if j < 0 or depth > _DEEPEST:
        return UNKNOWN
    unit = units[j]
    if unit.kind == "actor":
        return _actor_phrase(units, j, depth)
    if unit.word == ",":
        return _before_aside(units, j, depth)
    if unit.word in words_of("relatives"):
        return _antecedent(units, j - 1, depth)
    if unit.word == "nothing" or unit.word in words_of("first_person") or unit.word in words_of("pronouns"):
        return Subject(own=True, negated=unit.word == "nothing", start=j)
    known = _affiliated(units, j, depth) if speaks_for(unit) else UNKNOWN
    known = known if known.actors else _with_others(units, j, depth) or known
    known = known if known.actors or known.own else _in_a_place(units, j, depth)
    return known if known.actors or known.own else Subject(negated=_is_nobody(units, j))


def _with_others(units: Sequence[Unit], j: int, depth: int) -> Subject | None:
    """Return who does it with others: "Vienna and several other capitals"."""
    k = before_others(units, j)
    subject = UNKNOWN if k is None else noun_phrase(units, k, depth + 1)
    return subject if subject.actors and opens_clause(units, subject.start) else None


def _in_a_place(units: Sequence[Unit], j: int, depth: int) -> Subject:
    """Return who is meant where unit `j` only tells where they are: "the league in parliament"."""
    at = j - 2 if units[j - 1].word in words_of("determiners") else j - 1
    placed = units[j].kind == "word" and at > 0 and units[at].word in _REPRESENTING and units[at - 1].kind == "actor"
    return noun_phrase(units, at - 1, depth + 1) if placed else UNKNOWN


def _is_nobody(units: Sequence[Unit], j: int) -> bool:
    """Return whether a noun phrase that ends at unit `j` denies that anybody does it: "not one deputy"."""
    before = [unit.word for unit in units[max(0, j - _NEAR // 2) : j]]
    opening = next((k for k, word in enumerate(before) if word in {"no", "not"}), None)
    return opening is not None and (before[opening] == "no" or before[opening + 1 : opening + 2] in (["one"], ["a"]))


def _antecedent(units: Sequence[Unit], k: int, depth: int) -> Subject:
    """Return whom "which" or "who" stands for."""
    k = k - 1 if k >= 0 and units[k].word == "," else k
    actor = units[k].actor if k >= 0 else None
    if actor is not None and actor.role and units[k - 1].word != "and":
        return Subject((actor,), start=k)
    found = noun_phrase(units, k, depth + 1)
    return found if found.actors or found.own else _one_of_them(units, k, depth) or found


def _one_of_them(units: Sequence[Unit], k: int, depth: int) -> Subject | None:
    """Return who is said to be one of those whom unit `k` names: "Vienna is one of the few capitals that"."""
    for j in range(k - 1, max(0, k - _NEAR), -1):
        opening = (units[j].word, units[j + 1].word)
        if opening in _ONE_OF and units[j - 1].word in words_of("be"):
            subject = noun_phrase(units, j - 2, depth + 1)
            return subject if subject.actors else None
        if units[j].kind != "word":
            return None
    return None


@cache
def _leading() -> frozenset[str]:
    """Return the prepositions that only lead to a noun, and to no clause."""
    return words_of("prepositions") - words_of("subordinators")


def _actor_phrase(units: Sequence[Unit], j: int, depth: int) -> Subject:
    mention = units[j].actor
    if j and units[j - 1].word in _leading():
        return _after_preposition(units, j, depth)
    if mention is None or not mention.role or (j and is_of_foes(units[j - 1])):
        return UNKNOWN
    actors, start = _coordinated(units, j)
    while start and units[start - 1].word in words_of("determiners"):
        start -= 1
    if _is_excepted(units, start):
        return UNKNOWN
    actors = (*actors, *_fronted(units, start))
    lead = units[start - 1].word if start else ""
    denied = bool(units[j].group) and units[j].word.startswith(_DENYING)
    negated = denied or lead in {"neither", "nobody"} or any(units[k].word == "nor" for k in range(start, j))
    return Subject(actors, negated=negated, start=start)


def _is_excepted(units: Sequence[Unit], start: int) -> bool:
    """Return whether the actor at unit `start` is who alone does not do it: "all but Vienna", not "nobody but"."""
    before = [unit.word for unit in units[max(0, start - _NEAR) : start]]
    if not before or before[-1] not in words_of("excepting"):
        return False
    return not words_of("all").isdisjoint(before) or _opens_with_many(units, start - len(("parties", "but")))


def _opens_with_many(units: Sequence[Unit], k: int) -> bool:
    """Return whether a clause opens with a noun for many at unit `k`: the parties of "all parties but the league"."""
    opens = k == 0 or (k > 0 and (is_punctuation(units[k - 1]) or units[k - 1].word == "that"))
    return opens and units[k].kind == "word" and units[k].word.endswith("s")


def _coordinated(units: Sequence[Unit], j: int) -> tuple[tuple[ActorMention, ...], int]:
    """Return the actors of "A, B and C", which ends at unit `j`, and where they begin."""
    actors: list[ActorMention] = []
    k, joined, start = j, False, j
    while k >= 0:
        mention = units[k].actor
        if mention is None:
            break
        actors[:0] = units[k].actors
        start = k
        k = _over_hesitation(units, k)
        before = units[k - 1].word if k else ""
        added = before in _JOINING or (before == "but" and _is_not_only(units, k - 2))
        if not (added or before == ",") or (joined != (before == ",")):
            break
        joined = True
        k -= 3 if k > 1 and units[k - 2].word == "," else 2
    if start < j and start and (_is_object(units[start - 1]) or units[start - 1].word in words_of("prepositions")):
        return units[j].actors, j
    return tuple(actors), start


def _is_not_only(units: Sequence[Unit], k: int) -> bool:
    """Return whether "but" adds what follows it to the actor at unit `k`: "not only Vienna but also the league"."""
    return k > 1 and units[k].kind == "actor" and [unit.word for unit in units[k - 2 : k]] == ["not", "only"]


def _over_hesitation(units: Sequence[Unit], k: int) -> int:
    """Step from B to the aside of "A and, after some hesitation, B", so that what stands before it is the "and"."""
    if not k or units[k - 1].word != ",":
        return k
    for j in range(k - 2, max(0, k - _NEAR - 1), -1):
        if units[j].word == ",":
            return j if units[j - 1].word in _JOINING else k
    return k


def _is_object(before: Unit) -> bool:
    return before.kind == "predicate" and before.readings[0][0].pos == "verb"


def _after_preposition(units: Sequence[Unit], j: int, depth: int) -> Subject:
    """Tell "ministers in Vienna" and "a spokesman for the league", who speak for it, from "talks with it"."""
    k, mention = j - 2, units[j].actor
    if mention is not None and is_paper_of(units, j):
        return Subject((mention,), start=k)
    if k < 0 or mention is None or units[j - 1].word not in _REPRESENTING:
        return UNKNOWN
    if units[k].kind == "actor":
        return _actor_phrase(units, k, depth + 1)
    if units[k].word in _NOBODY or units[k].word in _MOST:
        return Subject((mention,), negated=units[k].word in _NOBODY, start=k)
    if units[k].word in words_of("affiliations") and not _is_former(units, k):
        negated = any(unit.word in _NOBODY for unit in units[max(0, k - 2) : k])
        return Subject((mention,), negated=negated, start=k)
    return UNKNOWN


def _is_former(units: Sequence[Unit], k: int) -> bool:
    return any(unit.word in words_of("formers") for unit in units[max(0, k - 3) : k])


def _before_aside(units: Sequence[Unit], j: int, depth: int) -> Subject:
    """Step over ", its president," to what it was said of."""
    if units[j - 1].kind == "actor" and "," in units[j - 1].word:
        return noun_phrase(units, j - 1, depth + 1)
    for k in range(j - 1, max(-1, j - _LONGEST_ASIDE), -1):
        if units[k].word in _STOPS:
            return UNKNOWN
        if units[k].word == ",":
            before = _accompanied(units, k, noun_phrase(units, k - 1, depth + 1))
            before = _including(units, k, j, before)
            if before.actors:
                return before
            apposed = units[k + 1].actor if k + 2 == j else None
            return before if apposed is None else Subject((apposed,), start=k + 1)
    return UNKNOWN


def _including(units: Sequence[Unit], comma: int, end: int, whole: Subject) -> Subject:
    """Add whom an aside names of a group: "nine states, including Vienna," and "the league, Vienna included,"."""
    first = included(units, comma + 1, end)
    members = () if first is None else actors_named(units, first)
    known = (actor for actor in whole.actors if actor.kind != "demonym")
    return replace(whole, actors=(*known, *members), start=comma + 1) if members else whole


def _accompanied(units: Sequence[Unit], comma: int, subject: Subject) -> Subject:
    """Add whoever does it too: "Vienna, joined by the league, opposes", "Vienna, like the league, opposes"."""
    return replace(subject, actors=(*subject.actors, *company(units, comma + 1))) if subject.actors else subject


def _fronted(units: Sequence[Unit], start: int) -> tuple[ActorMention, ...]:
    """Return who does it too where that stands before the subject: "Like Berne, Vienna opposes"."""
    comma = start - 1
    if comma < 1 or units[comma].word != "," or units[comma - 1].kind != "actor":
        return ()
    opening = next((k + 1 for k in range(comma, -1, -1) if units[k].word in _STOPS | {"that"}), 0)
    actors = company(units, opening)
    return actors if actors and actors[-1] == units[comma - 1].actor else ()


def company(units: Sequence[Unit], k: int) -> tuple[ActorMention, ...]:
    """Return whom the phrase that begins at unit `k` puts beside somebody: "joined by Vienna", "along with Vienna"."""
    first = next((j for j in range(k, min(len(units), k + _LONGEST_OPENING)) if units[j].kind == "actor"), k)
    opening = " ".join(unit.word for unit in units[k:first])
    return actors_named(units, first) if opening in words_of("company") else ()


def _affiliated(units: Sequence[Unit], j: int, depth: int) -> Subject:
    """Return who an office belongs to: "the union's foreign minister", "whose cabinet"."""
    if _is_former(units, j):
        return UNKNOWN
    for k in range(j - 1, max(-1, j - _NEAR), -1):
        unit = units[k]
        if unit.actor is not None:
            of_others = unit.actor.kind == "demonym" and units[j].word in words_of("press", "legislators")
            of_others |= any(other.word in words_of("dissenting") for other in units[k + 1 : j])
            of_some = k > 0 and units[k - 1].word in words_of("some")
            speaks = unit.actor.person is not None or not (
                of_some or of_others or units[j].word in words_of("followers")
            )
            return Subject((unit.actor,), start=k) if speaks else UNKNOWN
        if unit.word == "whose":
            return noun_phrase(units, k, depth + 1)
        if unit.word in words_of("possessives"):
            return Subject(own=True, start=k)
        if unit.word in words_of("prepositions") or unit.word in _STOPS or unit.word in _APART:
            return UNKNOWN
    return UNKNOWN


def first_to(units: Sequence[Unit], to: int) -> Subject:
    """Return who became "the first leader to" do what follows unit `to`, or that another predicate tells."""
    for k in range(to - 1, max(0, to - _NEAR), -1):
        if "first" in units[k].word.split():
            group = verb_group(units, k if units[k].kind == "actor" else k - 1)
            return noun_phrase(units, group.start - 1) if group.be and not group.negated else CONTROLLED
    return CONTROLLED


def by_agent(units: Sequence[Unit], index: int) -> tuple[ActorMention, ...]:
    """Return the actors of the by-phrase that follows unit `index`."""
    for k in range(index + 1, min(len(units), index + _NEAR)):
        if units[k].word == "by":
            return actors_after(units, k + 1)
        if units[k].word in _STOPS or units[k].word == "," or units[k].word in words_of("be"):
            break
    return ()


def source(units: Sequence[Unit], index: int) -> ActorMention | None:
    """Return from whom it comes where it is first told what it is about: "criticism for its delay from Vienna"."""
    for k in range(index + 1, min(len(units) - 1, index + _NEAR)):
        if units[k].word == "from":
            return units[k + 1].actor
        if units[k].kind != "word" or units[k].word in _STOPS or units[k].word == ",":
            break
    return None


def requesters(units: Sequence[Unit], index: int) -> tuple[ActorMention, ...]:
    """Return the actors at whose request it is done: "at the urging of", "by order of Vienna", "as it had asked"."""
    for k in (0, *range(index + 1, min(len(units), index + _NEAR))):
        wishing = _wishing(units, k) if units[k].word == "as" and k else ()
        if wishing:
            return wishing
        noun = k + 1 + (units[k + 1].word in words_of("determiners") if k + 1 < len(units) else 0)
        asked = units[k].word in words_of("requesting") and noun + 1 < len(units) and units[noun + 1].word == "of"
        if asked and units[noun].word in words_of("requests"):
            return actors_after(units, noun + 2)
    return ()


def _wishing(units: Sequence[Unit], k: int) -> tuple[ActorMention, ...]:
    """Return the actors of "as Vienna had asked", which begins at unit `k`."""
    actors = actors_named(units, k + 1) if k + 1 < len(units) and units[k + 1].kind == "actor" else ()
    last = next((j for j in range(k + 2, min(len(units), k + _NEAR)) if units[j].word in words_of("wishing")), None)
    if not actors or last is None or any(units[j].kind == "target" or units[j].word == "not" for j in range(k, last)):
        return ()
    return actors if last + 1 == len(units) or units[last + 1].word in _STOPS | {","} else ()


def actors_after(units: Sequence[Unit], k: int) -> tuple[ActorMention, ...]:
    """Return the actors of the noun phrase that begins at unit `k`."""
    found: list[ActorMention] = []
    for unit in units[k:]:
        if unit.actor is not None:
            found += unit.actors
        elif not _is_filler(unit):
            break
    return tuple(found)


def actors_named(units: Sequence[Unit], k: int) -> tuple[ActorMention, ...]:
    """Return the actors of "A, B and C", which begins at unit `k`, or only the first where no "and" joins them."""
    last = k
    while last + 2 < len(units) and units[last + 1].word in _JOINING | {","} and units[last + 2].kind == "actor":
        last += 2
    joined = last == k or units[last - 1].word in _JOINING
    return tuple(actor for unit in units[k : last + 1 if joined else k + 1] for actor in unit.actors)


def _is_filler(unit: Unit) -> bool:
    return unit.word in {"and", "or", ",", "of", "for", "by"} or unit.word in words_of("determiners", "affiliations")


def inverted(units: Sequence[Unit], subject: Subject, group: VerbGroup) -> tuple[bool, Modal | None]:
    """Return negation and modal that stand before the subject: "at no time would it", "only then will it"."""
    if not subject.actors or not subject.start or subject.start >= group.start:
        return False, None
    auxiliary = units[subject.start - 1].word
    modal = modal_of(auxiliary)
    if modal is None and auxiliary not in words_of("have") and auxiliary not in words_of("do"):
        return False, None
    before = units[max(0, subject.start - _NEAR) : subject.start - 1]
    return any(unit.word in words_of("negators") for unit in before), modal
