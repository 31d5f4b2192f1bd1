"""The words, numbers and punctuation marks of a text."""

import re
from functools import partial
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


_token = partial(tuple.__new__, Token)
"""The same as `Token._make`, at half its cost: no other class is made as often."""


def tokenize(text: str, offset: int) -> tuple[Token, ...]:
    """Return the tokens of `text`, which begins at `offset` of the body; a possessive 's is a token of its own."""
    found = [
        (word := match[0], word.lower(), start := offset + match.start(), start + len(word))
        for match in _TOKEN.finditer(text)
    ]
    return tuple(map(_token, found))
