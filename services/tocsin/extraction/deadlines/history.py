"""Deadlines of long ago, told as history: "in 1962", "a century ago", "the ultimatum of 1911"."""

from collections.abc import Iterator
from datetime import timedelta

from tocsin.domain.article import Article
from tocsin.domain.due import later, zone_of
from tocsin.domain.watch import Watch
from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import beginning_at, word_at
from tocsin.extraction.deadlines.row import Mark, Row
from tocsin.extraction.times import TimeContext, resolve

_LONG_PAST = timedelta(days=360)
_YEARS = range(1000, 10_000)
_REACH = 4
"""How many words before a year its preposition may stand: "in the spring of 1962"."""

_NAMES = ("hard", "noun")


def told_of_the_past(draft: Draft, article: Article, watch: Watch, lexicon: Lexicon) -> bool:
    """Tell whether the clause that speaks of the deadline is about a time long past."""
    begin, end = _clause(draft)
    context = TimeContext(article.published_at, watch.timezone, "watch", watch.places)
    recent = _recent_words(draft, context)
    return any(
        _begins_old_words(draft.row, place, lexicon)
        or (place not in recent and _is_old_year(draft, place, article.published_at.year, lexicon))
        for place in range(begin, end)
    ) or any(
        _is_long_ago(mark, context, lexicon) or _ran_from(mark, draft, context)
        for mark in _other_times(draft, begin, end)
    )


def _clause(draft: Draft) -> tuple[int, int]:
    """Return the first token of the clause around the cue, and the one after its last."""
    row, cue = draft.row, draft.row.marks[draft.governor]
    stops = [mark.first for mark in row.marks if mark.kind == "stop"]
    begin = max((place + 1 for place in stops if place < cue.first), default=0)
    return begin, min((place for place in stops if place > cue.first), default=len(row.tokens))


def _other_times(draft: Draft, begin: int, end: int) -> Iterator[Mark]:
    for place, mark in enumerate(draft.row.marks):
        if mark.time and place != draft.time and begin <= mark.first < end:
            yield mark


def _recent_words(draft: Draft, context: TimeContext) -> set[int]:
    """Return the tokens of the times that are not long past, in which "1500" is an hour and no year."""
    marks = enumerate(draft.row.marks)
    recent = (mark for place, mark in marks if mark.time and (place == draft.time or not _is_past(mark, context)))
    return {token for mark in recent for token in range(mark.first, mark.last + 1)}


def _is_long_ago(mark: Mark, context: TimeContext, lexicon: Lexicon) -> bool:
    """Tell whether it says how long ago it was: "nine years ago"."""
    return mark.time is not None and mark.time.text.endswith(lexicon.endings["history"]) and _is_past(mark, context)


def _ran_from(mark: Mark, draft: Draft, context: TimeContext) -> bool:
    """Tell whether a length of time is over that counts from what opens the sentence: "In October it was given"."""
    length = None if draft.time is None else draft.row.marks[draft.time].time
    opens = mark.kind == "at" and all(
        before.kind == "lead" for before in draft.row.marks[: draft.row.marks.index(mark)]
    )
    start = resolve(mark.time, context, "past") if opens and mark.time else None
    if start is None or length is None or length.duration is None or start.grain != "month":
        return False
    return later(start.latest, length.duration, zone_of(context.zone)) < context.at


def _is_past(mark: Mark, context: TimeContext) -> bool:
    due = resolve(mark.time, context, "past") if mark.time else None
    return due is not None and due.latest < context.at - _LONG_PAST


def _begins_old_words(row: Row, place: int, lexicon: Lexicon) -> bool:
    return beginning_at(row.tokens, place, lexicon.phrases["long_ago"]) is not None


def _is_old_year(draft: Draft, place: int, this_year: int, lexicon: Lexicon) -> bool:
    """Tell whether a year of old says when it was; "the law of 1985", "seized in 1962" say it of something else."""
    year = draft.row.tokens[place].text.removesuffix("s")
    if not year.isdecimal() or int(year) not in _YEARS or int(year) >= this_year - 1:
        return False
    return _is_of_deadline(draft.row, place, lexicon) or _says_when(draft, place, lexicon)


def _is_of_deadline(row: Row, year: int, lexicon: Lexicon) -> bool:
    """Tell whether a deadline is named by the year: "the 1962 ultimatum", "the ultimatum of March 1962"."""
    names = [mark for mark in row.marks if mark.kind in _NAMES]
    following = any(mark.first == year + 1 for mark in names)
    return following or any(
        mark.last < year <= mark.last + _REACH and word_at(row.tokens, mark.last + 1) in lexicon.lists["of"]
        for mark in names
    )


def _says_when(draft: Draft, year: int, lexicon: Lexicon) -> bool:
    for place in range(year - 1, max(-1, year - 1 - _REACH), -1):
        if word_at(draft.row.tokens, place) in lexicon.lists["history_prepositions"]:
            return not _is_aside(draft, place, lexicon)
    return False


def _is_aside(draft: Draft, preposition: int, lexicon: Lexicon) -> bool:
    """Tell whether a participle or a relative clause has the time for itself: "signed in", "which fell in"."""
    row = draft.row
    if word_at(row.tokens, preposition - 1).endswith(lexicon.endings["participle"]):
        return row.marks[draft.governor].last != preposition - 1
    comma = max((place for place in range(preposition) if row.tokens[place].text == ","), default=-1)
    return comma >= 0 and word_at(row.tokens, comma + 1) in lexicon.lists["relatives"]
