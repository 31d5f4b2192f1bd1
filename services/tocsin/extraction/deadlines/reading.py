"""What has been read of a deadline in an article, before it becomes a claim."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tocsin.domain.claim import Action, Anchor
from tocsin.domain.due import Due, Span


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """One deadline as an article tells of it; the fields are those of a deadline claim.

    `start` and `end` are where the evidence stands in the article's body, in code points, end exclusive. `due` is None
    where the text does not fix the instant. `moved_by` and `previous_due` say how far and from where it was moved.
    `supposed_setter` is who may have set it where no words tell who did; `by_stranger` and `binds_stranger` tell that
    words do tell who set it or whom it binds, and it is nobody whom the watch knows.
    """

    setter: str | None
    addressee: str | None
    action: Action
    demand: str | None
    consequence: str | None
    due: Due | None
    anchor: Anchor
    duration: Span | None
    moved_by: Span | None
    previous_due: datetime | None
    start: int
    end: int
    binds_stranger: bool
    rule: str
    confidence: float
    supposed_setter: str | None
    by_stranger: bool


DeadlineSilence = Literal["dismissed", "no duty", "past", "nobody"]
"""Why a mention makes no deadline: the sentence denies, supposes or speaks of another trade's; nobody has to act, or
has to do anything; it is told as history; or nobody whom the watch knows is in it."""


@dataclass(frozen=True, slots=True)
class DeadlineTrace:
    """A mention of a deadline: in which sentence, where, by which rule ("" for none), and why it came to nothing."""

    sentence: int
    start: int
    end: int
    rule: str
    silence: DeadlineSilence | None
