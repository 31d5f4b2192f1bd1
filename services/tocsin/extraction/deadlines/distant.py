"""Times that are years ahead, of which the words alone make no deadline: nobody has to act yet."""

from datetime import datetime, timedelta

from tocsin.domain.due import Due
from tocsin.extraction.deadlines.drafts import Draft

_SOON = timedelta(days=366)
_ENDURING = ("lasts", "undertake")
"""Cues that tell of a term or an aim: "the new contracts run until 2030", "agreed to double their trade by 2030"."""


def is_years_ahead(draft: Draft, due: Due | None, published: datetime) -> bool:
    """Tell whether it only says how long a pact is good for, or what two hope to have done one day."""
    if due is None or due.latest < published + _SOON:
        return False
    return any(mark.kind in _ENDURING for mark in draft.row.marks[draft.governor : draft.time])
