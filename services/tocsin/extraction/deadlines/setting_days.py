"""Days on which a sentence beside it says that a length of time was set: "It got the list on Friday. Within a week"."""

from collections.abc import Sequence

from tocsin.extraction.deadlines.drafts import Draft, actor_at
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.marks import row_of
from tocsin.extraction.deadlines.patterns import Pattern
from tocsin.extraction.deadlines.row import Row
from tocsin.extraction.deadlines.told_days import times_of
from tocsin.extraction.reading import ReadSentence
from tocsin.extraction.times import TimePhrase


def set_on(draft: Draft, sentences: Sequence[ReadSentence], lexicon: Lexicon) -> Sequence[TimePhrase]:
    """Return the day on which the sentence before tells of the demands, else that on which the next tells who set it.

    What the one who is bound says in the next sentence is no setting, but an answer.
    """
    time = None if draft.time is None else draft.row.marks[draft.time].time
    if time is None or time.duration is None or draft.action != "set":
        return ()
    here = draft.row.read.sentence.index
    before = _row_beside(sentences, here - 1, lexicon)
    told = _times(before, lexicon.demanded_on) if before else ()
    after = None if told else _row_beside(sentences, here + 1, lexicon)
    if after is None:
        return told
    speaker = actor_at(after, lexicon.speakers, after.shape, None)
    return _times(after, lexicon.said_on) if speaker not in (None, draft.addressee) else ()


def _row_beside(sentences: Sequence[ReadSentence], number: int, lexicon: Lexicon) -> Row | None:
    """Return the marks of a sentence of the body, None where there is none that tells a time."""
    times = times_of(sentences, number) if 0 < number < len(sentences) else ()
    return row_of(sentences[number], times, lexicon) if times else None


def _times(row: Row, patterns: Sequence[Pattern]) -> tuple[TimePhrase, ...]:
    found = (row.marks[place].time for pattern in patterns for place in pattern.matches(row.shape))
    return tuple(time for time in found if time is not None)
