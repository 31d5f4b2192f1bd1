"""Phrases in the order in which expressions are listed.

"Vienna's side" is read as "the side of Vienna", "gave Vienna its support" as "gave its support to Vienna", "called the
talks off" as "called off the talks".
"""

from collections.abc import Mapping, Sequence

from tocsin.extraction.reading import ActorMention, TargetMention, Token
from tocsin.extraction.stances.lexicon import Lexicon, words_of

Span = tuple[int, int, ActorMention | TargetMention]

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_GIFT_WITHIN = 5
_OBJECT_WITHIN = 4
_PARTICLES = 4


def in_plain_order(tokens: Sequence[Token], spans: Mapping[int, Span], lexicon: Lexicon) -> list[Token]:
    """Return the tokens of a sentence with owners after what is theirs and recipients after what they are given.

    What belongs to a verb and stands after its object is put before it.
    """
    ordered: list[Token] = []
    index, giving = 0, words_of("giving")
    while index < len(tokens):
        token, moved = tokens[index], None
        if token.start in spans:
            moved = _owned(tokens, index, spans[token.start])
        elif lexicon.starts(token.lower):
            moved = _parted(tokens, index, spans, lexicon) or _authored(tokens, index, spans, lexicon)
        if moved is None and token.lower in giving:
            moved = _given(tokens, index, spans)
        index, phrase = moved or (index + 1, [token])
        ordered += phrase
    return ordered


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
    recipient = spans.get(tokens[whom].start) if whom < len(tokens) else None
    if recipient is None:
        return None
    end = _past(tokens, whom, recipient)
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


def _authored(
    tokens: Sequence[Token], index: int, spans: Mapping[int, Span], lexicon: Lexicon
) -> tuple[int, list[Token]] | None:
    """Read "the rejection by Vienna of the dam" as "Vienna's rejection of the dam"."""
    if [token.lower for token in tokens[index + 1 : index + 2]] != ["by"]:
        return None
    author = next(
        (k for k in range(index + 2, min(len(tokens), index + _OBJECT_WITHIN)) if tokens[k].start in spans), None
    )
    end = len(tokens) if author is None else _past(tokens, author, spans[tokens[author].start])
    noun = [token.lower for token in (tokens[index], *tokens[end : end + 1])]
    if author is None or len(noun) == 1 or lexicon.longest(noun, 0, len(noun))[0] != len(noun):
        return None
    return end, [*tokens[author:end], _small("'s", tokens[end - 1].end), tokens[index]]


def _parted(
    tokens: Sequence[Token], index: int, spans: Mapping[int, Span], lexicon: Lexicon
) -> tuple[int, list[Token]] | None:
    first = index + 1
    last = min(len(tokens) - 1, index + _OBJECT_WITHIN)
    whom = next((k for k in range(first, last) if _is_object(tokens[k], spans)), None)
    if whom is None or any(tokens[k].lower not in words_of("determiners") for k in range(first, whom)):
        return None
    span = spans.get(tokens[whom].start)
    after = whom + 1 if span is None else _past(tokens, whom, span)
    if after == len(tokens) or tokens[after].lower not in words_of("parting_particles"):
        return None
    words = [tokens[index].lower, *(token.lower for token in tokens[after : after + _PARTICLES])]
    length, _ = lexicon.longest(words, 0, len(words))
    end = after + length - 1
    if end <= after or not _ends_phrase(tokens, end):
        return None
    return end, [tokens[index], *tokens[after:end], *tokens[first:after]]


def _is_object(token: Token, spans: Mapping[int, Span]) -> bool:
    span = spans.get(token.start)
    return token.lower in {"it", "them"} if span is None else not isinstance(span[2], ActorMention)


def _ends_phrase(tokens: Sequence[Token], end: int) -> bool:
    """Return whether what ends before token `end` needs no more: "called it off", but not "turned it on Vienna"."""
    last, after = tokens[end - 1].lower, tokens[end].lower if end < len(tokens) else "."
    if last not in words_of("prepositions") and last not in words_of("particles"):
        return True
    return not after[0].isalnum() or any(after in words_of(g) for g in ("prepositions", "conjunctions", "scope_enders"))


def _is_owned(tokens: Sequence[Token], noun: int) -> bool:
    """Return whether the noun says what befalls its owner; in "Vienna's defence of the dam" it does it itself."""
    after = tokens[noun + 1].lower if noun + 1 < len(tokens) else ""
    befalls = tokens[noun].lower in words_of("owned") and after not in {"of", "for"}
    return befalls and tokens[noun - 1].lower in _POSSESSIVES


def _is_gift(token: Token) -> bool:
    return token.lower in words_of("gifts")


def _past(tokens: Sequence[Token], index: int, span: Span) -> int:
    """Return the first token after a mention that begins with token `index`."""
    while index < len(tokens) and tokens[index].start < span[1]:
        index += 1
    return index


def _small(word: str, position: int) -> Token:
    return Token(word, word, position, position)
