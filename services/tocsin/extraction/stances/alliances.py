"""Who takes whose side, without saying in what: "Vienna voted with Berne", "Vienna shares Berne's view"."""

from collections.abc import Iterator, Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.chains import Chains
from tocsin.extraction.stances.echo import Echo, ends_clause, is_sure
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import noun_phrase
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import verb_group

_REFUSING = frozenset({"share", "second"})


def alliances(chains: Chains) -> Iterator[tuple[str, Echo]]:
    """Yield whose side is taken, with the echo that it makes."""
    for link in chains.heads:
        stands = link.predicate.lemma in words_of("siding")
        if stands or link.predicate.kind == "attitude":
            yield from _alliance(chains.units, link, whole=stands)
    yield from _sharing(chains.units)


def _alliance(units: Sequence[Unit], link: Link, *, whole: bool) -> Iterator[tuple[str, Echo]]:
    """Read a predicate that has somebody for its object, or where somebody stands: "backed Berne's position"."""
    ally = units[link.index + 1].actor if link.index + 1 < len(units) else None
    end = _end(units, link.index + 1, whole=whole)
    if ally is None or end is None or not link.subject.actors or not is_sure(units, link):
        return
    start = min(units[link.subject.start].start, units[link.index].start)
    yield ally.actor, Echo(link.subject.actors, link.predicate.sign, start, units[end].end)


def _sharing(units: Sequence[Unit]) -> Iterator[tuple[str, Echo]]:
    """Read verbs that say no more than that somebody goes along: "echoed Berne", "followed Berne's lead"."""
    for k in range(1, len(units) - 1):
        ally = units[k + 1].actor
        if ally is None or units[k].word not in words_of("sharing"):
            continue
        group, end = verb_group(units, k), _end(units, k + 1, whole=units[k].word in words_of("echoed"))
        subject = noun_phrase(units, group.start - 1)
        denied = group.negated or subject.negated
        vague = group.modal in {"may", "must"} or group.infinitive or (denied and units[k].word not in _REFUSING)
        if end is not None and subject.actors and not vague:
            sign = -1 if denied else 1
            yield ally.actor, Echo(subject.actors, sign, units[subject.start].start, units[end].end)


def _end(units: Sequence[Unit], k: int, *, whole: bool) -> int | None:
    """Return where the ally at unit `k` ends a clause, by its name where that is the `whole`, or by its standpoint."""
    owns = [unit.word for unit in units[k + 1 : k + 3]]
    if len(owns) > 1 and owns[0] in words_of("possessive_marks") and owns[1] in words_of("standpoints"):
        return k + 2 if ends_clause(units, k + 2) else None
    return k if whole and ends_clause(units, k) else None
