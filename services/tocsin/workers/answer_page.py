"""The page on which an alert is acknowledged, as HTML: nothing but text, one form, and a style of its own."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined

from tocsin.domain.saying import LONGEST_NAME, LONGEST_REASON
from tocsin.notify.signed_links import Asked

SILENCES: Mapping[str, timedelta] = MappingProxyType({f"{hours}h": timedelta(hours=hours) for hours in (1, 8, 24)})
"""For how long what an alert tells of can be silenced here, by the value of the button."""

_ENVIRONMENT = Environment(loader=PackageLoader("tocsin.workers", "pages"), autoescape=True, undefined=StrictUndefined)
_STYLE = b64encode(sha256(_ENVIRONMENT.get_template("answer.css").render().encode()).digest()).decode()

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
    }
)
"""What a browser is told about every page: run nothing, fetch nothing, keep nothing, and tell nobody the address."""


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody has filled in, and what is wrong with it."""

    name: str = ""
    reason: str = ""
    fault: str = ""


def question(asked: Asked, form: Form) -> str:
    """Return the page that asks to acknowledge an alert."""
    return _page("Acknowledge this alert?", asked, (), form)


def statement(heading: str, lines: Sequence[str], asked: Asked | None = None) -> str:
    """Return a page that says something, of an alert where it is known which."""
    return _page(heading, asked, lines, None)


def _page(heading: str, asked: Asked | None, lines: Sequence[str], form: Form | None) -> str:
    return _ENVIRONMENT.get_template("answer.html").render(
        heading=heading,
        asked=asked,
        lines=lines,
        form=form,
        lengths={length: length.replace("h", "\N{NO-BREAK SPACE}h") for length in SILENCES},
        longest_name=LONGEST_NAME,
        longest_reason=LONGEST_REASON,
    )
