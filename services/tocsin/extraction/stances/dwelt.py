"""Judgements that somebody dwells on: "warned of the harm that the dam does", "saw treason in it"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.judged import phrase_start
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import noun_phrase
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import verb_group

_BANE = Predicate("(bane)", "evaluation", "noun", -1, "any", ("np",), 0.8, "REJECT")
_BOON = Predicate("(boon)", "evaluation", "noun", 1, "any", ("np",), 0.8, "SUPPORT")
_LEADING = frozenset({"of", "to", "on", "about", "up"})
_ATTRIBUTES = 4
_SHORTEST = 3
_DONE_WITHIN = 5


def dwelt(units: Sequence[Unit], k: int) -> Link | None:
    """Return what somebody says that there is in, or comes of, what begins at unit `k`."""
    first = phrase_start(units, k)
    noun = _judging(units, first, k)
    predicate = None if noun is None else _predicate(units[noun])
    verb = None if noun is None or predicate is None else _verb(units, noun, seen=units[first - 1].word == "in")
    if noun is None or predicate is None or verb is None or verb_group(units, verb).negated:
        return None
    group, denied = verb_group(units, verb), units[noun - 1].word in {"no", "little"}
    return Link(noun, predicate, "dwelt", noun_phrase(units, group.start - 1), group, denied)


def _judging(units: Sequence[Unit], first: int, k: int) -> int | None:
    """Return the noun before "of the dam", "in the dam", "done by the dam" and "that the dam does"."""
    link = units[first - 1] if first >= _SHORTEST else None
    if link is None:
        return None
    if link.kind == "predicate":
        return first - 1 if link.last in {"of", "from"} else None
    if link.word == "by":
        return first - 3 if units[first - 2].word in words_of("inflicting") else None
    done = any(unit.word in words_of("inflicting") for unit in units[k + 1 : k + _DONE_WITHIN])
    return first - 2 if link.word in {"of", "in", "from"} or (link.word == "that" and done) else None


def _predicate(noun: Unit) -> Predicate | None:
    if noun.word in words_of("banes") or noun.word in words_of("boons"):
        return _BANE if noun.word in words_of("banes") else _BOON
    reading = noun.reading("evaluation")
    return None if reading is None or reading[0].pos != "noun" else reading[0]


def _verb(units: Sequence[Unit], noun: int, *, seen: bool) -> int | None:
    """Return the verb of "warned of the grave danger" or, of what is `seen` in a thing, of "saw a grave danger"."""
    verbs = words_of("discerning") if seen else words_of("dwelling", "discerning")
    for k in range(noun - 1, max(-1, noun - _ATTRIBUTES - 1), -1):
        if units[k].word in _LEADING:
            return k - 1 if k and units[k - 1].word in verbs else None
        if units[k].word in verbs:
            return k
        if is_punctuation(units[k]) or units[k].kind not in {"word", "predicate"}:
            return None
    return None
