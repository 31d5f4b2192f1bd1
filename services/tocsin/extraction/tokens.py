"""The words, numbers and punctuation marks of a text."""

import re
from typing import NamedTuple

# Each alternative begins with what it must begin with, so that those that cannot match are passed over at once.
_TOKEN = re.compile(
    r"""
    ['’](?<=[^\W_]['’])[sS](?![^\W_])                           # the possessive
  | [^\W\d_]\.(?:[^\W\d_]\.)+                                   # U.N., p.m.
  | \d+(?:[.,:]\d+)+                                            # 1,000  2.5  10:30
  | [^\W_]+(?:(?:-|['’](?![sS](?![^\W_])))[^\W_]+)*             # words, with inner hyphens and apostrophes
  | \S
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word, number or punctuation mark; offsets are code points in the article's body."""

    text: str
    lower: str
    start: int
    end: int


def tokenize(text: str, offset: int) -> tuple[Token, ...]:
    """Return the tokens of `text`, which begins at `offset` of the body; a possessive 's is a token of its own."""
    found = [
        (word := match[0], word.lower(), offset + match.start(), offset + match.end())
        for match in _TOKEN.finditer(text)
    ]
    return tuple(map(Token._make, found))
