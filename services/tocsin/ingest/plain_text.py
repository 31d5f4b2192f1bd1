"""Markup, or text of any origin -> clean plain text.

Text counts as markup where it holds a tag of HTML or a character reference; a mere "<" or "&" is text.
All patterns are linear in the length of the text.
"""

import re
import unicodedata
from html import unescape

from lxml import etree

_ROUNDS = 3

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, soft hyphens, zero width spaces, direction marks, halves of surrogate pairs.

The zero width joiner and non-joiner stay: they are spelling in Persian and in the scripts of India."""

_PARAGRAPHS = (
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "title", "tr", "ul",
)  # fmt: skip
_DROPPED = (
    "applet", "audio", "button", "canvas", "embed", "head", "iframe", "math", "noscript", "object", "script", "select",
    "style", "svg", "template", "textarea", "video",
)  # fmt: skip
_INLINE = (
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "em", "font", "html", "i",
    "img", "input", "ins", "kbd", "label", "link", "mark", "meta", "picture", "q", "s", "samp", "small", "source",
    "span", "strike", "strong", "sub", "sup", "tbody", "td", "th", "thead", "time", "tt", "u", "var", "wbr",
)  # fmt: skip
_BREAKS = dict.fromkeys(_PARAGRAPHS, "\n\n") | {"td": " ", "th": " "}
_NAMES = "|".join((*_PARAGRAPHS, *_DROPPED, *_INLINE))
_TAG = re.compile(rf"</?(?:{_NAMES})\s*/?>|<(?:{_NAMES})\s+[\w:.-]+\s*=|<!--|<!doctype\s", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)


def plain_text(text: str) -> str:
    """Return `text` without markup: NFC, paragraphs parted by an empty line, nothing invisible.

    Plain text gives itself. Markup that was escaped is read too, up to three times over.
    Raises ValueError where it was escaped more often.
    """
    for _ in range(_ROUNDS):
        text = _tidy(text)
        decoded = _without_markup(text)
        if decoded == text:
            return text
        text = decoded
    raise ValueError("its markup is escaped several times over")


def one_line(text: str) -> str:
    """Return `text` without markup on a single line; raises ValueError as `plain_text` does."""
    return " ".join(plain_text(text).split())


def _tidy(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\u2029", "\n\n")
    text = "\n".join([" ".join(line.split()) for line in text.splitlines()])
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return unicodedata.normalize("NFC", text.strip())


def _without_markup(text: str) -> str:
    if "<" in text and _TAG.search(text):
        return _from_html(text)
    if "&" in text:
        return _REFERENCE.sub(lambda reference: unescape(reference[0]), text)
    return text


def _from_html(html: str) -> str:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.HTML(" ".join(html.split()).encode(), parser)
    if root is None:
        return ""
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    pieces = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        pieces.append(_BREAKS.get(element.tag, ""))
        pieces.append((element.text if event == "start" else element.tail) or "")
    return "".join(pieces)
