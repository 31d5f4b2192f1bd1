"""Words for two propositions that were named together: "rejects both", "neither of which", "prefers the former"."""

from collections.abc import Iterator, Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.propositions import OPPOSITE
from tocsin.extraction.reading import TargetMention
from tocsin.extraction.stances.targets import Target
from tocsin.extraction.stances.units import Unit, is_punctuation

_CERTAINTY = 0.7
_TWO = 2
_ONE_OF = {"former": 0, "latter": 1}


def paired(units: Sequence[Unit], near: Sequence[TargetMention]) -> Iterator[Target]:
    """Yield what words for two stand for: the two named before them in the sentence, or else the two `near` it."""
    told = sorted(near, key=lambda mention: mention.start)
    named: list[TargetMention] = []
    for k, unit in enumerate(units):
        if unit.target is not None:
            named.append(unit.target)
        elif unit.word in words_of("pairing") and unit.actor is None and _is_whole(units, k):
            yield from _standing_for(units, k, _two(named or told))


def _two(named: Sequence[TargetMention]) -> list[TargetMention]:
    """Return the first mention of each of two propositions, or of the one of which two things are; else nothing."""
    first = {mention.proposition: mention for mention in reversed(named)}
    is_two = len(named) >= _TWO and len(first) <= _TWO
    return sorted(first.values(), key=lambda mention: mention.start) if is_two else []


def _standing_for(units: Sequence[Unit], k: int, two: Sequence[TargetMention]) -> Iterator[Target]:
    word, unit = units[k].word, units[k]
    one = _ONE_OF.get(word)
    for mention in two if one is None else two[one : one + 1]:
        sign = (-1 if mention.how == OPPOSITE else 1) * (-1 if word == "neither" else 1)
        yield Target(
            k, mention.proposition, sign, mention.confidence * _CERTAINTY, unit.start, unit.end, is_anaphor=True
        )


def _is_whole(units: Sequence[Unit], k: int) -> bool:
    """Return whether a word stands for two by itself: "rejects both", "neither of them", but not "both sides"."""
    if units[k].word in _ONE_OF and (not k or units[k - 1].word != "the"):
        return False
    after, then = [*(unit for unit in units[k + 1 : k + 3]), None, None][:2]
    if after is None or is_punctuation(after) or after.word in words_of("scope_enders"):
        return True
    return after.word == "of" and then is not None and then.word in {"which", "them", "these", "those"}
