"""Text with its case, accents and punctuation taken away, so that one spelling finds all; no offset moves."""

import re
import unicodedata
from functools import cache

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PLUS = "+"
"""The one sign that makes another name: "G7+" is not "G7"."""

_ASCII = {code: chr(code).lower() if chr(code).isalnum() or chr(code) == _PLUS else " " for code in range(128)}


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, with a space for all but letters, digits and "+"; as long as it."""
    return _NOT_ASCII.sub(_plain, text).translate(_ASCII)


def _plain(match: re.Match[str]) -> str:
    return _plain_character(match[0])


@cache
def _plain_character(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character)[0].lower()[:1]
    plain = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "s", "æ": "a", "œ": "o", "ə": "e"}.get(plain, plain)
    return plain if plain.isalnum() else " "
