"""Phrases in the order in which expressions are listed.

"Vienna's side" is read as "the side of Vienna", "gave Vienna its support" as "gave its support to Vienna", "called the
talks off" as "called off the talks".
"""

from collections.abc import Mapping, Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention, Group, TargetMention, Token
from tocsin.extraction.stances.lexicon import Lexicon

Mention = ActorMention | TargetMention | Group
Span = tuple[int, int, Mention]

_GIFT_WITHIN = 5
_AUTHOR_WITHIN = 4
_OBJECT_WITHIN = 9
_PARTICLES = 4
_COLOURED = 3
_LONGEST = 9
_STANDING_FOR_OBJECTS = ("anaphors", "anaphoric_nouns", "deeds", "demands")
_AFTER_OBJECTS = ("prepositions", "conjunctions", "scope_enders")


def in_plain_order(tokens: Sequence[Token], spans: Mapping[int, Span], lexicon: Lexicon) -> list[Token]:
    """Return the tokens of a sentence with owners after what is theirs and recipients after what they are given."""
    ordered: list[Token] = []
    index, giving = 0, words_of("giving")
    following = [*(token.lower for token in tokens[1:]), ""]
    while index < len(tokens):
        token, moved = tokens[index], None
        if token.start in spans:
            moved = _owned(tokens, index, spans[token.start])
        elif following[index] == "by" and lexicon.starts(token.lower):
            moved = _authored(tokens, index, spans, lexicon)
        if moved is None and token.lower in giving:
            moved = _given(tokens, index, spans)
        if moved is None:
            ordered.append(token)
            index += 1
        else:
            index, phrase = moved
            ordered += phrase
    return ordered


def with_particles(tokens: Sequence[Token], spans: Mapping[int, Span], lexicon: Lexicon) -> list[Token]:
    """Return the tokens of a sentence with what belongs to a verb and stands after its object before that."""
    ordered, particles = list(tokens), words_of("parted")
    for k, token in enumerate(tokens):
        if token.lower in particles and k > 1 and tokens[k - 1].lower not in words_of("possessives"):
            verb, end = _verb_of(tokens, k, spans, lexicon)
            ordered[verb:end] = ordered[k:end] + ordered[verb:k]
    return ordered


def is_in_expression(words: Sequence[str], k: int, lexicon: Lexicon) -> bool:
    """Return whether a word that may only colour another is part of an expression: "went too far", "too late"."""
    starts = (start for start in range(max(0, k - _COLOURED), k + 1) if lexicon.starts(words[start]))
    ends = ((start, lexicon.longest(words, start, min(len(words), k + _LONGEST))[0]) for start in starts)
    return any(end > max(k, start + 1) for start, end in ends)


def _verb_of(tokens: Sequence[Token], k: int, spans: Mapping[int, Span], lexicon: Lexicon) -> tuple[int, int]:
    """Return the end of the verb whose object ends before token `k`, and the end of what belongs to it; else `k`."""
    follows = [token.lower for token in tokens[k : k + _PARTICLES]]
    for verb in range(k - 2, max(-1, k - _OBJECT_WITHIN), -1):
        word = tokens[verb].lower
        length, of_actor = _belonging(word, follows, lexicon) if lexicon.joins(word, follows[0]) else (0, False)
        if length:
            parted = _is_object(tokens[verb + 1 : k], spans, of_actor=of_actor) and _ends_phrase(tokens, k + length)
            return (verb + 1, k + length) if parted else (k, k)
        after = tokens[verb + 1].lower
        if after in words_of("relatives") or not after[0].isalnum():
            break
    return k, k


def _belonging(verb: str, follows: Sequence[str], lexicon: Lexicon) -> tuple[int, bool]:
    """Return how many of the words after its object belong to a verb, and whether it is done to actors only."""
    end, readings = lexicon.longest([verb, *follows], 0, len(follows) + 1)
    return max(0, end - 1), any(predicate.about == "actor" for predicate, _ in readings)


def _is_object(tokens: Sequence[Token], spans: Mapping[int, Span], *, of_actor: bool) -> bool:
    """Return whether a phrase is no more than what is named, or was before: "the toll", "the plan", "Vienna"."""
    last = len(tokens) - 1
    first = 0
    while first < last and _is_determiner(tokens[first], spans):
        first += 1
    span = spans.get(tokens[first].start)
    if span is not None:
        fits = of_actor or not isinstance(span[2], ActorMention)
        return fits and _past(tokens, first, span) == len(tokens)
    word = tokens[first].lower
    return first == last and word in words_of(*_STANDING_FOR_OBJECTS)


def _is_determiner(token: Token, spans: Mapping[int, Span]) -> bool:
    """Return whether a word opens a phrase and is no mention of its own; the "its" of "its toll" may be one too."""
    owning = token.lower in words_of("possessives")
    return token.lower in words_of("determiners") and (owning or token.start not in spans)


def _ends_phrase(tokens: Sequence[Token], end: int) -> bool:
    """Return whether what ends before token `end` needs no more: "called it off", but not "turned it on Vienna"."""
    last, after = tokens[end - 1].lower, tokens[end].lower if end < len(tokens) else "."
    if last not in words_of("parted"):
        return True
    return not after[0].isalnum() or after in words_of(*_AFTER_OBJECTS)


def _owned(tokens: Sequence[Token], index: int, owner: Span) -> tuple[int, list[Token]] | None:
    if not isinstance(owner[2], ActorMention):
        return None
    end = _past(tokens, index, owner)
    for noun in (end - 1, end + 1):
        if index < noun < len(tokens) and _is_owned(tokens, noun):
            of = (_small("the", tokens[noun].start), tokens[noun], _small("of", tokens[noun].end))
            return noun + 1, [*of, *tokens[index : noun - 1]]
    return None


def _given(tokens: Sequence[Token], index: int, spans: Mapping[int, Span]) -> tuple[int, list[Token]] | None:
    first = index + 1
    whom = first + (first < len(tokens) and tokens[first].lower == "the" and tokens[first].start not in spans)
    end = _past_recipient(tokens, whom, spans)
    if end is None:
        return None
    gift = next((k for k in range(end + 1, min(len(tokens), end + _GIFT_WITHIN)) if _is_gift(tokens[k])), None)
    if gift is None or tokens[end].lower not in words_of("determiners"):
        return None
    return gift + 1, [
        tokens[index],
        tokens[end],
        *(tokens[end + 1 : gift] if tokens[end].lower not in words_of("possessives") else ()),
        tokens[gift],
        _small("to", tokens[gift].end),
        *tokens[first:end],
    ]


def _past_recipient(tokens: Sequence[Token], index: int, spans: Mapping[int, Span]) -> int | None:
    """Return the first token after what may be given something: a mention, or "it" and "the plan" without one."""
    if index + 1 >= len(tokens):
        return None
    recipient = spans.get(tokens[index].start)
    if recipient is not None:
        return _past(tokens, index, recipient)
    stands_for = tokens[index].lower in words_of("anaphors", "anaphoric_nouns")
    return index + 1 if stands_for else None


def _authored(
    tokens: Sequence[Token], index: int, spans: Mapping[int, Span], lexicon: Lexicon
) -> tuple[int, list[Token]] | None:
    """Read "the rejection by Vienna of the dam" as "Vienna's rejection of the dam"."""
    author = next(
        (k for k in range(index + 2, min(len(tokens), index + _AUTHOR_WITHIN)) if tokens[k].start in spans), None
    )
    end = len(tokens) if author is None else _past(tokens, author, spans[tokens[author].start])
    noun = [token.lower for token in (tokens[index], *tokens[end : end + 1])]
    if author is None or len(noun) == 1 or lexicon.longest(noun, 0, len(noun))[0] != len(noun):
        return None
    return end, [*tokens[author:end], _small("'s", tokens[end - 1].end), tokens[index]]


def _is_owned(tokens: Sequence[Token], noun: int) -> bool:
    """Return whether the noun says what befalls its owner; in "Vienna's defence of the dam" it does it itself."""
    after = tokens[noun + 1].lower if noun + 1 < len(tokens) else ""
    befalls = tokens[noun].lower in words_of("owned") and after not in {"of", "for", "to", "that"}
    return befalls and tokens[noun - 1].lower in words_of("possessive_marks")


def _is_gift(token: Token) -> bool:
    return token.lower in words_of("gifts")


def _past(tokens: Sequence[Token], index: int, span: Span) -> int:
    """Return the first token after a mention that begins with token `index`."""
    while index < len(tokens) and tokens[index].start < span[1]:
        index += 1
    return index


def _small(word: str, position: int) -> Token:
    return Token(word, word, position, position)
