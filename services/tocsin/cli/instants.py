"""Instants on the command line and on the terminal."""

from datetime import UTC, datetime

from pydantic import TypeAdapter, ValidationError

from tocsin.cli.failure import Failure
from tocsin.domain.record import Instant

_INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)


def instant(text: str, where: str) -> datetime:
    """Return an RFC 3339 instant (UTC); raises Failure naming `where` it was given."""
    try:
        return _INSTANT.validate_python(text)
    except ValidationError as error:
        raise Failure(f"{where}: {text!r} is no RFC 3339 instant such as 2024-05-02T09:30:00Z") from error


def rfc3339(at: datetime) -> str:
    """Return an instant as it stands in every JSON that tocsin prints."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
