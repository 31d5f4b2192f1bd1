"""When each source last gave a new article, kept with the log, so that no restart hides a source that gives none."""

from datetime import datetime

from tocsin.streams.log import SqliteLog


def note_article(log: SqliteLog, source: str, at: datetime) -> None:
    """Remember that `source` gave a new article `at` an instant (UTC); belongs inside a transaction."""
    log.note(_name(source), at.isoformat())


def last_article(log: SqliteLog, source: str, now: datetime) -> datetime:
    """Return when `source` last gave a new article (UTC); before its first one, when this was first asked, maybe `now`.

    Belongs inside a transaction.
    """
    noted = log.noted(_name(source))
    if noted is not None:
        return datetime.fromisoformat(noted)
    note_article(log, source, now)
    return now


def _name(source: str) -> str:
    return f"source.{source}.last-article"
