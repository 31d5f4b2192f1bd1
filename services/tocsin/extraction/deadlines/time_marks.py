"""The times of a sentence as marks: what the words before and after make of each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import beginning_at, ending_at, without_article, word_at
from tocsin.extraction.deadlines.row import Mark
from tocsin.extraction.reading import Token
from tocsin.extraction.times import TimePhrase
from tocsin.extraction.times.derived import Counted
from tocsin.extraction.times.moments import Counting, Interval, Meaning, Moment
from tocsin.extraction.times.periods import Months

_WHOLE = ("from", "toward", "instead")
"""Times that stand for deadlines, which run out at their end: "moved from Friday to Sunday"."""

_SHORT = ("minute", "hour", "day")
_NEAR = 3
"""How many words before "in two days" may say that it counts back."""


def time_marks(phrase: TimePhrase, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Mark]:
    """Yield the marks of a time: one, or two where it is said of two times at once; none for a mere number of order."""
    inside = [number for number, token in enumerate(tokens) if token.start < phrase.end and phrase.start < token.end]
    if not inside or phrase.text.lower() in lexicon.lists["no_times"]:
        return
    first, last = inside[0], inside[-1]
    if _says_which(phrase, tokens, first, last, lexicon):
        return
    preposition = _preposition(tokens, first, lexicon) or _countdown(phrase, tokens, first, lexicon)
    begin = first - (preposition[0] if preposition else 0)
    parting = _parting(
        phrase, tokens[first : last + 1], lexicon, of_deadline=_names_deadline(tokens, last + 1, lexicon)
    )
    if parting is not None:
        yield from _parted(parting, replace(phrase, side="end"), (begin, first, last), tokens, lexicon)
        return
    kind = _time_kind(phrase, preposition and preposition[1], word_at(tokens, last + 1), lexicon)
    kind, begin = _beside_deadline(kind, begin, first, last, tokens, lexicon)
    if kind == "span" and word_at(tokens, last + 1) in lexicon.lists["longer_words"]:
        last += 1
        kind = "offset" if word_at(tokens, last + 1) in lexicon.lists["than"] else kind
    yield Mark(kind, begin, last, time=replace(phrase, side="end") if kind in _WHOLE else phrase)


def _beside_deadline(
    kind: str, begin: int, first: int, last: int, tokens: Sequence[Token], lexicon: Lexicon
) -> tuple[str, int]:
    """Return the kind of a time, and where its mark begins, with regard to the words right before and after it."""
    if kind == "overdue" and word_at(tokens, first - 1) in lexicon.lists["more_words"]:
        return "span", begin  # "another two days after the first ran out"
    if kind == "after" and word_at(tokens, last + 1) in lexicon.lists["genitives"]:
        kind = "at"  # "after Friday's match"
    if kind == "after" and _names_deadline(tokens, last + 1, lexicon):
        return "at", first  # "ran beyond the Sunday deadline"
    if kind == "at" and _is_latest(tokens, last + 1, lexicon):
        return "by", begin
    return kind, begin


def _says_which(phrase: TimePhrase, tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether a month only says which thing is meant, that is no deadline: "before the August break"."""
    meaning = phrase.meaning.day if isinstance(phrase.meaning, Moment) else None
    named = isinstance(meaning, Months) and first == last and word_at(tokens, first - 1) in lexicon.lists["whole_of"]
    return named and not _names_deadline(tokens, last + 1, lexicon)


class _Parting(NamedTuple):
    """Where words that the grammar takes for one time are two to us, and what kind each is."""

    place: int
    former: str
    latter: str
    meanings: tuple[Meaning, Meaning]


def _parted(
    parting: _Parting, phrase: TimePhrase, places: tuple[int, int, int], tokens: Sequence[Token], lexicon: Lexicon
) -> Iterator[Mark]:
    begin, first, last = places
    former, latter = parting.meanings
    middle = first + parting.place
    yield Mark(parting.former, begin, middle - 1, time=replace(phrase, meaning=former))
    start = next((place for place in range(middle, last) if tokens[place].lower not in lexicon.lists["links"]), last)
    yield Mark(parting.latter, start, last, time=replace(phrase, meaning=latter))


def _parting(phrase: TimePhrase, tokens: Sequence[Token], lexicon: Lexicon, *, of_deadline: bool) -> _Parting | None:
    """Part "from Monday to Friday", and the time that something was early from "two days ahead of Tuesday".

    `of_deadline` says that the words stand before the name of a deadline, whose time is the latter: "two days after
    Tuesday's deadline".
    """
    meaning, count = phrase.meaning, counted_from(phrase)
    words = [token.lower for token in tokens]
    if isinstance(meaning, Interval):
        place = _first_of(words, lexicon.lists["range_words"])
        return _Parting(place, "from", "toward", (meaning.first, meaning.last)) if place else None
    if count is not None and count.origin is not None and (of_deadline or _is_ahead(count)):
        place = _first_of(words, lexicon.lists["offsets"])
        origin = count.origin if isinstance(count.origin, Moment) else Moment(count.origin)
        return (
            _Parting(place, "offset" if count.sign < 0 else "overdue", "at", (Moment(Counted(count.span)), origin))
            if place
            else None
        )
    return None


def _is_ahead(count: Counted | Counting) -> bool:
    return isinstance(count, Counted) and count.sign < 0


def _names_deadline(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    """Tell whether the words at a place, a genitive left out, name a deadline."""
    place += word_at(tokens, place) in lexicon.lists["genitives"]
    found = beginning_at(tokens, place, lexicon.cues) if place < len(tokens) else None
    return found is not None and found[1] in ("hard", "noun", "term")


def _first_of(words: Sequence[str], wanted: frozenset[str]) -> int:
    """Return the place of the first wanted word after the first word, 0 if there is none."""
    return next((place for place, word in enumerate(words) if place and word in wanted), 0)


def counted_from(phrase: TimePhrase) -> Counted | Counting | None:
    """Return how far the words count from a moment that they name: "20 days of 4 June"."""
    meaning = phrase.meaning.day if isinstance(phrase.meaning, Moment) else phrase.meaning
    return meaning if isinstance(meaning, (Counted, Counting)) and meaning.origin is not None else None


def _preposition(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """Return how many words before the time govern it, and how, none of them if the time itself begins with them."""
    own = beginning_at(tokens, first, lexicon.time_prepositions)
    if own is not None:
        return 0, own[1]
    around = beginning_at(tokens, first - 1, lexicon.time_prepositions) if first else None
    if around is not None and around[0] > 1:
        return 1, around[1]
    end = without_article(tokens, first, lexicon)
    found = ending_at(tokens, end, lexicon.time_prepositions)
    if found is None or _is_verb(tokens, end - found[0], lexicon):
        return None
    return first - end + found[0], found[1]


def _is_verb(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    """Tell whether a word that may stand for "by" is a verb: "was to come this month", not "come Friday"."""
    may_be = word_at(tokens, place) in lexicon.lists["verbal_prepositions"]
    return may_be and word_at(tokens, place - 1) in lexicon.lists["before_verbs"] - {","}


def _countdown(phrase: TimePhrase, tokens: Sequence[Token], first: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """Return "in 48 hours" as a limit; "for the second time in two days" counts what has been."""
    if phrase.preposition != "in" or phrase.duration is None or phrase.duration.unit not in _SHORT:
        return None
    before = {token.lower for token in tokens[max(0, first - 1 - _NEAR) : first - 1]}
    return None if before & lexicon.lists["counting"] else (1, "countdown")


def _is_latest(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    """Tell whether the words at a place make a limit of the time before them: "on Friday at the latest"."""
    return place < len(tokens) and beginning_at(tokens, place, lexicon.phrases["at_the_latest"]) is not None


def _time_kind(phrase: TimePhrase, preposition: str | None, after: str, lexicon: Lexicon) -> str:
    if phrase.duration is None and not isinstance(phrase.meaning, Counting) and counted_from(phrase) is None:
        if phrase.text.lower().endswith(lexicon.endings["later"]):
            return "offset"
        return preposition if preposition not in (None, "within") else "at"
    if preposition in ("within", "countdown"):
        return preposition
    if "-" in phrase.text.split()[-1]:
        return "compound"
    if preposition == "by":
        return "delta"
    return _apart(preposition, after, lexicon) or "span"


def _apart(preposition: str | None, after: str, lexicon: Lexicon) -> str | None:
    """Return whether a length is told by which one thing was after another, or else before or after it."""
    if after in lexicon.lists["overdue"] and preposition is None:
        return "overdue"
    return "offset" if after in lexicon.lists["offsets"] or preposition in ("after", "before") else None
