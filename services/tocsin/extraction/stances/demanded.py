"""What somebody's demands are said to be: "its demands: an end to the dam", "has one condition: that the dam go"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import UNKNOWN, Subject, noun_phrase
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import VerbGroup, is_auxiliary, verb_group

_DEMANDED = Predicate("(demanded)", "demand", "noun", 1, "proposition", ("list",), 0.9, "REQUEST")
_ENDS = frozenset({";", ".", "?"})
_LEADING = 10
_NAMED_WITHIN = 4
_OWNED_WITHIN = 4


def demanded(units: Sequence[Unit], k: int) -> Link | None:
    """Return whose demand it is said to be what begins at unit `k`, or an item before it in the same list."""
    for j in range(k - 1, 0, -1):
        if units[j].word in _ENDS:
            return None
        noun = _named(units, j)
        if noun is not None:
            holder = _holder(units, noun)
            return Link(noun, _DEMANDED, "listed", holder, VerbGroup(noun)) if holder.actors else None
        if units[j].word == ":":
            return None
    return None


def _named(units: Sequence[Unit], j: int) -> int | None:
    """Return the noun for demands after which unit `j` opens what they are: ":", "include", "are" or "among them"."""
    word = units[j].word
    if word == ":":
        return _last_demand(units, j, _LEADING)
    if word == "including" or [unit.word for unit in units[j - 1 : j + 1]] == ["among", "them"]:
        return _last_demand(units, j, _NAMED_WITHIN)
    states = word in words_of("listing") and not verb_group(units, j).negated
    return _last_demand(units, j, 1) if states else None


def _last_demand(units: Sequence[Unit], before: int, within: int) -> int | None:
    for n in range(before - 1, max(-1, before - 1 - within), -1):
        if units[n].word in _ENDS or units[n].word in words_of("relatives") or is_auxiliary(units[n]):
            return None
        if units[n].word in words_of("demands_listed"):
            return n
    return None


def _holder(units: Sequence[Unit], noun: int) -> Subject:
    """Return who owns the demands, or who has, makes or lists them."""
    for j in range(noun - 1, max(-1, noun - 1 - _OWNED_WITHIN), -1):
        actor = units[j].actor
        if units[j].word in words_of("possessive_marks") and j and units[j - 1].actor is not None:
            return Subject(units[j - 1].actors, start=j - 1)
        if actor is not None and units[j].word in words_of("possessives"):
            return Subject((actor,), start=j)
        if units[j].word in words_of("demanding"):
            group = verb_group(units, j)
            return UNKNOWN if group.negated else noun_phrase(units, group.start - 1)
    return UNKNOWN
