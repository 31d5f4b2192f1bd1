"""Words for the same political act, and those that undo it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from tocsin.extraction.function_words import words_of
from tocsin.extraction.packaged import packaged
from tocsin.extraction.reading import Token
from tocsin.extraction.stems import stem


@cache
def synonyms() -> dict[str, dict[str, bool]]:
    """Return for each stem the stems of the same act (False) and of its undoing (True)."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    data = packaged("synonyms.en.yaml")
    for group in (*data["acts"], *data["near"]):
        same = {stemmed(word) for word in group["words"]}
        undone = {stemmed(word) for word in group.get("opposite", ())} - same
        for word in same:
            found[word].update(dict.fromkeys(undone - found[word].keys(), True))
            found[word].update(dict.fromkeys(same - {word}, False))
    return found


@cache
def general() -> frozenset[str]:
    """Return the stems of the words for acts, which alone don't tell one proposition from another."""
    groups = packaged("synonyms.en.yaml")["acts"]
    return frozenset(stemmed(word) for group in groups for word in (*group["words"], *group.get("opposite", ())))


def synonyms_of(word: str) -> list[str]:
    """Return the stems that name the same act as a stem."""
    return [other for other, reverse in synonyms().get(word, {}).items() if not reverse]


@cache
def closing_words(things: str = "closing") -> dict[str, dict[str, bool]]:
    """Return for each stem those of what a person does (False) or fails to do (True) where the clause ends there.

    With "closing_things" those of what becomes of troops, hostages and members.
    """
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for group in packaged("synonyms.en.yaml")[things]:
        for word in group["acts"]:
            found[stemmed(word)] |= {stem(other): True for other in group.get("opposite", ())}
            found[stemmed(word)] |= {stem(other): False for other in group["words"]}
    return found


_GAP = "..."


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
def paraphrases() -> dict[str, list[Paraphrase]]:
    """Return for each stem the expressions that tell of an act which is called by it."""
    found: dict[str, list[Paraphrase]] = defaultdict(list)
    for group in packaged("synonyms.en.yaml")["paraphrases"]:
        told = list(_told(group))
        unless = frozenset(map(stem, group.get("unless", ())))
        for of in _acts(group):
            for head in of:
                found[head] += [Paraphrase(words, of, unless, undoes, together) for words, undoes, together in told]
    return found


def _acts(group: Mapping[str, Sequence[str]]) -> Iterator[frozenset[str]]:
    """Yield the stems that a phrase must hold for a group of expressions to stand for it."""
    yield from (frozenset({stemmed(act)}) for act in group["acts"])
    yield from (frozenset(map(stem, act.split())) for act in group.get("whole", ()))


def _told(group: Mapping[str, Sequence[str]]) -> Iterator[tuple[tuple[str, ...], bool, int]]:
    """Yield the stems of the expressions of a group, whether they undo its act, and from which on they are together."""
    for kind, undoes in (("words", False), ("opposite", True)):
        for words in spelled_out(group.get(kind, ())):
            yield tuple(map(stem, words.split())), undoes, len(words.split())
        for words in spelled_out(group.get(f"{kind}_together", ())):
            apart, gap, rest = words.rpartition(f" {_GAP} ")
            stems = tuple(map(stem, (*apart.split(), *rest.split())))
            yield stems, undoes, len(apart.split()) if gap else 0


def spelled_out(entries: Sequence[str]) -> Iterator[str]:
    """Yield the expressions of entries in which "/" parts words that may stand in the same place."""
    for entry in entries:
        yield from map(" ".join, product(*(word.split("/") for word in entry.split())))


def stemmed(words: str) -> str:
    """Return an expression with its first word stemmed, as it is looked for in a text."""
    first, *rest = words.split()
    return " ".join((stem(first), *rest))


def ends_with(tokens: Sequence[Token], number: int, followers: str) -> bool:
    """Return whether a token ends its phrase: only a time or one of a group of `followers` comes after it, if any."""
    after, then = [*(token.lower for token in tokens[number + 1 : number + 3]), "", ""][:2]
    if after in {"'s", "’s"}:
        return False
    if after in words_of("prepositions") and not then[:1].isalnum():
        return False
    if not after or not after[0].isalnum() or after in listed(followers):
        return True
    return after == "on" and then in words_of("times")


@cache
def listed(group: str) -> frozenset[str]:
    """Return a group of words of the list of synonyms."""
    return frozenset(packaged("synonyms.en.yaml")[group])
