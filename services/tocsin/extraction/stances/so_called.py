"""What somebody is against or for under a name: "condemned what it called a coup" is "condemned a coup"."""

from collections.abc import Mapping, Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import TargetMention, Token
from tocsin.extraction.stances.word_order import Span

_NAMED_WITHIN = 6
_NAME_WITHIN = 5


def without_naming(tokens: Sequence[Token], spans: Mapping[int, Span]) -> list[Token]:
    """Return the tokens of a sentence without the "what it called" before what is so called."""
    kept: list[Token] = []
    resumes = 0
    for k, token in enumerate(tokens):
        if token.lower == "what" and k >= resumes:
            resumes = _past_naming(tokens, k, spans)
        if k >= resumes:
            kept.append(token)
    return kept


def _past_naming(tokens: Sequence[Token], what: int, spans: Mapping[int, Span]) -> int:
    """Return the first token of the name after "what it called", or `what` where no proposition is so called."""
    for k in range(what + 2, min(len(tokens) - 1, what + _NAMED_WITHIN)):
        word, after = tokens[k].lower, tokens[k + 1].lower
        names = word in words_of("naming")
        if names or (word in words_of("saying_so") and after in words_of("be")):
            first = k + 1 + (not names or after == "as")
            return first if _is_named(tokens, first, spans) else what
    return what


def _is_named(tokens: Sequence[Token], first: int, spans: Mapping[int, Span]) -> bool:
    """Return whether the name of a proposition follows token `first`, which opens it: "an illegal blockade"."""
    if first >= len(tokens) or tokens[first].lower not in words_of("determiners"):
        return False
    name = (spans.get(token.start) for token in tokens[first : first + _NAME_WITHIN])
    return any(span is not None and isinstance(span[2], TargetMention) for span in name)
