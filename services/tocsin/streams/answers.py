"""What people answered, in the read model: who acknowledged which alert, and what is or was silenced."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.alert import Acknowledgement, Alert
from tocsin.domain.silence import Silence, SilenceEnd

TABLES = """
CREATE TABLE IF NOT EXISTS acknowledgements (alert TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS silences (id TEXT PRIMARY KEY, at REAL NOT NULL, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS silence_ends (silence TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
"""
NAMES = ("acknowledgements", "silences", "silence_ends")


@dataclass(frozen=True, slots=True)
class SilenceLine:
    """A silence, and how somebody ended it before its time, or None."""

    silence: Silence
    ended: SilenceEnd | None

    @property
    def over_at(self) -> datetime:
        """When it ends, or ended (UTC)."""
        return self.silence.until if self.ended is None else min(self.silence.until, self.ended.at)

    def is_on(self, instant: datetime) -> bool:
        """Whether it holds at `instant`."""
        return self.silence.at <= instant < self.over_at

    def covers(self, alert: Alert, instant: datetime) -> bool:
        """Whether nobody is told of `alert` at `instant` because of it."""
        return self.is_on(instant) and self.silence.covers(alert)


class Answers:
    """The tables of acknowledgements and silences."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def acknowledge(self, given: Acknowledgement) -> None:
        """Note who was the first to acknowledge an alert."""
        self._db.execute(
            "INSERT INTO acknowledgements VALUES (?, ?) ON CONFLICT (alert) DO NOTHING",
            (given.alert_id, given.model_dump_json().encode()),
        )

    def start(self, silence: Silence) -> None:
        """Note a silence."""
        self._db.execute(
            "INSERT INTO silences VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (silence.id, silence.at.timestamp(), silence.model_dump_json().encode()),
        )

    def end(self, end: SilenceEnd) -> None:
        """Note that a silence was ended before its time."""
        self._db.execute(
            "INSERT INTO silence_ends VALUES (?, ?) ON CONFLICT (silence) DO NOTHING",
            (end.silence_id, end.model_dump_json().encode()),
        )

    def silences(self) -> list[SilenceLine]:
        """Return all silences, those that are over too, oldest first."""
        rows = self._db.execute(
            "SELECT silences.data, silence_ends.data FROM silences LEFT JOIN silence_ends ON silence = id "
            "ORDER BY at, id"
        )
        return [
            SilenceLine(Silence.model_validate_json(data), None if end is None else SilenceEnd.model_validate_json(end))
            for data, end in rows
        ]
