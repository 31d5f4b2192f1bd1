"""What somebody says would come of a thing: "the dam would solve nothing", "the dam would lead to a long war"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import Subject, actors_after
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import verb_group

_BRINGS_HARM = Predicate("(brings harm)", "evaluation", "verb", -1, "any", ("np",), 0.8, "REJECT")
_BRINGS_GOOD = Predicate("(brings good)", "evaluation", "verb", 1, "any", ("np",), 0.8, "SUPPORT")
_WITHIN = 6
_LOST_WITHIN = 4


def consequence(units: Sequence[Unit], k: int, j: int) -> Link | None:
    """Return the verb at unit `j` as a judgement of what ends at unit `k` by what comes of it, if it tells of that."""
    reading = units[j].reading("evaluation")
    told = reading is not None and reading[0].pos == "verb" and "oblique" not in reading[0].frames
    predicate = reading[0] if reading is not None and told else _brought(units, j)
    if predicate is None or units[j - 1].word in words_of("determiners"):
        return None
    group, judge = verb_group(units, j), _judge(units, j, predicate)
    if group.start <= k or judge is None:
        return None
    return Link(j, predicate, "consequence", judge, group, group.negated)


def _judge(units: Sequence[Unit], j: int, predicate: Predicate) -> Subject | None:
    """Return whose judgement it is: whoever a thing pleases or angers, else whoever speaks."""
    if "experiencer" not in predicate.frames:
        return Subject(own=True, start=j)
    felt = actors_after(units, j + 1)
    return Subject(felt, start=j) if felt else None


def _brought(units: Sequence[Unit], j: int) -> Predicate | None:
    if units[j].word in words_of("costing"):
        taken = any(unit.word in words_of("losses") for unit in units[j + 1 : j + _LOST_WITHIN])
        return _BRINGS_HARM if taken else None
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
