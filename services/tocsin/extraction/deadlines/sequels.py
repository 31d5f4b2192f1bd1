"""What the next sentence says became of a deadline: "It had until the end of Thursday. It did not."."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import beginning_at
from tocsin.extraction.reading import ReadSentence

_RUN_OUT = ("undone", "it-ran-out")
_NEAR = 2
"""How many words before the cue its auxiliary may stand: "has been given"."""


def with_sequels(drafts: Sequence[Draft], sentences: Sequence[ReadSentence], lexicon: Lexicon) -> list[Draft]:
    """Return the drafts, those passed that the next sentence says have run out: their day is the last, not the next."""
    return [replace(draft, action="pass") if _has_run_out(draft, sentences, lexicon) else draft for draft in drafts]


def _has_run_out(draft: Draft, sentences: Sequence[ReadSentence], lexicon: Lexicon) -> bool:
    following = draft.row.read.sentence.index + 1
    time = None if draft.time is None else draft.row.marks[draft.time].time
    if draft.action != "set" or time is None or time.duration is not None or following >= len(sentences):
        return False
    tokens = sentences[following].sentence.tokens
    opening = beginning_at(tokens, 0, lexicon.untimed) if tokens else None
    return opening is not None and opening[1] in _RUN_OUT and not _has_just_been_set(draft, lexicon)


def _has_just_been_set(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the perfect says that it is news: "has given it until Friday", but "had given", "gave"."""
    cue = draft.row.marks[draft.governor].first
    before = {token.lower for token in draft.row.tokens[max(0, cue - _NEAR) : cue]}
    return not before.isdisjoint(lexicon.lists["have"] - lexicon.lists["past_perfect"])
