"""What is seen in an article before anything is concluded: sentences, tokens, and who and what they mention.

All offsets are code points in the article's body (`title + "\\n" + text`), end exclusive.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark."""

    text: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, the marks not counted."""

    start: int
    end: int


MentionKind = Literal["name", "person", "demonym", "metonym", "noun", "pronoun"]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that stand for an actor.

    `name` an alias, `person` who speaks for it, `demonym` "Algerian", `metonym` "Paris" or "the Kremlin",
    `noun` "the bloc" resolved to the last fitting actor, `pronoun` "it" or "he" resolved likewise.
    `role` is False where the words cannot be one who acts or is acted on ("the Nigerien capital", "in Niamey").
    """

    actor: str
    start: int
    end: int
    text: str
    kind: MentionKind
    role: bool = True


@dataclass(frozen=True, slots=True)
class TargetMention:
    """Words that stand for a proposition of the watch; `how` says by which means they were matched."""

    proposition: str
    start: int
    end: int
    text: str
    how: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body; the title is sentence 0."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with the actors that it mentions, in text order and without overlaps."""

    sentence: Sentence
    actors: tuple[ActorMention, ...]
