"""Whose words a part of a sentence is."""

from dataclasses import dataclass

from tocsin.extraction.reading import ActorMention


@dataclass(frozen=True, slots=True)
class Attribution:
    """The units `start` to `end` (exclusive) are the words of `speakers`, or what they do not think (`denied`).

    What is `wished` is named there as what they want: "its demand: a truce".
    """

    start: int
    end: int
    speakers: tuple[ActorMention, ...]
    denied: bool = False
    wished: bool = False
