"""What a cue word is in its place: active or passive, verb or noun, possession or perfect tense."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.deadlines.row import Mark
from tocsin.extraction.reading import Token

_REACH = 3
"""How many words may stand between an auxiliary and its verb."""

_DEADLINES = ("hard", "noun", "term")


def settled(marks: Sequence[Mark], tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Mark, ...]:
    """Return the marks with their kinds settled by the words around them, and with `have` put before its times."""
    result: list[Mark] = []
    for number, mark in enumerate(marks):
        following = marks[number + 1] if number + 1 < len(marks) else None
        previous = marks[number - 1] if number else None
        if mark.kind in ("until", "span"):
            result.extend(_possession(mark, tokens, lexicon))
        kind = _kind(mark, previous, following, tokens, lexicon)
        if kind is not None:
            whole = _of_deadline(mark, following)
            result.append(whole if kind == whole.kind else replace(whole, kind=kind))
    return tuple(result)


def _of_deadline(mark: Mark, following: Mark | None) -> Mark:
    """Return a time before the name of a deadline as its end, whatever governs both: "before Friday's deadline"."""
    if mark.time is None or following is None or following.kind not in _DEADLINES:
        return mark
    return replace(mark, time=replace(mark.time, side="end"))


def _kind(
    mark: Mark, previous: Mark | None, following: Mark | None, tokens: Sequence[Token], lexicon: Lexicon
) -> str | None:
    if mark.kind in lexicon.passive and _is_passive(mark, tokens, lexicon):
        return lexicon.passive[mark.kind]
    if mark.kind in lexicon.nouns and tokens[mark.last].lower in lexicon.nouns[mark.kind]:
        return mark.kind if _is_verb(mark, previous, tokens, lexicon) else "decree"
    if mark.kind in ("owner", "possessor") and _is_before_actor(mark, following):
        return "genitive"
    if mark.kind == "say" and word_at(tokens, mark.first - 1) in lexicon.lists["unsaid"]:
        return None
    if mark.kind == "to":
        return "to" if _is_infinitive(mark, following, tokens, lexicon) else None
    return mark.kind


def _is_before_actor(mark: Mark, following: Mark | None) -> bool:
    return following is not None and following.actor is not None and following.first - mark.last <= _REACH


def _is_verb(mark: Mark, previous: Mark | None, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether a word that may be a noun is a verb: right after its subject, or in the infinitive."""
    before = word_at(tokens, mark.first - 1)
    subject = previous is not None and previous.kind == "actor" and previous.last == mark.first - 1
    return subject or before in lexicon.lists["before_verbs"]


def _is_passive(mark: Mark, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    verb = tokens[mark.first].lower
    if verb not in lexicon.lists["participles"] and not verb.endswith("ed"):
        return False
    auxiliaries = _auxiliaries(mark.first, tokens, lexicon)
    if auxiliaries & lexicon.lists["be"]:
        return True
    bare = (
        verb in lexicon.lists["participles_only"]
        or word_at(tokens, mark.last + 1) in lexicon.lists["after_bare_passives"]
    )
    return bare and mark.kind in lexicon.lists["bare_passives"] and not auxiliaries & lexicon.lists["have"]


def _auxiliaries(verb: int, tokens: Sequence[Token], lexicon: Lexicon) -> frozenset[str]:
    place, found = verb - 1, set()
    while place >= 0 and verb - place <= _REACH + 1:
        word = tokens[place].lower
        if word in lexicon.lists["be"] or word in lexicon.lists["have"]:
            found.add(word)
        elif word not in lexicon.lists["adverbs"]:
            break
        place -= 1
    return frozenset(found)


def _possession(time: Mark, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Mark]:
    """Yield `have` if the time is what somebody has ("has until Friday to"), and not part of a perfect tense."""
    place = time.first - 1
    while place >= 0 and tokens[place].lower in lexicon.lists["adverbs"]:
        place -= 1
    after = word_at(tokens, time.last + 1)
    has = word_at(tokens, place) in lexicon.lists["have"] or word_at(tokens, place - 1) in lexicon.lists["existential"]
    if has and (after in lexicon.lists["after_possession"] or not after):
        yield Mark("have", place, place)


def _is_infinitive(mark: Mark, following: Mark | None, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    after = word_at(tokens, mark.last + 1)
    taken = following is not None and following.first == mark.last + 1 and (following.actor or following.time)
    return after.isalpha() and after not in lexicon.lists["determiners"] and not taken
