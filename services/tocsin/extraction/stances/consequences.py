"""What somebody says would come of a thing: "the dam would solve nothing", "the dam would lead to a long war"."""

from collections.abc import Sequence

from tocsin.extraction.stances.lexicon import Predicate, words_of
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import Subject
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import verb_group

_BRINGS_HARM = Predicate("(brings harm)", "evaluation", "verb", -1, "any", ("np",), 0.8, "REJECT")
_BRINGS_GOOD = Predicate("(brings good)", "evaluation", "verb", 1, "any", ("np",), 0.8, "SUPPORT")
_WITHIN = 6


def consequence(units: Sequence[Unit], k: int, j: int) -> Link | None:
    """Return the verb at unit `j` as a judgement of what ends at unit `k` by what comes of it, if it tells of that."""
    reading = units[j].reading("evaluation")
    predicate = reading[0] if reading is not None and reading[0].pos == "verb" else _brought(units, j)
    if predicate is None or units[j - 1].word in words_of("determiners"):
        return None
    group = verb_group(units, j)
    if group.start <= k:
        return None
    return Link(j, predicate, "consequence", Subject(own=True, start=j), group, group.negated)


def _brought(units: Sequence[Unit], j: int) -> Predicate | None:
    if units[j].word not in words_of("causing"):
        return None
    for unit in units[j + 1 : j + _WITHIN]:
        if is_punctuation(unit) or unit.word in words_of("scope_enders") or unit.word in words_of("sparing"):
            return None
        if unit.word in words_of("harms"):
            return _BRINGS_HARM
        if unit.word in words_of("goods"):
            return _BRINGS_GOOD
    return None
