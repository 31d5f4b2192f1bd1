"""Deadlines put to "some 400 owners" or "those who do not": they are of the crowd that has just been spoken of."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.domain.watch import Watch
from tocsin.extraction.deadlines.context import GUESSED
from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.strangers import binds_stranger, opens_with_some
from tocsin.extraction.reading import ReadSentence

_MANY = ("crowd", "armed-group", "union")
_REACH = 2
"""How many sentences back a crowd is still spoken of."""


def with_crowds(
    drafts: Sequence[Draft], sentences: Sequence[ReadSentence], watch: Watch, lexicon: Lexicon
) -> list[Draft]:
    """Return the drafts, those that bind some or most of many with the one crowd of the sentences before."""
    many = frozenset(actor.id for actor in watch.actors if actor.kind in _MANY)
    return [_with_crowd(draft, sentences, many) if _binds_some(draft, lexicon) else draft for draft in drafts]


def _binds_some(draft: Draft, lexicon: Lexicon) -> bool:
    return opens_with_some(draft, lexicon) and binds_stranger(draft, lexicon)


def _with_crowd(draft: Draft, sentences: Sequence[ReadSentence], many: frozenset[str]) -> Draft:
    here = draft.row.read.sentence.index
    spoken = {one.actor for read in sentences[max(1, here - _REACH) : here] for one in read.actors if one.role}
    crowds = (spoken & many) - {draft.setter}
    if len(crowds) != 1:
        return draft
    return replace(draft, addressee=crowds.pop(), confidence=round(draft.confidence * GUESSED, 2))
