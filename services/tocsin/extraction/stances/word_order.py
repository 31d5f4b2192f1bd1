"""Phrases in the order in which expressions are listed.

"Vienna's side" is read as "the side of Vienna", "gave Vienna its support" as "gave its support to Vienna", "turned the
plan down" as "turned down the plan".
"""

from collections.abc import Mapping, Sequence

from tocsin.extraction.reading import ActorMention, TargetMention, Token
from tocsin.extraction.stances.lexicon import Kind, Lexicon, words_of

Span = tuple[int, int, ActorMention | TargetMention]

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_GIFT_WITHIN = 5
_OBJECT_WITHIN = 9
_AFTER_OBJECTS = ("prepositions", "conjunctions", "scope_enders")


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


def with_particles(tokens: Sequence[Token], spans: Mapping[int, Span], lexicon: Lexicon) -> list[Token]:
    """Return the tokens of a sentence with the particles of verbs before their objects."""
    ordered, particles = list(tokens), words_of("parted")
    for k, token in enumerate(tokens):
        if token.lower in particles and _ends_object(tokens, k):
            verb = _verb_of(tokens, k, spans, lexicon)
            if verb is not None:
                ordered.insert(verb + 1, ordered.pop(k))
    return ordered


def _ends_object(tokens: Sequence[Token], k: int) -> bool:
    """Return whether the particle at token `k` may be all that follows an object; "its back" is none."""
    after = tokens[k + 1].lower if k + 1 < len(tokens) else ""
    ends = not after.isalnum() or any(after in words_of(group) for group in _AFTER_OBJECTS)
    return ends and k > 0 and tokens[k - 1].lower not in words_of("possessives")


def _verb_of(tokens: Sequence[Token], k: int, spans: Mapping[int, Span], lexicon: Lexicon) -> int | None:
    """Return which verb the particle at token `k` belongs to, if an object stands between them."""
    for verb in range(k - 2, max(-1, k - _OBJECT_WITHIN), -1):
        after = tokens[verb + 1]
        kinds = _kinds((tokens[verb].lower, tokens[k].lower), lexicon)
        if kinds:
            opens = after.start in spans or after.lower in words_of("determiners")
            return verb if opens or (after.lower in words_of("anaphors") and "attitude" in kinds) else None
        if after.lower in words_of("relatives") or not after.lower[0].isalnum():
            return None
    return None


def _kinds(words: tuple[str, str], lexicon: Lexicon) -> set[Kind]:
    """Return what a verb and its particle do to their object, where they are listed."""
    end, readings = lexicon.longest(words, 0, len(words)) if lexicon.starts(words[0]) else (0, [])
    return {predicate.kind for predicate, _ in readings} if end == len(words) else set()


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
