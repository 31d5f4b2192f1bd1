"""A sentence to its row of marks: its actors, its times and the cue words of deadlines, all else left out."""

from collections.abc import Iterator, Mapping, Sequence

from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.pairs import pairs
from tocsin.extraction.deadlines.phrases import beginning_at, ending_at, without_article, word_at
from tocsin.extraction.deadlines.row import Mark, Row
from tocsin.extraction.deadlines.settling import settled
from tocsin.extraction.deadlines.time_marks import time_marks
from tocsin.extraction.reading import ActorMention, ReadSentence, Token
from tocsin.extraction.times import TimePhrase

_DATELINE = 14
"""How many words and marks the longest dateline has."""


def row_of(read: ReadSentence, times: Sequence[TimePhrase], lexicon: Lexicon) -> Row:
    """Return the row of marks of a sentence; where marks overlap, times go before actors and actors before cues."""
    tokens = _after_dateline(read.sentence.tokens, lexicon)
    taken: dict[int, Mark] = {}
    places = {token.start: number for number, token in enumerate(tokens)}
    for phrase in times:
        for mark in time_marks(phrase, tokens, lexicon):
            _take(taken, mark)
    for mention in (*read.actors, *pairs(read, tokens, lexicon)):
        for mark in _actor_marks(mention, tokens, places, lexicon):
            _take(taken, mark)
    for mark in _cue_marks(tokens, taken, lexicon):
        _take(taken, mark)
    found = [mark for place, mark in sorted(taken.items()) if place == mark.first]
    marks = _opened(settled(found, tokens, lexicon), tokens)
    return Row(read, tokens, marks, "".join(lexicon.kinds.code(mark.kind) for mark in marks))


def _opened(marks: tuple[Mark, ...], tokens: Sequence[Token]) -> tuple[Mark, ...]:
    """Return the marks with one for the opening words of the sentence where they are none themselves."""
    return (Mark("lead", 0, 0), *marks) if tokens and not (marks and marks[0].first == 0) else marks


def _after_dateline(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """Return the tokens without the place, date and agency that open a report: "NAIROBI, May 2 (Agency) -"."""
    if not tokens or not tokens[0].text.isupper() or not tokens[0].text.isalpha():
        return tokens
    dash = next(
        (place for place, token in enumerate(tokens[:_DATELINE]) if token.text in lexicon.lists["dashes"]), None
    )
    return tokens if dash is None else tokens[dash + 1 :]


def _take(taken: dict[int, Mark], mark: Mark) -> None:
    places = range(mark.first, mark.last + 1)
    if taken.keys().isdisjoint(places):
        taken.update(dict.fromkeys(places, mark))


def _actor_marks(
    mention: ActorMention, tokens: Sequence[Token], places: Mapping[int, int], lexicon: Lexicon
) -> Iterator[Mark]:
    first = places.get(mention.start)
    if first is None or _begins_cue(tokens, first, lexicon):
        return
    last = first
    while last + 1 < len(tokens) and tokens[last + 1].end <= mention.end:
        last += 1
    kind = _actor_kind(mention, first, last, tokens, lexicon)
    if kind is not None:
        yield Mark(kind, first, last, actor=mention)


def _begins_cue(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> bool:
    """Tell whether a word that may stand for an actor is part of a cue: "it ran out"."""
    return tokens[first].lower in lexicon.cues and beginning_at(tokens, first, lexicon.cues) is not None


def _actor_kind(mention: ActorMention, first: int, last: int, tokens: Sequence[Token], lexicon: Lexicon) -> str | None:
    before = ending_at(tokens, without_article(tokens, first, lexicon), lexicon.actor_prepositions)
    if _is_possessive(tokens, last, lexicon):
        return "owner" if before is None and mention.role else "possessor"
    if not mention.role:
        return None
    if before is not None:
        return f"{before[1]}-actor"
    return "pronoun" if mention.kind == "pronoun" else "actor"


def _is_possessive(tokens: Sequence[Token], last: int, lexicon: Lexicon) -> bool:
    if tokens[last].lower in lexicon.lists["possessives"]:
        return word_at(tokens, last + 1) not in lexicon.lists["object_words"]
    return word_at(tokens, last + 1) in lexicon.lists["genitives"] or tokens[last].lower.endswith(
        lexicon.endings["genitive"]
    )


def _cue_marks(tokens: Sequence[Token], taken: Mapping[int, Mark], lexicon: Lexicon) -> Iterator[Mark]:
    cues, negative = lexicon.cues, lexicon.endings["negative"]
    place = 0
    while place < len(tokens):
        word = tokens[place].lower
        found = beginning_at(tokens, place, cues) if word in cues and place not in taken else None
        if found is None:
            if word.endswith(negative):
                yield Mark("not", place, place)
            place += 1
            continue
        length, kind = found
        if length == 1 or taken.keys().isdisjoint(range(place, place + length)):
            yield Mark(kind, place, place + length - 1)
        place += length
