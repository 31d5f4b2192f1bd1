"""Instants on the command line and on the terminal."""

from datetime import UTC, datetime

from tocsin.cli.failure import Failure


def instant(text: str, where: str) -> datetime:
    """Return an RFC 3339 instant (UTC); raises Failure naming `where` it was given."""
    refusal = Failure(f"{where}: {text!r} is no RFC 3339 instant such as 2024-05-02T09:30:00Z")
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise refusal
        return at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise refusal from error


def rfc3339(at: datetime) -> str:
    """Return an instant as it stands in every JSON that tocsin prints."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
