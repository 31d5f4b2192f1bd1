"""Addresses of servers as people write them: `host:port`."""

from urllib.parse import urlsplit


def host_and_port(text: str, what: str, example: str) -> str:
    """Return `text`, a host and a port; raises ValueError, which says that it is not `what`, and gives an example."""
    try:
        url = urlsplit(f"//{text}")
        if url.netloc == text and "@" not in text and url.hostname and url.port:
            return text
    except ValueError:
        pass
    raise ValueError(f"is not {what}; write host:port, as in {example}")
