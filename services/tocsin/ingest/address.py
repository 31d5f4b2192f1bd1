"""The canonical address of an article: what identifies the page, and nothing else."""

import re
from functools import cache
from importlib.resources import files

from w3lib.url import canonicalize_url

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HIGHEST_PORT = 65_535
_LONGEST = 4_000
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?:[^/?#@]*@)?(?P<host>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?P<port>\d{1,5}))?"
    r"(?P<path>/[^?#]*)(?:\?(?P<query>.*))?"
)


def canonical(url: str) -> str:
    """Return the one form of an http(s) address that all its spellings share.

    Host in lower case, no default port, user, fragment or tracking parameter (`data/tracking_parameters.txt`), the
    query sorted and percent-encoding made uniform (RFC 3986, section 6.2.2). Raises ValueError for anything else.
    """
    if len(url) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST} characters")
    parts = _ADDRESS.fullmatch(canonicalize_url(url.strip()))
    if parts is None or int(parts["port"] or 0) > _HIGHEST_PORT:
        raise ValueError(f"{url!r} is not an http or https address")
    port, query = _port(parts), _query(parts["query"] or "")
    return f"{parts['scheme']}://{parts['host']}{port}{parts['path']}{query}"


def host(canonical_url: str) -> str:
    """Return the host of an address without a leading `www.`: who published it, where nothing else says so."""
    parts = _ADDRESS.fullmatch(canonical_url)
    return parts["host"].removeprefix("www.") if parts else ""


def _port(parts: re.Match[str]) -> str:
    port = int(parts["port"] or 0)
    return f":{port}" if port and port != _DEFAULT_PORTS[parts["scheme"]] else ""


def _query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _tracks(pair.partition("=")[0].lower())]
    return f"?{'&'.join(kept)}" if kept else ""


def _tracks(parameter: str) -> bool:
    names, prefixes = _tracking_parameters()
    return parameter in names or parameter.startswith(prefixes)


@cache
def _tracking_parameters() -> tuple[frozenset[str], tuple[str, ...]]:
    text = files("tocsin.ingest").joinpath("data/tracking_parameters.txt").read_text(encoding="utf-8")
    entries = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    names = frozenset(entry for entry in entries if not entry.endswith("*"))
    return names, tuple(entry.removesuffix("*") for entry in entries if entry.endswith("*"))
