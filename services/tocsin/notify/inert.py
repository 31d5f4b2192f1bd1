"""Text from articles made harmless: nothing in it is hidden, and nothing in it means more than it says."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn"})
"""General categories of what shows nothing itself, or turns, hides or joins what stands beside it."""

_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U0001d159\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing, most of them Default_Ignorable_Code_Point in the Unicode Character Database."""

_LINE_ENDS = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_MARKS = 3
"""So many marks on one letter are writing; more only cover the lines above and below."""

_LOOK_ALIKES = str.maketrans("@[]<>`*_~|#\\", "＠［］＜＞｀＊＿～｜＃＼")  # fmt: skip
_MEANING_BY_PLACE = (
    (re.compile(r"&(?=#?\w+;)"), "＆"),  # an entity
    (re.compile(r"\{\{"), "｛｛"),  # a template, or a date of Teams
    (re.compile(r"://"), ":／／"),  # an address
    (re.compile(r"(?<=\bwww)\.", re.IGNORECASE), "․"),
    (re.compile(r"(?<!\d):(?=[\w+-]+:)"), "："),  # the short name of an emoji
    (re.compile(r"^-", re.MULTILINE), "‐"),  # an item of a list, small print, a rule or a heading
    (re.compile(r"^\+", re.MULTILINE), "＋"),
    (re.compile(r"^=", re.MULTILINE), "＝"),
    (re.compile(r"^(\d+)[.)]", re.MULTILINE), r"\1․"),
)


def visible(text: str) -> str:
    """Return `text` without what cannot be seen or turns the direction of reading, as lines of words.

    Zero-width characters, bidirectional overrides (Unicode Standard Annex 9) and blank letters go, controls and runs of
    space become one space, empty lines go, and no letter bears more than three marks.
    """
    composed = unicodedata.normalize("NFC", _BLANK.sub("", _LINE_ENDS.sub("\n", text)))
    seen = "".join(_unstacked(_seen(composed)))
    lines = (" ".join(line.split()) for line in seen.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return `text` as `visible` does, with a space for each line end."""
    return visible(text).replace("\n", " ")


def inert(text: str) -> str:
    """Return visible `text` with a look-alike for each character that Markdown or a chat gives a meaning to.

    Look-alikes, because what escapes such a character differs between services and between clients of one: of a
    backslash too many a reader sees the backslash, of one too few a group is woken. Web addresses are links no more.
    """
    for pattern, look_alike in _MEANING_BY_PLACE:
        text = pattern.sub(look_alike, text)
    return text.translate(_LOOK_ALIKES)


def _seen(text: str) -> Iterator[str]:
    for char in text:
        category = unicodedata.category(char)
        if category not in _UNSEEN:
            yield " " if category == "Cc" and char != "\n" else char


def _unstacked(chars: Iterable[str]) -> Iterator[str]:
    marks = 0
    for char in chars:
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        if marks <= _MARKS:
            yield char
