"""Words for the same political act, and those that undo it."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

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
