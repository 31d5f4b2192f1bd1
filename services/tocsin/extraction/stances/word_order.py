"""Phrases in the order in which expressions are listed.

"Vienna's side" is read as "the side of Vienna", "gave Vienna its support" as "gave its support to Vienna".
"""

from collections.abc import Mapping, Sequence

from tocsin.extraction.reading import ActorMention, TargetMention, Token
from tocsin.extraction.stances.lexicon import words_of

Span = tuple[int, int, ActorMention | TargetMention]

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_GIFT_WITHIN = 5


def in_plain_order(tokens: Sequence[Token], spans: Mapping[int, Span]) -> list[Token]:
    """Return the tokens of a sentence with owners after what is theirs and recipients after what they are given."""
    ordered: list[Token] = []
    index, giving = 0, words_of("giving")
    while index < len(tokens):
        token, moved = tokens[index], None
        if token.start in spans:
            moved = _owned(tokens, index, spans[token.start])
        elif token.lower in giving:
            moved = _given(tokens, index, spans)
        if moved is None:
            ordered.append(token)
            index += 1
        else:
            index, phrase = moved
            ordered += phrase
    return ordered


def _owned(tokens: Sequence[Token], index: int, owner: Span) -> tuple[int, list[Token]] | None:
    if not isinstance(owner[2], ActorMention):
        return None
    end = _past(tokens, index, owner)
    for noun in (end - 1, end + 1):
        if index < noun < len(tokens) and tokens[noun].lower in words_of("owned") and _owns(tokens[noun - 1]):
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


def _owns(token: Token) -> bool:
    return token.lower in _POSSESSIVES


def _is_gift(token: Token) -> bool:
    return token.lower in words_of("gifts")


def _past(tokens: Sequence[Token], index: int, span: Span) -> int:
    """Return the first token after a mention that begins with token `index`."""
    while index < len(tokens) and tokens[index].start < span[1]:
        index += 1
    return index


def _small(word: str, position: int) -> Token:
    return Token(word, word, position, position)
