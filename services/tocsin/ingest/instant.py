"""The time of an item as its publisher wrote it -> UTC."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_LONGEST = 64


def instant(words: str, zone: ZoneInfo | None) -> datetime:
    """Return the instant (UTC) that an RFC 3339 or RFC 822 time means.

    A time that names no offset, or one by letters that nobody can tell apart ("IST"), is local time of `zone`.
    Raises ValueError, with what to do, where there is no zone either or the words are no time.
    """
    moment = _parse(words)
    if moment.tzinfo is None:
        if zone is None:
            raise ValueError(f"{words!r} has no offset from UTC; write one, or give the source a timezone")
        moment = moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{words!r} is out of range; write a year from 1 to 9999") from error


def _parse(words: str) -> datetime:
    if len(words) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST} characters; write a time such as 2024-05-01T12:30:00Z")
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    raise ValueError(f"{words!r} is not a time; write one such as 2024-05-01T12:30:00Z")
