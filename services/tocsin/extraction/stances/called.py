"""What somebody calls a thing in a clause that only adds it: "the dam, which Vienna called a folly"."""

from collections.abc import Iterator, Sequence

from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.units import Unit, is_punctuation

_WITHIN = 6
_DENYING = frozenset({"no", "not", "hardly", "anything"})
_ANOTHER = frozenset({"it", "them", "the", "this", "that", "his", "her", "its", "their", "and", "or", "but", "to"})


def called_so(units: Sequence[Unit], k: int, opening: int, within: Sequence[Link]) -> Iterator[Link]:
    """Yield the judgements of unit `k` in the relative clause that begins at unit `opening` and holds `within`."""
    if _is_one_of_several(units, k, opening):
        return
    for link in within:
        judged = _called(units, link) if link.predicate.kind == "judge" and link.subject.actors else None
        if judged is not None:
            yield judged


def _is_one_of_several(units: Sequence[Unit], k: int, opening: int) -> bool:
    """Return whether a relative clause tells which of several is meant: "an election that Vienna calls rigged"."""
    restrictive = units[k].target is not None and units[opening - 1].word != ","
    return restrictive and k > 0 and units[k - 1].word in {"a", "an", "any"}


def _called(units: Sequence[Unit], judge: Link) -> Link | None:
    """Return the judgement of "which Vienna called a folly" as Vienna's, where nothing else is what it calls so."""
    for j in range(judge.index + 1, min(len(units), judge.index + _WITHIN)):
        reading = units[j].reading("evaluation")
        if reading is not None and reading[0].pos != "verb":
            denied = judge.negated or units[j - 1].word in _DENYING
            return Link(j, reading[0], "judged", judge.subject, judge.group, denied)
        other = units[j].word in _ANOTHER and not _opens_verdict(units, j)
        if units[j].kind != "word" or other or is_punctuation(units[j]):
            return None
    return None


def _opens_verdict(units: Sequence[Unit], j: int) -> bool:
    """Return whether a "the" stands before what a thing is called: "the biggest folly", "as the height of folly"."""
    after = units[j + 1] if j + 1 < len(units) else None
    judges = after is not None and (after.word.endswith("est") or after.reading("evaluation") is not None)
    return units[j].word == "the" and (units[j - 1].word == "as" or judges)
