"""An article to the deadlines that it tells of."""

from collections.abc import Iterator, Sequence

from tocsin.domain.article import Article
from tocsin.domain.due import Due
from tocsin.domain.watch import Watch
from tocsin.extraction.deadlines.answers import with_questions
from tocsin.extraction.deadlines.authority import supposed_setter
from tocsin.extraction.deadlines.context import completed, leading_actors, with_others
from tocsin.extraction.deadlines.contracts import with_bargainers
from tocsin.extraction.deadlines.demands import with_agents, with_parties, with_those_told
from tocsin.extraction.deadlines.distant import is_years_ahead
from tocsin.extraction.deadlines.drafts import Draft, drafts, is_by_law
from tocsin.extraction.deadlines.dues import is_history, timing
from tocsin.extraction.deadlines.entourages import without_entourages
from tocsin.extraction.deadlines.exclusions import is_dismissed, is_no_duty
from tocsin.extraction.deadlines.groups import for_each
from tocsin.extraction.deadlines.history import told_of_the_past
from tocsin.extraction.deadlines.lexicon import Lexicon, lexicon
from tocsin.extraction.deadlines.marks import row_of
from tocsin.extraction.deadlines.merging import merged
from tocsin.extraction.deadlines.objects import with_objects
from tocsin.extraction.deadlines.opponents import with_opponents
from tocsin.extraction.deadlines.partitives import with_crowds
from tocsin.extraction.deadlines.phrases import beginning_at, is_any_in
from tocsin.extraction.deadlines.reading import DeadlineReading, DeadlineSilence, DeadlineTrace
from tocsin.extraction.deadlines.row import Row
from tocsin.extraction.deadlines.rulers import under_rulers
from tocsin.extraction.deadlines.rulings import with_courts
from tocsin.extraction.deadlines.sequels import with_sequels
from tocsin.extraction.deadlines.setting_days import set_on
from tocsin.extraction.deadlines.speech import with_speakers, with_speech
from tocsin.extraction.deadlines.strangers import (
    binds_stranger,
    is_by_stranger,
    is_of_law_told,
    without_bystanders,
)
from tocsin.extraction.deadlines.told_days import times_of
from tocsin.extraction.deadlines.turns import turned
from tocsin.extraction.deadlines.wording import Stretch, consequence, deed, demand, evidence, threat
from tocsin.extraction.reading import ReadSentence
from tocsin.extraction.times import TimePhrase

_REACH = 3
"""How many sentences lie at most between what happened and the law that applies to it."""


def read_deadlines(sentences: Sequence[ReadSentence], article: Article, watch: Watch) -> tuple[DeadlineReading, ...]:
    """Return the deadlines that an article tells of, each once, in the order of their first mention.

    `sentences` are those of the article's body with their actors as the watch knows them. Local times are those of
    the place of the act where the text names one, else of the watch. Never raises on any text.
    """
    sentences = with_questions(_as_parties(sentences, watch), lexicon())
    told = _told(sentences, watch, lexicon())
    if not told:
        return ()
    readings = (_reading_of(draft, sentences, article, watch) for draft in told)
    kept = [each for each in readings if isinstance(each, DeadlineReading)]
    return tuple(merged(kept, article.published_at, leading_actors(sentences, told)))


def trace_deadlines(sentences: Sequence[ReadSentence], article: Article, watch: Watch) -> Iterator[DeadlineTrace]:
    """Yield what was made of each mention of a deadline, in text order; what `read_deadlines` returns is made of them.

    A mention that became nothing says why; one that became something may have been joined to another of the article.
    """
    kept = read_deadlines(sentences, article, watch)
    words, sentences = lexicon(), with_questions(_as_parties(sentences, watch), lexicon())
    for draft in _told(sentences, watch, words):
        shown, silence = evidence(draft), _silence(_reading_of(draft, sentences, article, watch), kept)
        yield DeadlineTrace(draft.row.read.sentence.index, shown.start, shown.end, draft.rule, silence)
    for number, read in enumerate(sentences):
        row = _row_of_sentence(sentences, number, words)
        if row is not None and is_dismissed(row, words):
            at = read.sentence
            yield DeadlineTrace(at.index, at.start, at.end, "", "dismissed")


def _as_parties(sentences: Sequence[ReadSentence], watch: Watch) -> Sequence[ReadSentence]:
    """Return the sentences with the actors as parties to deadlines: who rules a state for it, nobody for his staff."""
    return with_speech(without_entourages(under_rulers(sentences, watch), watch), lexicon())


def _silence(reading: DeadlineReading | DeadlineSilence, kept: Sequence[DeadlineReading]) -> DeadlineSilence | None:
    """Return why a mention came to nothing; where it is one that the article keeps, it did not."""
    if isinstance(reading, str):
        return reading
    return None if any(_may_be(reading.due, each.due) for each in kept) else "nobody"


def _may_be(due: Due | None, kept: Due | None) -> bool:
    """Whether an instant that is told may be the one that is kept: a headline tells the day, the text the hour."""
    if due is None or kept is None:
        return due is None
    return due.earliest <= kept.earliest and kept.latest <= due.latest


def _told(sentences: Sequence[ReadSentence], watch: Watch, words: Lexicon) -> list[Draft]:
    """Return every mention of a deadline, completed by what the other sentences tell."""
    single = [draft for number in range(len(sentences)) for draft in _of_sentence(sentences, number, words)]
    if not single:
        return []
    told = for_each(with_speakers(without_bystanders(single, words), sentences, words), sentences, words)
    told = with_crowds(with_courts(told, watch, words), sentences, watch, words)
    told = with_those_told(told, sentences, words)
    told = completed(with_objects(told, sentences, words))
    told = with_parties(with_agents(told, sentences, words), sentences, words)
    told = with_bargainers(with_opponents(told, sentences, words), sentences, watch, words)
    return with_sequels(with_others(told, sentences), sentences, words)


def _of_sentence(sentences: Sequence[ReadSentence], number: int, words: Lexicon) -> Sequence[Draft]:
    row = _row_of_sentence(sentences, number, words)
    return () if row is None or is_dismissed(row, words) else turned(drafts(row, words), row, words)


def _row_of_sentence(sentences: Sequence[ReadSentence], number: int, words: Lexicon) -> Row | None:
    """Return the marks of a sentence that may speak of a deadline, else None."""
    read = sentences[number]
    is_headline = read.sentence.index == 0
    if not read.sentence.is_prose or not words.may_speak(read.sentence.text, is_headline=is_headline):
        return None
    times = times_of(sentences, number)
    if not times and not is_any_in(words.untimed, read.sentence.tokens):
        return None
    return row_of(read, times, words)


def _reading_of(
    draft: Draft, sentences: Sequence[ReadSentence], article: Article, watch: Watch
) -> DeadlineReading | DeadlineSilence:
    """Return what a mention says, or why it tells of no deadline of the present."""
    if is_no_duty(draft, lexicon()):
        return "no duty"
    if told_of_the_past(draft, article, watch, lexicon()):
        return "past"
    time = timing(draft, article, watch, _told_before(draft, sentences), set_on(draft, sentences, lexicon()))
    if is_history(time, article.published_at):
        return "past"
    if is_years_ahead(draft, time.due, article.published_at):
        return "no duty"
    shown = evidence(draft)
    required = deed(draft) if time.action == "met" and time.due is None else demand(draft)
    by_stranger = is_by_stranger(draft, lexicon()) and not is_of_law_told(draft, sentences, lexicon())
    return DeadlineReading(
        setter=draft.setter,
        addressee=draft.addressee,
        action=time.action,
        demand=_text(required, article),
        consequence=_text(consequence(draft) or _threat_after(draft, sentences), article),
        due=time.due,
        anchor=time.anchor,
        duration=time.duration,
        moved_by=time.moved_by,
        previous_due=time.previous_due,
        start=shown.start,
        end=shown.end,
        binds_stranger=binds_stranger(draft, lexicon()),
        rule=draft.rule,
        confidence=draft.confidence,
        supposed_setter=None if by_stranger else supposed_setter(draft, sentences),
        by_stranger=by_stranger,
    )


def _told_before(draft: Draft, sentences: Sequence[ReadSentence]) -> Sequence[TimePhrase]:
    """Return the times of the sentence before, or what a law applies to: those of the last few that tell any."""
    last = draft.row.read.sentence.index - 1
    first = max(1, last - _REACH) if is_by_law(draft) else last
    found = (times_of(sentences, number) for number in range(last, first - 1, -1) if number > 0)
    return next((times for times in found if times), ())


def _threat_after(draft: Draft, sentences: Sequence[ReadSentence]) -> Stretch | None:
    """Return what the next sentence says is to follow: "Failing that, it will close the border"."""
    following, words = draft.row.read.sentence.index + 1, lexicon()
    if following >= len(sentences):
        return None
    tokens = sentences[following].sentence.tokens
    opening = beginning_at(tokens, 0, words.cues) if tokens else None
    return threat(row_of(sentences[following], (), words)) if opening and opening[1] == "else" else None


def _text(stretch: Stretch | None, article: Article) -> str | None:
    return None if stretch is None else article.body[stretch.start : stretch.end]
