"""Days that are told by others: "two days before that", "by that day", "the same day"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.extraction.reading import ReadSentence
from tocsin.extraction.times import TimePhrase, find
from tocsin.extraction.times.derived import ToldDay
from tocsin.extraction.times.moments import Moment


def times_of(sentences: Sequence[ReadSentence], number: int) -> tuple[TimePhrase, ...]:
    """Return the times of a sentence, those that refer to a day with the last day that was told before in its place.

    It is looked for in the sentence and in the one before; a time that refers to none is left out.
    """
    times = _found(sentences, number)
    if not any(map(_refers, times)):
        return times
    return tuple(_in_place(times, [*_found(sentences, number - 1)] if number > 1 else []))


def _found(sentences: Sequence[ReadSentence], number: int) -> tuple[TimePhrase, ...]:
    sentence = sentences[number].sentence
    return find(sentence.text, sentence.start)


def _in_place(times: Sequence[TimePhrase], before: list[TimePhrase]) -> Iterator[TimePhrase]:
    for phrase in times:
        referring = _refers(phrase)
        told = next((moment for earlier in reversed(before) if (moment := _own_moment(earlier)) is not None), None)
        if referring is None:
            before.append(phrase)
            yield phrase
        elif told is not None and told.day is not None and isinstance(phrase.meaning, Moment):
            meant = told if referring.whole else replace(phrase.meaning, day=referring.of(told.day))
            yield replace(phrase, meaning=meant)


def _own_moment(phrase: TimePhrase) -> Moment | None:
    """Return the moment whose day a phrase names by itself; a length of time is none."""
    if phrase.duration is not None or not isinstance(phrase.meaning, Moment) or _refers(phrase):
        return None
    return phrase.meaning if phrase.meaning.day is not None else None


def _refers(phrase: TimePhrase) -> ToldDay | None:
    day = phrase.meaning.day if isinstance(phrase.meaning, Moment) else None
    return day if isinstance(day, ToldDay) else None
