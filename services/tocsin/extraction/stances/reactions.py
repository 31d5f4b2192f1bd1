"""How what is told goes down with others: "passed the law, to the dismay of Vienna", "Rubbish," said Berne."""

from collections.abc import Iterator, Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.echo import Echo
from tocsin.extraction.stances.subjects import actors_named
from tocsin.extraction.stances.units import Unit, is_punctuation

_WITHIN = 3


def reactions(units: Sequence[Unit]) -> Iterator[Echo]:
    """Yield whom the deed before pleases or angers: "to the delight of Berne", "to Vienna's horror"."""
    for k in range(1, len(units) - 2):
        if units[k].word == "to" and units[k - 1].word == ",":
            yield from _felt(units, k + 1)


def exclaimed(units: Sequence[Unit], speakers: tuple[ActorMention, ...]) -> Iterator[Echo]:
    """Yield whom a quotation of nothing but a verdict makes agree or disagree with what was told: "Rubbish"."""
    small = words_of("determiners")
    words = [unit for unit in units if not is_punctuation(unit) and unit.word not in small]
    reading = words[0].reading("evaluation") if len(words) == 1 else None
    if speakers and reading is not None and reading[0].pos != "verb":
        yield Echo(speakers, reading[0].sign, words[0].start, words[0].end)


def _felt(units: Sequence[Unit], start: int) -> Iterator[Echo]:
    for j in range(start, min(len(units), start + _WITHIN)):
        sign = _sign(units[j].word)
        holder = _holder(units, start, j) if sign else None
        if holder is not None and units[holder].kind == "actor":
            actors = actors_named(units, holder)
            yield Echo(actors, sign, units[start].start, units[max(j, holder)].end, opens=False)


def _sign(noun: str) -> int:
    return (noun in words_of("joy")) - (noun in words_of("dismay"))


def _holder(units: Sequence[Unit], start: int, noun: int) -> int | None:
    """Return the unit that says whose feeling it is: before the noun, or after its "of"."""
    if units[start].kind == "actor" and start < noun:
        return start
    follows = [unit.word for unit in units[noun + 1 : noun + 2]]
    if units[noun].last in {"of", "from"}:
        return noun + 1 if noun + 1 < len(units) else None
    return noun + 2 if follows in (["of"], ["from"]) and noun + 2 < len(units) else None
