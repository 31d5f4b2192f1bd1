"""Whom "him" and "them" stand for: the one other that the sentence named before as object of what somebody did."""

from collections.abc import Iterator, Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.targets import MENTION_CERTAINTY, Target
from tocsin.extraction.stances.units import Unit

_OBJECTS = frozenset({"him", "her", "them"})


def objects(units: Sequence[Unit]) -> Iterator[Target]:
    """Yield the actors that are meant by object pronouns: "who hailed the rebels, has since fallen out with them"."""
    known: dict[str, Unit] = {}
    named = False
    for k, unit in enumerate(units):
        named = named or unit.target is not None
        if unit.word in _OBJECTS and k and units[k - 1].kind == "predicate" and len(known) == 1 and _ends(units, k):
            meant = next(iter(known.values()))
            if meant.actor is not None and _agrees(unit.word, meant) and not (named and unit.word == "them"):
                certainty = MENTION_CERTAINTY["pronoun"] * MENTION_CERTAINTY[meant.actor.kind]
                yield Target(k, meant.actor.actor, 1, certainty, unit.start, unit.end, is_actor=True)
        if unit.actor is not None and unit.actor.role and unit.actor.kind != "pronoun" and _is_object(units, k):
            known[unit.actor.actor] = unit


def _is_object(units: Sequence[Unit], k: int) -> bool:
    first = k
    while first and units[first - 1].word in words_of("determiners"):
        first -= 1
    before = units[first - 1] if first else None
    return before is not None and (before.kind == "predicate" or before.word in words_of("conjunctions"))


def _agrees(pronoun: str, meant: Unit) -> bool:
    """Return whether a pronoun is of the number of whom it may stand for: "him" of a person, "them" of "the rebels"."""
    person = meant.actor is not None and (meant.actor.kind == "person" or meant.actor.person is not None)
    return person if pronoun != "them" else not person and meant.word.split()[-1].endswith("s")


def _ends(units: Sequence[Unit], k: int) -> bool:
    """Return whether no more of the phrase follows: "has turned on him", but not "her envoys"."""
    after = units[k + 1] if k + 1 < len(units) else None
    return (
        after is None or (after.kind == "word" and not after.word.isalnum()) or after.word in words_of("scope_enders")
    )
