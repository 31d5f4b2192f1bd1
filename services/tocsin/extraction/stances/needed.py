"""What somebody says that nothing else will go without: "no deal without the dam", "tied the loan to the dam"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.judged import phrase_start
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import UNKNOWN, Subject, actors_after, noun_phrase
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import VerbGroup, modal_of, verb_group

_NEED = Predicate("(need)", "evaluation", "verb", 1, "any", ("np",), 0.8, "REQUEST")
_PRICE = Predicate("(price)", "demand", "verb", 1, "proposition", ("np",), 0.8, "REQUEST")
_ANSWER = Predicate("(answer)", "act", "verb", 1, "proposition", ("np",), 0.8, "THREATEN")
_DENYING = frozenset({"no", "not", "never", "nobody", "nothing", "cannot", "impossible", "neither"})
_POSSIBLE = frozenset({"will", "would", "can", "may"})
_MEANS = frozenset({"by", "through", "with", "via"})
_LEADING = _MEANS | {"without", "only", "on", "upon", "to", "for", "of", "than", "but"}
_LEAST = (["short", "of"], ["less", "than"], ["but"])
_CLAUSE_ENDS = frozenset({",", ";", ":", "that"})
_AFTER = 14
_NEAR = 9


def needed(units: Sequence[Unit], k: int) -> Link | None:
    """Return what is said to be needed, or asked as a price, of what begins at unit `k`."""
    first = phrase_start(units, k)
    if not first or units[first - 1].word not in _LEADING:
        return None
    priced = _price(units, first)
    if priced.actors:
        return Link(first - 1, _PRICE, "priced", priced, VerbGroup(first - 1))
    answer = _answer(units, first)
    if answer is not None:
        return answer
    holder = _without(units, first, k) or _only(units, first, k) or _least(units, first, k) or _hinge(units, first)
    return None if holder is None else Link(first - 1, _NEED, "consequence", holder, VerbGroup(first - 1))


def _without(units: Sequence[Unit], first: int, k: int) -> Subject | None:
    """Return who says that there is nothing without it: "cannot sign without it", "no deal without it"."""
    if units[first - 1].word != "without":
        return None
    opening = _clause_start(units, first - 1)
    before = _denied(units, opening, first - 1)
    return before if before is not None else _denied(units, k + 1, min(len(units), k + _AFTER))


def _denied(units: Sequence[Unit], start: int, end: int) -> Subject | None:
    """Return who will not or cannot do something in a stretch of units, or that whoever speaks says it of others."""
    if _DENYING.isdisjoint(unit.word for unit in units[start:end]):
        return None
    modal = next((j for j in range(start, end) if modal_of(units[j].word) in _POSSIBLE), None)
    if modal is None:
        return None
    subject = noun_phrase(units, verb_group(units, modal).start - 1)
    return subject if subject.actors else Subject(own=True, start=modal)


def _only(units: Sequence[Unit], first: int, k: int) -> Subject | None:
    """Read "only the dam can end it" and "can be ended only by the dam"."""
    own = Subject(own=True, start=first - 1)
    if units[first - 1].word == "only":
        denied = first > 1 and units[first - 2].word == "not"
        return own if not denied and k + 1 < len(units) and modal_of(units[k + 1].word) in _POSSIBLE else None
    if units[first - 1].word not in _MEANS:
        return None
    clause = units[_clause_start(units, first - 1) : first - 1]
    able = any(modal_of(unit.word) in {"can", "may"} for unit in clause)
    return own if able and any(unit.word == "only" for unit in clause[-_NEAR:]) else None


def _least(units: Sequence[Unit], first: int, k: int) -> Subject | None:
    """Read "nothing less than the dam will do", "will satisfy Vienna"."""
    words = [unit.word for unit in units[max(0, first - 3) : first]]
    least = words[1:] in _LEAST and words[0] == "nothing"
    if not least or k + 2 >= len(units) or modal_of(units[k + 1].word) not in _POSSIBLE:
        return None
    actors = actors_after(units, k + 3)
    return Subject(actors, start=k + 3) if actors else Subject(own=True, start=first - 1)


def _hinge(units: Sequence[Unit], first: int) -> Subject | None:
    """Read "its consent hangs on the dam", of what somebody may grant; "its length depends on it" is a fact."""
    if units[first - 1].word not in {"on", "upon"} or first == 1 or units[first - 2].word not in words_of("hinging"):
        return None
    group = verb_group(units, first - 2)
    granted = any(unit.word in words_of("granted") for unit in units[: group.start])
    return Subject(own=True, start=first - 2) if granted and not group.negated else None


def _price(units: Sequence[Unit], first: int) -> Subject:
    """Return who asks for it in return for something: "offered a loan in return for", "made it conditional on"."""
    words = [unit.word for unit in units[max(0, first - 3) : first]]
    traded = words[-3:] in (["in", "return", "for"], ["in", "exchange", "for"])
    made = words[-2:] in (["conditional", "on"], ["contingent", "on"], ["dependent", "on"])
    if not (traded or made or words[-1:] in (["to"], ["on"])):
        return UNKNOWN
    verbs = words_of("offering") if traded else words_of("making") if made else words_of("tying")
    for j in range(first - 2, _clause_start(units, first - 1) - 1, -1):
        if units[j].word in verbs:
            group = verb_group(units, j)
            subject = noun_phrase(units, group.start - 1)
            return UNKNOWN if group.negated else subject
    return UNKNOWN


def _answer(units: Sequence[Unit], first: int) -> Link | None:
    """Read "will answer any attack with an embargo"."""
    if units[first - 1].word != "with":
        return None
    for j in range(first - 2, _clause_start(units, first - 1) - 1, -1):
        if units[j].word in words_of("answering"):
            group = verb_group(units, j)
            subject = noun_phrase(units, group.start - 1)
            told = subject.actors and not group.negated and not group.be
            return Link(first - 1, _ANSWER, "active", subject, group) if told else None
    return None


def _clause_start(units: Sequence[Unit], k: int) -> int:
    return next((j + 1 for j in range(k - 1, -1, -1) if units[j].word in _CLAUSE_ENDS), 0)
