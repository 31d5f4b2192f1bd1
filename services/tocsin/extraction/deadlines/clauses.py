"""Actors whom a clause about somebody else names: in "drivers who have angered Peru must go" Peru has to do nothing."""

from collections.abc import Sequence

from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import without_article
from tocsin.extraction.deadlines.row import Mark
from tocsin.extraction.reading import Token

_TELLING = ("say", "order", "want", "set", "give", "leave", "expect", "dare", "threaten")
"""Kinds of cues that begin something new about the actors after them."""

_ENDING = ("comma", "colon", "stop", *_TELLING)


def is_told_of_another(marks: Sequence[Mark], number: int, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether an actor stands in a relative clause whose subject is the one before it: "who have angered Peru"."""
    before = next((mark for mark in reversed(marks[:number]) if mark.kind == "rel" or mark.kind in _ENDING), None)
    if before is None or before.kind != "rel":
        return False
    clause = tokens[before.last + 1 : marks[number].first]
    return _is_of_its_subject(tokens[before.first].lower, clause, lexicon) and not _opens_with_actor(
        before, marks[:number], tokens, lexicon
    )


def _is_of_its_subject(relative: str, clause: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether "who" or its like is the subject of the clause, as a verb right after it shows in case of doubt."""
    verbal = lexicon.lists["have"] | lexicon.lists["be"]
    if relative in lexicon.lists["possessives"]:
        return any(token.lower in verbal for token in clause)
    return relative in lexicon.lists["relative_subjects"] or (bool(clause) and clause[0].lower in verbal)


def _opens_with_actor(relative: Mark, before: Sequence[Mark], tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether somebody else acts in the clause: "whom Peru must"."""
    actors = (mark for mark in before if mark.actor and mark.first > relative.last)
    return any(without_article(tokens, mark.first, lexicon) == relative.last + 1 for mark in actors)
