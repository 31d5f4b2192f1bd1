"""Whose words follow a colon: "Vienna's answer is the same as ever: …", "Vienna has one demand: …"."""

from collections.abc import Iterator, Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.beside import opens_clause
from tocsin.extraction.stances.definite import owner
from tocsin.extraction.stances.said import Attribution
from tocsin.extraction.stances.subjects import UNKNOWN, Subject, actors_after, noun_phrase
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import is_verb, verb_group

_ENDS = frozenset({";", ":"})
_TO_WHOM = 2
_WITHIN = 14
_ATTRIBUTES = 5


def by_colon(units: Sequence[Unit], *, is_title: bool) -> Iterator[Attribution]:
    """Yield who says what follows the colons of a sentence, and what stands before one in a headline."""
    for colon, unit in enumerate(units):
        if unit.word == ":" and colon:
            yield from _blunt(units, colon)
            yield from _announced(units, colon)
            if is_title:
                yield from _headed(units, colon)


def _blunt(units: Sequence[Unit], colon: int) -> Iterator[Attribution]:
    """Read "the minister was blunt: …"."""
    if units[colon - 1].word not in words_of("bluntness"):
        return
    group = verb_group(units, colon - 1)
    if not group.be or not group.start:
        return
    yield from _from(units, colon, noun_phrase(units, group.start - 1).actors)


def _announced(units: Sequence[Unit], colon: int) -> Iterator[Attribution]:
    """Read the noun that tells what follows: "Vienna's answer", "Vienna has one demand", "an answer from Vienna"."""
    for k in range(colon - 1, max(-1, colon - 1 - _WITHIN), -1):
        if units[k].word in _ENDS or units[k].word in words_of("relatives"):
            return
        noun = units[k].last or units[k].word
        wished = noun in words_of("wishes")
        if wished or noun in words_of("views"):
            wished = wished and not _has_parts(units[k + 1 : k + 3])
            yield from _from(units, colon, _announcing(units, k, colon), wished=wished)
            return


def _has_parts(after: Sequence[Unit]) -> bool:
    """Return whether what follows a colon is not what is asked but something about it: "has one flaw: …"."""
    words = [unit.word for unit in after]
    return words[0] in words_of("have") and words[-1] in words_of("determiners", "others") | {"one"}


def _announcing(units: Sequence[Unit], k: int, colon: int) -> tuple[ActorMention, ...]:
    """Return whose answer or demand the noun at unit `k` is."""
    if any(_is_done_to(units, j) for j in range(k + 1, colon)):
        return ()
    if units[k + 1].word in {"from", "of"}:
        return actors_after(units, k + 2)
    return _owners(units, k) or _voicing(units, k).actors


def _is_done_to(units: Sequence[Unit], j: int) -> bool:
    """Return whether a verb tells what became of an answer: "was rejected: …", but not "has not softened: …"."""
    tells = is_verb(units[j]) and units[j].reading("say") is None and units[j].word not in words_of("be")
    return tells and not verb_group(units, j).negated


def _owners(units: Sequence[Unit], k: int) -> tuple[ActorMention, ...]:
    """Return whose a noun is that opens its clause, over what colours it: "Vienna's only real answer"."""
    for j in range(k - 1, max(-1, k - 1 - _ATTRIBUTES), -1):
        actor = units[j].actor
        if actor is not None:
            owned = units[j + 1].word in words_of("possessive_marks") or units[j].word in words_of("possessives")
            return (actor,) if (owned or owner(units, k) == actor) and opens_clause(units, j) else ()
        if units[j].word not in words_of("possessive_marks") and units[j].kind != "word":
            break
    return ()


def _voicing(units: Sequence[Unit], k: int) -> Subject:
    """Return who is said to have a demand, or to give an answer."""
    for j in range(k, max(-1, k - 1 - _ATTRIBUTES), -1):
        if units[j].word in words_of("voicing"):
            group = verb_group(units, j)
            return UNKNOWN if group.negated else noun_phrase(units, group.start - 1)
        if units[j].kind == "actor" or units[j].word in words_of("prepositions"):
            break
    return UNKNOWN


def _headed(units: Sequence[Unit], colon: int) -> Iterator[Attribution]:
    """Read "Ruritania: no to the dam", "Ruritania to Utopia: stop the dam" and "No to the dam: Ruritania"."""
    addressed = colon > _TO_WHOM and units[colon - 2].word == "to"
    before = noun_phrase(units, colon - 3 if addressed else colon - 1)
    if before.actors and before.start == 0:
        yield Attribution(colon + 1, len(units), before.actors)
    elif colon + 2 == len(units) and units[-1].actor is not None:
        yield Attribution(0, colon, (units[-1].actor,))


def _from(
    units: Sequence[Unit], colon: int, speakers: tuple[ActorMention, ...], *, wished: bool = False
) -> Iterator[Attribution]:
    if speakers:
        end = next((k for k in range(colon + 1, len(units)) if units[k].word == ";"), len(units))
        yield Attribution(colon + 1, end, speakers, wished=wished)
