r"""What is seen in an article before anything is concluded: sentences, tokens, and who and what they mention.

All offsets are code points in the article's body (`title + "\\n" + text`), end exclusive.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tocsin.extraction.tokens import Token, tokenize

_LONGEST_SENTENCE = 4000

__all__ = ["ActorMention", "Group", "MentionKind", "Quotation", "ReadSentence", "Sentence", "TargetMention", "Token"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, the marks not counted."""

    start: int
    end: int


MentionKind = Literal["name", "person", "demonym", "metonym", "noun", "pronoun"]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that stand for an actor.

    `name` a name or alias, also in "Algeria's army" and "Algerian envoys"; `person` who speaks for it; `demonym` a bare
    "Algerian" or "the Algerians"; `metonym` "Paris" or "the Kremlin"; `noun` "the bloc" or "the minister" resolved to
    the last that fits; `pronoun` "it", "he" or "its envoy" resolved likewise.
    `role` is False where the words cannot be one who acts or is acted on ("the Nigerien capital", "in Niamey").
    `person` is the full name of the person meant, as the watch has it, also for "he" and "the minister".
    The words are a whole noun phrase: article, title, office and apposition included.
    """

    actor: str
    start: int
    end: int
    text: str
    kind: MentionKind
    role: bool = True
    person: str | None = None


@dataclass(frozen=True, slots=True)
class TargetMention:
    """Words that stand for a proposition of the watch; `how` says by which means they were matched."""

    proposition: str
    start: int
    end: int
    text: str
    how: str
    confidence: float


@dataclass(frozen=True)
class Sentence:
    """A sentence of the body; the title is sentence 0 and paragraph 0."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str
    quotations: tuple[Quotation, ...] = ()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens, made when first asked for: few sentences are ever looked at so closely."""
        return tokenize(self.text, self.start)

    @property
    def is_prose(self) -> bool:
        """Whether it is short enough to be a sentence; to read one takes more than linear time in its length."""
        return len(self.text) <= _LONGEST_SENTENCE


@dataclass(frozen=True, slots=True)
class Group:
    """Words that stand for several actors who were named before: "both", "the three governments"."""

    members: tuple[ActorMention, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with the actors that it mentions, in text order and without overlaps, and the groups of such."""

    sentence: Sentence
    actors: tuple[ActorMention, ...]
    groups: tuple[Group, ...] = ()
