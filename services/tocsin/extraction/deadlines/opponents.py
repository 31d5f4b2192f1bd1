"""Deadlines put to "the garrison" or "the other side": they bind the one opponent of the one who set them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tocsin.extraction.deadlines.context import GUESSED
from tocsin.extraction.deadlines.drafts import Draft, acting_with
from tocsin.extraction.deadlines.lexicon import Lexicon, hostilities
from tocsin.extraction.deadlines.marks import row_of
from tocsin.extraction.deadlines.phrases import beginning_at
from tocsin.extraction.reading import ReadSentence

_STRIFE = ("order", "ordered")
_BETWEEN = (*_STRIFE, "stop")


def with_opponents(drafts: Sequence[Draft], sentences: Sequence[ReadSentence], lexicon: Lexicon) -> list[Draft]:
    """Return the drafts, those that bind "the garrison" with the only opponent of the setter that the article tells."""
    if not any(_binds_opponent(draft, lexicon) for draft in drafts):
        return list(drafts)
    pairs = {pair for read in sentences for pair in _opposed(read)}
    return [_with_opponent(draft, pairs) if _binds_opponent(draft, lexicon) else draft for draft in drafts]


def _binds_opponent(draft: Draft, lexicon: Lexicon) -> bool:
    if draft.setter is None or draft.addressee is not None or (draft.time is None and draft.delta is None):
        return False
    tokens, opponents = draft.row.tokens, lexicon.phrases["opponents"]
    return any(
        token.lower in opponents and beginning_at(tokens, place, opponents) for place, token in enumerate(tokens)
    )


def _with_opponent(draft: Draft, pairs: set[frozenset[str | None]]) -> Draft:
    opponents = {actor for pair in pairs if draft.setter in pair for actor in pair} - {draft.setter}
    if len(opponents) != 1:
        return draft
    return replace(draft, addressee=opponents.pop(), confidence=round(draft.confidence * GUESSED, 2))


def _opposed(read: ReadSentence) -> Iterator[frozenset[str | None]]:
    """Yield each two actors on either side of each word of strife."""
    words = hostilities()
    if not any(token.lower in words.cues for token in read.sentence.tokens):
        return
    row = row_of(read, (), words)
    marks = [mark for mark in row.marks if mark.actor or mark.kind in _BETWEEN]
    for former, (strife, latter) in zip(marks, pairwise(marks[1:]), strict=False):
        if strife.kind in _STRIFE and former.actor and latter.actor:
            yield from (frozenset((former.actor.actor, one)) for one in acting_with(row.marks, latter.actor.actor))
