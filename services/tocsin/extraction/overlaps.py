"""Mentions of propositions that would take the same words: the surest keeps them, one that shares its head the rest."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tocsin.extraction.reading import Sentence, TargetMention

SHARED = "shared"
"""The `how` of a mention that leaves its head to another: "cod" of "cod and eel bans"."""

_SHARED_WEIGHT = 0.8
_JOINING = re.compile(r" (?:and|or|nor) ")
_FIRST = re.compile(r"([\w-]+) (?:and|or|nor) ")
_LAST = re.compile(r" (?:and|or|nor) (?:(?:the|a|an) )?([\w-]+)$")
_ELLIPTIC = re.compile(r"\s*(?:ones?\b|[.,;]|$)")


def without_overlaps(mentions: Sequence[TargetMention], sentence: Sentence) -> list[TargetMention]:
    """Return the surest mentions that take no word twice, in text order."""
    chosen: list[TargetMention] = []
    crossing = [mention for mention in mentions if any(_crosses(mention, other) for other in mentions)]
    surest = sorted(mentions, key=lambda m: (m in crossing, -m.confidence, m.start - m.end, m.start, m.proposition))
    for mention in surest:
        over = [other for other in chosen if _overlap(mention, other)]
        kept = _own_word(mention, over, sentence) if over else mention
        chosen += [] if kept is None else [kept]
    return sorted(chosen, key=lambda mention: mention.start)


def _overlap(one: TargetMention, other: TargetMention) -> bool:
    return one.end > other.start and one.start < other.end


def _crosses(mention: TargetMention, other: TargetMention) -> bool:
    """Return whether a mention reaches over an "and" into words of another proposition's."""
    over = other.proposition != mention.proposition and _overlap(mention, other)
    return over and _JOINING.search(mention.text) is not None


def _own_word(mention: TargetMention, over: Sequence[TargetMention], sentence: Sentence) -> TargetMention | None:
    """Return the one word that another mention has not taken: "cod" of "cod and eel bans", "eel" of "the eel one"."""
    if len(over) > 1 or over[0].proposition == mention.proposition:
        return None
    first, last = _FIRST.match(mention.text), _LAST.search(mention.text)
    confidence = mention.confidence * _SHARED_WEIGHT
    if first and over[0].start >= mention.start + first.end():
        return replace(mention, end=mention.start + first.end(1), text=first[1], how=SHARED, confidence=confidence)
    ends = _ELLIPTIC.match(sentence.text, mention.end - sentence.start)
    if last and ends and over[0].end <= mention.start + last.start():
        return replace(mention, start=mention.start + last.start(1), text=last[1], how=SHARED, confidence=confidence)
    return None
