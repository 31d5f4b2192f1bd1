"""What a relative clause calls its antecedent: "the dam, which Vienna has called a disaster"."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.units import Unit


def called(units: Sequence[Unit], judge: Link) -> Link | None:
    """Read "which Vienna has called a disaster" as Vienna's judgement of what the clause is about."""
    k = judge.index + 1
    while k < len(units) and (
        units[k].word in words_of("determiners") or units[k].word == "as" or _is_epithet(units, k)
    ):
        k += 1
    reading = units[k].reading("evaluation") if k < len(units) else None
    if reading is None or reading[0].pos == "verb" or not judge.subject.actors:
        return None
    return replace(judge, predicate=replace(reading[0], kind="attitude"))


def _is_epithet(units: Sequence[Unit], k: int) -> bool:
    """Return whether an adjective of no weight stands before the noun that judges: "a historic mistake"."""
    return (
        units[k].kind == "word"
        and units[k].word.isalpha()
        and k + 1 < len(units)
        and (units[k + 1].reading("evaluation") is not None and units[k - 1].word in words_of("determiners"))
    )
