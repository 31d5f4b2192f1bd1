"""The links that a message may hold: to the articles that its evidence stands in, and to nothing else."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from tocsin.notify.cutting import cut
from tocsin.notify.inert import inert, one_line
from tocsin.notify.message import Message
from tocsin.notify.settings import web_address

_MOST = 5
_LONGEST = 800
"""A longer address fits into no field of a message beside others; the text still holds it."""

_LABEL = 60
_KEPT = "/?#:@!$&'*+,;=%-._~"
"""What RFC 3986 permits in an address, without the brackets that end a link in one markup or another."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads, fit for every markup, and its inert label: the source, and the host where that is not it."""

    url: str
    label: str


def evidence_links(message: Message) -> list[Link]:
    """Return links to the articles of the alert that `message` tells of; none where it tells of several."""
    if message.kind == "digest":
        return []
    found = {url: Link(url, _label(each.source, url)) for each in message.alert.evidence if (url := safe(each.url))}
    return list(found.values())[:_MOST]


def safe(url: str) -> str | None:
    """Return `url` with all that a markup could trip over percent-encoded, or None where it should be no link.

    Only http and https are, without a name or password, which would make an address look like another's. A host with
    letters beyond ASCII is told as DNS knows it (IDNA), so that no letter of another script passes for one of ours.
    """
    try:
        parts = urlsplit(web_address(url))
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if set(host) - set("abcdefghijklmnopqrstuvwxyz0123456789.-"):
        return None
    tail = quote(parts._replace(scheme="", netloc="").geturl(), safe=_KEPT)
    encoded = f"{parts.scheme}://{host}{port}{tail}"
    return encoded if len(encoded) <= _LONGEST else None


def _label(source: str, url: str) -> str:
    """Return the source's name with the host behind it, for the name may be an article's own word."""
    return f"{cut(inert(one_line(source)), _LABEL)} ({urlsplit(url).hostname})"
