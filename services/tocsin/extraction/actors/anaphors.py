"""The words by which an article speaks again of those whom it has named."""

from dataclasses import dataclass
from functools import cache

from tocsin.extraction.packaged import packaged


@dataclass(frozen=True, slots=True)
class Anaphors:
    """The word lists of anaphora.en.yaml."""

    kinds: dict[str, frozenset[str]]
    """The kinds of actor that a noun can stand for."""
    styles: dict[str, frozenset[str]]
    """Nouns that can stand for a few of the built-in states only: "the kingdom"."""
    without: dict[str, frozenset[str]]
    """The built-in states that an office cannot stand for: "the prime minister" for no state led by a president."""
    exclusive: frozenset[str]
    """Offices of which nobody holds two."""
    persons: dict[str, str]
    """The kind of actor that an office belongs to, or "any"."""
    pronouns: dict[str, str]
    owning: dict[str, str]
    gender: dict[str, str]
    """The pronoun of a person, by a word that tells it: "ms" tells "she"."""
    first_names: dict[str, str]
    """The pronoun of a person, by the first name."""
    members: frozenset[str]
    """Nouns that stand for their actor after "a" too, or bare: "a judge", "judges"."""
    instruments: frozenset[str]
    days: frozenset[str]
    unnamed: frozenset[str]
    several_kinds: frozenset[str]
    before_subject: frozenset[str]
    passed_over: frozenset[str]
    empty_it: frozenset[str]
    told_of_it: frozenset[str]
    describing: frozenset[str]
    determiners: frozenset[str]
    fragments: frozenset[str]


@cache
def anaphors() -> Anaphors:
    """Return the packaged word lists."""
    lists = packaged("anaphora.en.yaml")
    nouns = {noun for listed in lists["nouns"].values() for noun in listed}
    sets = (
        "members", "instruments", "days", "unnamed", "several_kinds", "before_subject", "passed_over", "empty_it",
        "told_of_it", "describing", "determiners", "exclusive", "fragments",
    )  # fmt: skip
    return Anaphors(
        kinds={n: frozenset(kind for kind, listed in lists["nouns"].items() if n in listed) for n in nouns},
        styles={noun: frozenset(states) for noun, states in lists["styles"].items()},
        without={office: frozenset(states) for office, states in lists["without"].items()},
        persons=_by_word(lists["persons"]),
        pronouns=_by_word(lists["pronouns"]),
        owning=_by_word(lists["owning"]),
        gender=_by_word(lists["gender"]),
        first_names=_by_word(packaged("first_names.yaml")),
        **{name: frozenset(lists[name]) for name in sets},
    )


def is_styled(actor: str, noun: str) -> bool:
    """Return whether a noun for states of one style may stand for an actor: "the kingdom" for no built-in republic."""
    if actor not in packaged("states.yaml"):
        return True
    lists = anaphors()
    states = lists.styles.get(noun)
    return actor not in lists.without.get(noun, ()) and (states is None or actor in states)


def is_office_of(state: str, office: str) -> bool:
    """Return whether a state has one who holds the office and governs: no built-in republic has a king."""
    return (office in anaphors().exclusive or office.endswith("minister")) and is_styled(state, office)


def _by_word(listed: dict[str, list[str]]) -> dict[str, str]:
    return {word: of for of, words in listed.items() for word in words}
