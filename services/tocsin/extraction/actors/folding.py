"""Text with its case, accents and punctuation taken away, so that one spelling finds all; no offset moves."""

import re
import unicodedata
from functools import cache

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


def fold(text: str) -> str:
    """Return `text` in lower case, accents dropped and a space for all but letters and digits; as long as `text`."""
    return _NOT_ASCII.sub(_plain, text).translate(_ASCII)


def _plain(match: re.Match[str]) -> str:
    return _plain_character(match[0])


@cache
def _plain_character(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character)[0].lower()[:1]
    plain = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "s", "æ": "a", "œ": "o", "ə": "e"}.get(plain, plain)
    return plain if plain.isalnum() else " "
