"""Words that are read as others: "won't" as "will not", "along with" as "and", "used to" as "formerly"."""

from collections.abc import Sequence
from functools import cache

from tocsin.extraction.function_words import words_in, words_of
from tocsin.extraction.reading import Token

_ADDING = ([",", "along", "with"], [",", "together", "with"], [",", "followed", "by"])
_JOINING_ON = frozenset({"as", "with", "by", "from", "of", "but", "than", "that"})
"""Words that may end one of several words which are read as one."""
_OPENING_ASIDE = frozenset({",", "who", "which"})


def expanded(tokens: Sequence[Token]) -> list[Token]:
    """Part "won't" into "will" and "not"; read ", along with" as "and", "instead of" as "rather than" and so on."""
    found: list[Token] = []
    for token in tokens:
        word = token.lower
        if (word in _JOINING_ON and _joined(found, token)) or (word in _closing() and _restated(found, token)):
            continue
        if word.isalpha() or (whole := words_in("contractions").get(word.replace("’", "'"))) is None:
            found.append(token)
        else:
            found += (Token(part, part, token.start, token.end) for part in whole.split())
    return found


def _joined(found: list[Token], token: Token) -> bool:
    """Put one word for the last of those `found` and `token`, where together they say no more; return whether so."""
    words = [*(before.lower for before in found[-2:]), token.lower]
    if words == ["as", "well", "as"]:
        found[-2:] = [_spanning("and", found[-2], token)]
    elif words in _ADDING:
        found[-1] = _spanning("and", found[-1], token)
    elif words[-2:] == ["far", "from"]:
        found[-1] = _spanning("far-from", found[-1], token)
    elif words[-2:] == ["instead", "of"]:
        found[-1:] = [_spanning("rather", found[-1], found[-1]), _spanning("than", token, token)]
    elif words[-2:] in (["provided", "that"], ["providing", "that"]):
        found[-1] = _spanning("provided-that", found[-1], token)
    elif words == ["on", "condition", "that"]:
        found[-2:] = [_spanning("provided-that", found[-2], token)]
    elif " ".join(words[-2:]) in words_of("denials") and _may_deny(found, token.lower):
        found[-1] = _spanning("not", found[-1], token)
    else:
        return False
    return True


def _restated(found: list[Token], token: Token) -> bool:
    """Put "formerly" for "used to" and "long" for "who for years"; return whether the last word and `token` say so."""
    before = found[-1] if found else token
    word = words_in("restated").get(f"{before.lower} {token.lower}")
    since = found[-2].lower if len(found) > 1 else ","
    if word is None or since in words_of("be") or (word == "long" and since not in _OPENING_ASIDE):
        return False
    apposed = word == "long" and len(found) > 1 and since == ","
    found[-1] = _spanning("formerly" if apposed else word, before, token)
    return True


@cache
def _closing() -> frozenset[str]:
    return frozenset(expression.split()[-1] for expression in words_in("restated"))


def _spanning(word: str, first: Token, last: Token) -> Token:
    return Token(word, word, first.start, last.end)


def _may_deny(found: Sequence[Token], word: str) -> bool:
    """Return whether the last words deny what follows: "anything but", and "less than" as in "is less than happy"."""
    return word == "but" or (len(found) > 1 and found[-2].lower in words_of("be"))
