"""Deadlines laid down by an injunction or a verdict: nobody but a court gives one, even where the text names none."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.domain.watch import Watch
from tocsin.extraction.deadlines.context import GUESSED
from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon


def with_courts(drafts: Sequence[Draft], watch: Watch, lexicon: Lexicon) -> list[Draft]:
    """Return the drafts, those that a ruling sets and nobody else with the one court of the watch as their setter."""
    courts = [actor.id for actor in watch.actors if actor.kind == "court"]
    if len(courts) != 1:
        return list(drafts)
    return [_with_court(draft, courts[0]) if _is_by_ruling(draft, lexicon) else draft for draft in drafts]


def _with_court(draft: Draft, court: str) -> Draft:
    return replace(draft, setter=court, confidence=round(draft.confidence * GUESSED, 2))


def _is_by_ruling(draft: Draft, lexicon: Lexicon) -> bool:
    if draft.setter is not None:
        return False
    row = draft.row
    found = (row.marks[place] for one in lexicon.rulings for place in one.matches(row.shaped(draft.governor)))
    return any(row.tokens[mark.last].lower in lexicon.lists["rulings"] for mark in found)
