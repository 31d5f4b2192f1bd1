"""What in a sentence stands for the words of a phrase, and how it stands there."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tocsin.extraction.function_words import words_of
from tocsin.extraction.packaged import packaged
from tocsin.extraction.phrases import Phrase
from tocsin.extraction.reading import Token
from tocsin.extraction.stems import stem
from tocsin.extraction.synonyms import ends_with, listed


@dataclass(frozen=True, slots=True)
class Hit:
    """What in the sentence stands for one stem of a phrase: token `token`, or several up to `last`."""

    token: int
    part: int
    weight: float
    reverse: bool
    last: int


def is_together(part: int, window: Sequence[Hit], tokens: Sequence[Token]) -> bool:
    """Return whether the words from a part of a phrase on stand in its order, undivided, and end their clause."""
    rest = [hit for hit in window if hit.part >= part]
    if not rest or rest[-1] is not window[-1] or any(one.part > other.part for one, other in pairwise(rest)):
        return not rest
    words = {hit.token for hit in rest}
    between = {tokens[k].lower for k in range(rest[0].token, rest[-1].token) if k not in words}
    small = words_of("noise", "determiners")
    return between <= small and ends_with(tokens, rest[-1].last, "after_recalled")


def means_to(phrase: Phrase, hit: Hit, tokens: Sequence[Token]) -> bool:
    """Return whether a word is no noun for a thing but a verb for something else: "agreed to", not "the agreement"."""
    follows = tokens[hit.token + 1].lower if hit.token + 1 < len(tokens) else ""
    word = tokens[hit.token].lower
    if follows in packaged("synonyms.en.yaml")["otherwise"].get(word, ()):
        return True
    return phrase.alone and follows in {"to", "that"} and word.endswith("ed")


def is_done(head: Hit, tokens: Sequence[Token]) -> bool:
    """Return whether the head word is a verb with nothing after it but whom it befalls: "ready to strike"."""
    if not head.token or head.weight < 1.0 or tokens[head.token].lower not in listed("doing"):
        return False
    after = tokens[head.token + 1 : head.token + 2]
    ends = ends_with(tokens, head.token, "after_recalled") or after[0].text[0].isupper()
    return ends and tokens[head.token - 1].lower in {"to", *words_of("will"), *words_of("would")}


def is_ended(window: Sequence[Hit], head: Hit, tokens: Sequence[Token]) -> bool:
    """Return whether the words around the head within a mention undo it: "to stop using force", "ban lifted on"."""
    before = tokens[head.token - 1].lower if window[0].token < head.token - 1 else ""
    after = tokens[head.last + 1].lower if window[-1].token > head.last + 1 else ""
    gerund = tokens[head.token].lower.endswith("ing") and stem(before) in listed("ending_before")
    return gerund or after in listed("ended_after")
