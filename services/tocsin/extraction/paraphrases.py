"""Expressions that tell of a political act without naming it: "froze the assets" of sanctions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from tocsin.extraction.packaged import packaged, spelled_out
from tocsin.extraction.stems import stem
from tocsin.extraction.synonyms import stemmed

_GAP = "..."

Group = Mapping[str, Sequence[str]]
"""Expressions for one act and for its undoing, as the data file has them."""


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """The stems of an expression for an act; `undoes` if it tells of the contrary.

    Those from the one that is `together` on stand together, the others may stand apart and in any order. It stands for
    phrases that hold all stems `of` the act, as "direct" and "rule", and for no proposition with one of those `unless`.
    """

    stems: tuple[str, ...]
    of: frozenset[str]
    unless: frozenset[str]
    undoes: bool
    together: int


@cache
def paraphrases_of(head: str) -> tuple[Paraphrase, ...]:
    """Return the expressions that tell of an act which is called by a stem; a watch needs few of all that there are."""
    return tuple(told for number, of in _by_act().get(head, ()) for told in _told_of(number, of))


@cache
def _by_act() -> dict[str, list[tuple[int, frozenset[str]]]]:
    """Return for each stem the groups of expressions that it may call for, each with all stems that it asks for."""
    found: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for number, group in enumerate(packaged("paraphrases.en.yaml")):
        for of in _acts(group):
            for head in of:
                found[head].append((number, of))
    return found


def _told_of(number: int, of: frozenset[str]) -> Iterator[Paraphrase]:
    unless = frozenset(map(stem, packaged("paraphrases.en.yaml")[number].get("unless", ())))
    for stems, undoes, together in _expressions(number):
        yield Paraphrase(stems, of, unless, undoes, together)


def _acts(group: Group) -> Iterator[frozenset[str]]:
    """Yield the stems that a phrase must hold for a group of expressions to stand for it."""
    yield from (frozenset({stemmed(act)}) for act in group["acts"])
    yield from (frozenset(map(stem, act.split())) for act in group.get("whole", ()))


@cache
def _expressions(number: int) -> tuple[tuple[tuple[str, ...], bool, int], ...]:
    """Return the stems of the expressions of a group, whether they undo its act, and where the undivided ones begin."""
    return tuple(_told(packaged("paraphrases.en.yaml")[number]))


def _told(group: Group) -> Iterator[tuple[tuple[str, ...], bool, int]]:
    for kind, undoes in (("words", False), ("opposite", True)):
        for words in _all_of(group.get(kind, ())):
            yield tuple(map(stem, words.split())), undoes, len(words.split())
        for words in _all_of(group.get(f"{kind}_together", ())):
            apart, gap, rest = words.rpartition(f" {_GAP} ")
            stems = tuple(map(stem, (*apart.split(), *rest.split())))
            yield stems, undoes, len(apart.split()) if gap else 0


def _all_of(entries: Sequence[str]) -> Iterator[str]:
    return chain.from_iterable(map(spelled_out, entries))
