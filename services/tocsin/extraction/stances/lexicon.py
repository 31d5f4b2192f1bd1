"""The predicate lexicon: the words by which a stance is shown, with what they say about what follows them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from tocsin.domain.claim import Act
from tocsin.extraction.function_words import words_of
from tocsin.extraction.packaged import packaged, spelled_out

Kind = Literal[
    "deny", "void", "refuse", "threat", "commit", "attempt", "demand", "attitude", "agent", "act", "judge", "event",
    "say", "evaluation", "echo", "turn",
]  # fmt: skip
"""What a predicate does to its argument; where a word has several readings they are tried in this order."""
PartOfSpeech = Literal["verb", "noun", "adjective"]
Form = Literal["base", "s", "past", "participle", "ing", "fixed"]

_KIND_ORDER: dict[Kind, int] = {kind: place for place, kind in enumerate(get_args(Kind))}
_POS_ORDER: dict[PartOfSpeech, int] = {"verb": 0, "noun": 1, "adjective": 2}
SIGNS = {"support": 1, "oppose": -1, "neutral": 0}
POSSESSIVE = "one's"
REFLEXIVE = "oneself"
_NEGATIVE_OPENINGS = frozenset({"not", "neither", "nor"})
_FIXED_OPENINGS = frozenset({"will", "would", "can", "cannot", "could", "to", "a", "in", "has", "no"})
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word or expression, and what it says of its argument.

    `sign` is 1 where it is for what follows it, -1 against, 0 undecided; `about` says what may follow.
    """

    lemma: str
    kind: Kind
    pos: PartOfSpeech
    sign: int
    about: Literal["any", "proposition", "actor"]
    frames: tuple[str, ...]
    strength: float
    root: Act


@dataclass(slots=True)
class Node:
    """A place in the trie of expressions: which words may come next, and what has been read when none does."""

    following: dict[str, "Node"] = field(default_factory=dict)
    readings: list[tuple[Predicate, Form]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All predicates by their inflected words, longest expression first."""

    predicates: tuple[Predicate, ...]
    opened: Mapping[str, Sequence[Predicate]]
    """The predicates by each word that their expressions may begin with."""
    grown: dict[str, Node] = field(default_factory=dict)
    """The tries of the words that were asked for so far: a text has few of those that the lexicon knows."""

    def starts(self, word: str) -> bool:
        """Return whether any expression begins with `word`."""
        return word in self.opened

    def joins(self, word: str, following: str) -> bool:
        """Return whether an expression may begin with two words, cheaply."""
        node = self._begun(word)
        return node is not None and not {following, POSSESSIVE, REFLEXIVE}.isdisjoint(node.following)

    def longest(self, words: Sequence[str], start: int, stop: int) -> tuple[int, list[tuple[Predicate, Form]]]:
        """Return the end of the longest expression in `words[start:stop]` and its readings; (start, []) if none."""
        first = words[start] if start < stop else ""
        node, end = self._begun(first) or self._begun(_any_owner(first)), start
        readings: list[tuple[Predicate, Form]] = []
        for index in range(start + 1, stop + 1):
            if node is None:
                break
            if node.readings:
                end, readings = index, node.readings
            word = words[index] if index < stop else ""
            node = node.following.get(word) or node.following.get(_any_owner(word))
        return end, readings

    def _begun(self, word: str) -> Node | None:
        """Return the place in the trie where an expression has begun with a word."""
        if word not in self.grown and word in self.opened:
            self.grown[word] = _grown(word, self.opened[word])
        return self.grown.get(word)


def _any_owner(word: str) -> str:
    """Return what stands in the lexicon for a word that says whose it is, or who does it to himself."""
    if word in words_of("possessives"):
        return POSSESSIVE
    return REFLEXIVE if word in words_of("reflexives") else word


@cache
def lexicon() -> Lexicon:
    """Return the packaged predicate lexicon."""
    predicates = tuple(_predicates())
    opened: dict[str, list[Predicate]] = defaultdict(list)
    for predicate in predicates:
        for word in _first_words(predicate):
            opened[word].append(predicate)
    return Lexicon(predicates, dict(opened))


@cache
def finite_verbs() -> frozenset[str]:
    """Return the words that may follow a subject: forms of the lexicon's verbs, and auxiliaries."""
    verbs = (predicate for predicate in lexicon().predicates if predicate.pos == "verb")
    forms = (words[0] for verb in verbs for words, form in _inflections(verb) if form in {"base", "s", "past"})
    return frozenset(forms) | words_of("be", "have", "do", "will", "would", "may", "can", "must")


def _grown(first: str, predicates: Sequence[Predicate]) -> Node:
    """Return the trie of the expressions that begin with a word."""
    root = Node()
    for predicate in predicates:
        for words, form in _inflections(predicate):
            if words[0] == first:
                _plant(root, words, predicate, form)
    _arrange(root)
    return root.following[first]


def _arrange(node: Node) -> None:
    """Put the readings of every expression into the order in which they are tried."""
    if len(node.readings) > 1:
        node.readings.sort(key=lambda reading: (_KIND_ORDER[reading[0].kind], _POS_ORDER[reading[0].pos]))
    for following in node.following.values():
        _arrange(following)


def _plant(root: Node, words: Sequence[str], predicate: Predicate, form: Form) -> None:
    node = root
    for word in words:
        if word not in node.following:
            node.following[word] = Node()
        node = node.following[word]
    if (predicate, form) not in node.readings:
        node.readings.append((predicate, form))


def _predicates() -> Iterator[Predicate]:
    folder = files("tocsin.extraction").joinpath("data", "predicates")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        for group in packaged(f"predicates/{file.name}"):
            yield from _group(group)


def _group(group: dict[str, object]) -> Iterator[Predicate]:
    kind, pos, root = cast(Kind, group["kind"]), cast(PartOfSpeech, group["pos"]), cast(Act, group["root"])
    if kind not in get_args(Kind) or pos not in get_args(PartOfSpeech) or root not in get_args(Act):
        raise ValueError(f"lexicon group {kind!r}, {pos!r}, {root!r} has a kind, part of speech or root not known")
    for lemma in (lemma for entry in cast(list[str], group["entries"]) for lemma in spelled_out(entry)):
        yield Predicate(
            lemma=lemma,
            kind=kind,
            pos=pos,
            sign=SIGNS[str(group["polarity"])],
            about=cast(Literal["any", "proposition", "actor"], group["about"]),
            frames=tuple(cast(list[str], group["frames"])),
            strength=float(cast(float, group["strength"])),
            root=root,
        )


def _first_words(predicate: Predicate) -> frozenset[str]:
    """Return the words that an expression of a predicate may begin with."""
    first, *others = predicate.lemma.split()
    inflects = _verb_of(predicate, [first, *others]) == 0
    return frozenset(form for _, form in conjugate(first)) if inflects else frozenset({first})


def _verb_of(predicate: Predicate, words: Sequence[str]) -> int | None:
    """Return which of its words is inflected, or None where a predicate is always said in the same words."""
    if predicate.pos != "verb" or words[0] in _FIXED_OPENINGS:
        return None
    return 1 if words[0] in _NEGATIVE_OPENINGS and len(words) > 1 else 0


def _inflections(predicate: Predicate) -> Iterator[tuple[list[str], Form]]:
    words = predicate.lemma.split()
    if predicate.pos == "noun" and predicate.kind == "attitude" and len(words) > 1:
        yield words, "fixed"
        yield [*words[:-1], "from"], "fixed"
        return
    verb = _verb_of(predicate, words)
    if verb is None:
        yield words, "fixed" if predicate.pos != "verb" else "base"
        return
    for form, inflected in conjugate(words[verb]):
        rest = [_agreeing(word, words[index], form) for index, word in enumerate(words[verb + 1 :], start=verb)]
        yield [*words[:verb], inflected, *rest], form


def _agreeing(word: str, before: str, form: Form) -> str:
    if before != "nor":
        return word
    return next(inflected for other, inflected in conjugate(word) if other == form)


@cache
def conjugate(verb: str) -> tuple[tuple[Form, str], ...]:
    """Return the forms of an English verb given by its base form."""
    return tuple(_conjugated(verb))


def _conjugated(verb: str) -> Iterator[tuple[Form, str]]:
    if verb == "be":
        yield from (("base", "be"), ("base", "am"), ("base", "are"), ("base", "'re"), ("base", "’re"), ("s", "is"))
        yield from (("past", "was"), ("past", "were"), ("participle", "been"), ("ing", "being"))
        yield from (("base", "remain"), ("s", "remains"), ("past", "remained"), ("ing", "remaining"))
        return
    past, participle = irregular().get(verb, (_past(verb), _past(verb)))
    yield "base", verb
    yield "s", _third_person(verb)
    yield "past", past
    yield "participle", participle
    yield "ing", _gerund(verb, past)


@cache
def irregular() -> dict[str, tuple[str, str]]:
    """Return past and participle of the verbs that don't just take -ed."""
    return {base: (past, participle) for base, past, participle in packaged("forms.en.yaml")}


@cache
def irregular_pasts() -> frozenset[str]:
    """Return the irregular pasts that are no base forms too: "sent" and "froze", but not "cut"."""
    return frozenset(past for base, (past, _) in irregular().items() if past != base)


@cache
def irregular_participles() -> frozenset[str]:
    """Return the participles of the irregular verbs: "sent" and "given"."""
    return frozenset(participle for _, participle in irregular().values())


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if _ends_in_consonant_y(verb) else verb + "ed"


def _third_person(verb: str) -> str:
    if verb == "have":
        return "has"
    if _ends_in_consonant_y(verb):
        return verb[:-1] + "ies"
    return verb + "es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else verb + "s"


def _gerund(verb: str, past: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    doubled = past.endswith("ed") and past[:-2] == verb + verb[-1]
    return past[:-2] + "ing" if doubled else _short_gerund(verb)


def _short_gerund(verb: str) -> str:
    short = len(verb) in (3, 4) and verb[-1] in "tngm" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    return verb + (verb[-1] if short and verb in irregular() else "") + "ing"


def _ends_in_consonant_y(verb: str) -> bool:
    return verb.endswith("y") and len(verb) > 1 and verb[-2] not in _VOWELS
