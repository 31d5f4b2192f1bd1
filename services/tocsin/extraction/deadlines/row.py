"""A sentence as deadlines see it: a row of marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.extraction.reading import ActorMention, ReadSentence, Token
from tocsin.extraction.times import TimePhrase

BOTH = ""
"""The actor of "both sides", which is no actor's id, until the article tells who they are."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its kind, its tokens `first` to `last` (inclusive), and the actor or time that it stands for."""

    kind: str
    first: int
    last: int
    actor: ActorMention | None = None
    time: TimePhrase | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The marks of a sentence in text order, and their shape: one character for the kind of each."""

    read: ReadSentence
    tokens: Sequence[Token]
    marks: tuple[Mark, ...]
    shape: str

    def shaped(self, governor: int, time: int | None = None) -> str:
        """Return the shape with the signs for the governing cue, and for the time in question, put in."""
        shape = f"{self.shape[:governor]}@{self.shape[governor + 1 :]}"
        return shape if time is None else f"{shape[:time]}!{shape[time + 1 :]}"

    def start(self, mark: Mark) -> int:
        """Return where the mark begins in the body."""
        return self.tokens[mark.first].start

    def end(self, mark: Mark) -> int:
        """Return where the mark ends in the body."""
        return self.tokens[mark.last].end
