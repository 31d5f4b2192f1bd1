"""A message as Slack's Block Kit, with the same in text for notifications and for Mattermost.

Limits and escapes from Slack's documentation: "Block Kit", "Formatting message text", "chat.postMessage".
"""

from collections.abc import Iterator
from typing import Any

from tocsin.notify.cutting import cut, pieces, utf16
from tocsin.notify.inert import inert
from tocsin.notify.links import Link, evidence_links
from tocsin.notify.message import Message

_HEADER = 150
_SECTION = 3000
_SECTIONS = 3
"""Of 50 that Slack takes: somewhat above 12,000 characters in all blocks it answers msg_blocks_too_long."""

_TEXT = 3000
"""Of 4,000 that Slack recommends; the links come behind."""

_ACKNOWLEDGE = "Acknowledge"


def body_of(message: Message) -> dict[str, Any]:
    """Return what Slack is to post.

    What an article can have written stands in plain_text, in which Slack looks for no markup. `text` is shown where
    blocks are not; Mattermost reads it as Markdown, so all in it is inert. Nothing is unfurled: a preview would fetch
    the page of a link and show what the article's publisher likes.
    """
    return {
        "text": _text(message),
        "blocks": list(_blocks(message)),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _blocks(message: Message) -> Iterator[dict[str, Any]]:
    yield {"type": "header", "text": _plain(message.title, _HEADER)}
    yield {"type": "context", "elements": [_plain(message.heading, _SECTION)]}
    if message.text:
        for piece in pieces(message.text, _SECTION, _SECTIONS, _size):
            yield {"type": "section", "text": _plain(piece, _SECTION)}
    links = evidence_links(message)
    if links:
        yield {"type": "context", "elements": [_marked(" · ".join(map(_link, links)))]}
    if message.ack_url is not None:
        yield {"type": "actions", "elements": [_button(message.ack_url)]}


def _text(message: Message) -> str:
    told = _escaped(cut(inert(f"{message.severity.upper()}: {message.title}\n{message.text}"), _TEXT, _size))
    asked = [Link(message.ack_url, _ACKNOWLEDGE)] if message.ack_url is not None else []
    return "\n".join([told, *map(_link, asked + evidence_links(message))])


def _plain(text: str, limit: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": _escaped(cut(text, limit, _size)), "emoji": False}


def _marked(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _button(url: str) -> dict[str, Any]:
    text = {"type": "plain_text", "text": _ACKNOWLEDGE, "emoji": False}
    return {"type": "button", "text": text, "url": url, "action_id": "acknowledge", "style": "primary"}


def _link(link: Link) -> str:
    return f"<{_escaped(link.url)}|{_escaped(link.label)}>"


def _size(text: str) -> int:
    return utf16(_escaped(text))


def _escaped(text: str) -> str:
    """Return `text` with Slack's three control characters escaped, of which the escapes count too."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
