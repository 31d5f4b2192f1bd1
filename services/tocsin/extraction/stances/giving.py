"""What somebody gives for a thing, or keeps from it: "promised 4,000 soldiers for the force"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import noun_phrase
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import verb_group

_GIVE = Predicate("(give for)", "act", "verb", 1, "proposition", ("np",), 0.8, "COOPERATE")
_WITHHOLD = Predicate("(withhold from)", "act", "verb", -1, "proposition", ("np",), 0.8, "REJECT")
_MODIFIERS = 3
_WITHIN = 10


def given(units: Sequence[Unit], k: int) -> Link | None:
    """Return the giving of men, money or goods for what unit `k` names, or the withholding of them from it."""
    to = k - 1
    while to > max(0, k - _MODIFIERS) and units[to].word in words_of("determiners", "modifiers"):
        to -= 1
    return _giving(units, to) if to > 0 and units[to].word in {"for", "to", "towards", "toward", "from"} else None


def _giving(units: Sequence[Unit], to: int) -> Link | None:
    means = figure = False
    for j in range(to - 1, max(-1, to - _WITHIN), -1):
        word = units[j].word
        predicate = _predicate(word, units[to].word)
        if predicate is not None and (means or (figure and word in words_of("pledging"))):
            group = verb_group(units, j)
            subject = noun_phrase(units, group.start - 1)
            negated = (group.negated != subject.negated) != (units[j + 1].word == "no")
            return Link(j, predicate, "active", subject, group, negated) if subject.actors else None
        if is_punctuation(units[j]) or units[j].kind == "target" or word in words_of("relatives"):
            return None
        means = means or word in words_of("means") or (word[0].isdigit() and j + 1 == to)
        figure = figure or word[0].isdigit()
    return None


def _predicate(word: str, to: str) -> Predicate | None:
    if to == "from":
        return _WITHHOLD if word in words_of("withholding") else None
    return _GIVE if word in words_of("contributing") else None
