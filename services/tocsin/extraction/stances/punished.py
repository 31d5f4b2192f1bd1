"""What whoever does a thing is told to reckon with: "whoever joins the strike will be fired"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Predicate
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import Subject
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import verb_group

_PUNISHED = Predicate("(punished)", "evaluation", "verb", -1, "any", ("np",), 0.8, "THREATEN")
_NOBODY = frozenset({"nobody", "none", "no-one"})
_RUNNING = frozenset({"risk", "risks", "face", "faces"})
_WITHIN = 9


def punished(units: Sequence[Unit], start: int, k: int) -> Link | None:
    """Return what will be done to whoever does what stands from unit `start` to unit `k`, if that is told."""
    who = start - 1
    if who < 0 or not (units[who].word == "whoever" or (who and _is_anybody(units, who))):
        return None
    spared = units[who].word == "who" and units[who - 1].word in _NOBODY
    told = words_of("sparing_whom") if spared else words_of("punishing")
    for j in range(k + 1, min(len(units), k + _WITHIN)):
        if is_punctuation(units[j]):
            break
        if units[j].word in told:
            group = verb_group(units, j)
            harms = (group.modal is not None or units[j].word in _RUNNING) and not group.negated
            return Link(j, _PUNISHED, "consequence", Subject(own=True, start=j), group) if harms else None
    return None


def _is_anybody(units: Sequence[Unit], who: int) -> bool:
    """Return whether "who" stands for whoever it may be: "anybody who", "nobody who", "those who", "any pilot who"."""
    if units[who].word != "who":
        return False
    before = [unit.word for unit in units[max(0, who - 2) : who]]
    several = before[-1].endswith("s") and units[who - 1].kind == "word" and before[0] not in words_of("determiners")
    return several or before[-1] in words_of("anybody") or before[0] in {"any", "no", "every"}
