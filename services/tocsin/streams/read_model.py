"""The read model: what people look into, filled from the log and rebuilt from it at will."""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from tocsin.domain.alert import Acknowledgement, Alert, AlertAcknowledged, AlertRaised, AlertResolved, Resolution
from tocsin.domain.claim import (
    CLAIM,
    ClaimRetracted,
    DeadlineClaim,
    DeadlineClaimed,
    EventClaim,
    EventClaimed,
    Retraction,
    StanceClaim,
    StanceClaimed,
)
from tocsin.domain.deadline import Deadline, DeadlineChanged, DeadlineMove
from tocsin.domain.delivery import Attempt, DeliveryAbandoned, DeliveryAttempted, DeliveryEnd, DeliverySucceeded
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead, LetterReplayed, Replaying
from tocsin.domain.silence import SilenceEnded, SilenceStarted
from tocsin.domain.stance import Stance, StanceChanged, StanceMove
from tocsin.streams import answers
from tocsin.streams.answers import Answers
from tocsin.streams.outlook import Outlook, Pair, outlook

CONSUMER = "read-model"
"""The name under which its position in the log is kept."""

_TABLES = """
CREATE TABLE IF NOT EXISTS claims (
    id TEXT PRIMARY KEY, watch TEXT NOT NULL, recorded_at REAL NOT NULL, retracted_at REAL,
    data BLOB NOT NULL, retraction BLOB
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claims_by_time ON claims (recorded_at);
CREATE TABLE IF NOT EXISTS stances (
    watch TEXT, actor TEXT, target TEXT, polarity TEXT NOT NULL, since REAL NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (watch, actor, target)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS stances_by_polarity ON stances (polarity);
CREATE TABLE IF NOT EXISTS deadlines (
    watch TEXT, id TEXT, state TEXT NOT NULL, due REAL, data BLOB NOT NULL, PRIMARY KEY (watch, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS deadlines_by_due ON deadlines (state, due);
CREATE INDEX IF NOT EXISTS deadlines_by_end ON deadlines (json_extract(CAST(data AS TEXT), '$.ended_at'));
CREATE TABLE IF NOT EXISTS alerts (
    id TEXT PRIMARY KEY, watch TEXT NOT NULL, at REAL NOT NULL, state TEXT NOT NULL, data BLOB NOT NULL,
    resolved_at REAL, resolution TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alerts_by_time ON alerts (at);
CREATE INDEX IF NOT EXISTS alerts_by_state ON alerts (state, watch);
CREATE TABLE IF NOT EXISTS deliveries (
    id TEXT PRIMARY KEY, alert TEXT NOT NULL, watch TEXT NOT NULL, channel TEXT NOT NULL, message TEXT NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL, at REAL NOT NULL, detail TEXT NOT NULL,
    status INTEGER, next_at REAL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS letters (id TEXT PRIMARY KEY, died_at REAL NOT NULL, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS replays (letter TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
"""
_NAMES = ("claims", "stances", "deadlines", "alerts", "deliveries", "letters", "replays")

AlertState = Literal["open", "acknowledged", "resolved"]
DeliveryState = Literal["open", "delivered", "abandoned"]


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert with what has become of it."""

    alert: Alert
    acknowledgement: Acknowledgement | None
    resolved_at: datetime | None
    resolution: str | None

    @property
    def state(self) -> AlertState:
        """What has become of it in a word."""
        if self.resolved_at is not None:
            return "resolved"
        return "open" if self.acknowledgement is None else "acknowledged"

    def at(self, instant: datetime) -> "AlertLine":
        """Return it as it was at `instant`: open, where what became of it came later."""
        line = self
        if line.acknowledgement is not None and line.acknowledgement.at > instant:
            line = replace(line, acknowledgement=None)
        if line.resolved_at is not None and line.resolved_at > instant:
            line = replace(line, resolved_at=None, resolution=None)
        return line


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A dead letter, and when it was last put back to where it came from (UTC), or None."""

    letter: DeadLetter
    replayed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A delivery that was tried: what came of it, when that was, and when it is tried next (UTC), if it is.

    `alert` is the id of the alert that it tells of, of several the first; `status` and `detail` are the last answer.
    """

    id: str
    alert: str
    watch: str
    channel: str
    message: str
    state: DeliveryState
    attempts: int
    detail: str
    status: int | None
    at: datetime
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What matters most right now."""

    deadlines: tuple[Deadline, ...]
    stances: tuple[Stance, ...]
    alerts: tuple[Alert, ...]


class ReadModel:
    """SQLite tables of claims, stances, deadlines, alerts, deliveries and dead letters, and of what people answered."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.answers = Answers(db)
        self._db = db
        self._takes: dict[type[Event], Callable[[Any], None]] = {
            StanceClaimed: self._claim,
            DeadlineClaimed: self._claim,
            EventClaimed: self._claim,
            ClaimRetracted: self._retract,
            StanceChanged: self._stance,
            DeadlineChanged: self._deadline,
            AlertRaised: self._alert,
            AlertAcknowledged: self._acknowledge,
            AlertResolved: self._resolve,
            SilenceStarted: self.answers.start,
            SilenceEnded: self.answers.end,
            DeliveryAttempted: self._attempt,
            DeliverySucceeded: self._succeed,
            DeliveryAbandoned: self._abandon,
            LetterDead: self._letter,
            LetterReplayed: self._replay,
        }

    @property
    def reads(self) -> tuple[type[Event], ...]:
        """The kinds of event that it takes in."""
        return tuple(self._takes)

    def create(self) -> None:
        """Make the tables where they are not there yet."""
        for statement in (_TABLES + answers.TABLES).split(";\n"):
            self._db.execute(statement)

    def clear(self) -> None:
        """Empty every table, to fill it anew from the log."""
        for name in (*_NAMES, *answers.NAMES):
            self._db.execute(f"DELETE FROM {name}")  # noqa: S608

    def apply(self, event: Event) -> None:
        """Take in one event; taking it in again changes nothing."""
        self._takes[type(event)](event.data)

    def claim(self, claim_id: str) -> StanceClaim | DeadlineClaim | EventClaim | None:
        """Return a claim by its id, or None."""
        row = self._db.execute("SELECT data FROM claims WHERE id = ?", (claim_id,)).fetchone()
        return CLAIM.validate_json(row[0]) if row else None

    def is_retracted(self, claim_id: str) -> bool:
        """Whether somebody took the claim back."""
        query = "SELECT 1 FROM claims WHERE id = ? AND retracted_at IS NOT NULL"
        return self._db.execute(query, (claim_id,)).fetchone() is not None

    def claims_known_at(self, instant: datetime) -> Iterator[StanceClaim | DeadlineClaim | EventClaim | Retraction]:
        """Return what had been recorded by `instant`: the claims, then the retractions of them."""
        at = instant.timestamp()
        for (data,) in self._db.execute(
            "SELECT data FROM claims WHERE recorded_at <= ? ORDER BY recorded_at, id", (at,)
        ):
            yield CLAIM.validate_json(data)
        for (data,) in self._db.execute(
            "SELECT retraction FROM claims WHERE retracted_at <= ? ORDER BY retracted_at, id", (at,)
        ):
            yield Retraction.model_validate_json(data)

    def stances(self) -> list[Stance]:
        """Return where everyone stands, by watch, actor and target."""
        rows = self._db.execute("SELECT data FROM stances ORDER BY watch, actor, target")
        return [Stance.model_validate_json(data) for (data,) in rows]

    def deadlines(self) -> list[Deadline]:
        """Return all deadlines, by watch and due instant; those without one come last."""
        rows = self._db.execute("SELECT data FROM deadlines ORDER BY watch, due IS NULL, due, id")
        return [Deadline.model_validate_json(data) for (data,) in rows]

    def situation(self, most: int) -> Situation:
        """Return the next `most` pending deadlines, and the latest `most` stances and alerts."""
        pending = self._db.execute(
            "SELECT data FROM deadlines WHERE state = 'pending' ORDER BY due IS NULL, due, id LIMIT ?", (most,)
        )
        stances = self._db.execute(
            "SELECT data FROM stances ORDER BY since DESC, watch, actor, target LIMIT ?", (most,)
        )
        alerts = self._db.execute("SELECT data FROM alerts ORDER BY at DESC, id LIMIT ?", (most,))
        return Situation(
            deadlines=tuple(Deadline.model_validate_json(data) for (data,) in pending),
            stances=tuple(Stance.model_validate_json(data) for (data,) in stances),
            alerts=tuple(Alert.model_validate_json(data) for (data,) in alerts),
        )

    def outlook(self, pairs: Collection[Pair], now: datetime) -> Outlook:
        """Return in numbers how things stand at `now`, of stances those of `pairs`."""
        silences = [each.silence for each in self.answers.silences() if each.is_on(now)]
        return outlook(self._db, pairs, silences, now)

    def alerts(self, named: str = "") -> list[AlertLine]:
        """Return the alerts, oldest first, whose id begins with `named`."""
        rows = self._db.execute(
            "SELECT alerts.data, acknowledgements.data, resolved_at, resolution "
            "FROM alerts LEFT JOIN acknowledgements ON alert = id "
            "WHERE substr(id, 1, ?) = ? ORDER BY at, id",
            (len(named), named),
        )
        return [
            AlertLine(
                alert=Alert.model_validate_json(data),
                acknowledgement=None if given is None else Acknowledgement.model_validate_json(given),
                resolved_at=_instant(resolved_at),
                resolution=resolution,
            )
            for data, given, resolved_at, resolution in rows
        ]

    def deliveries(self) -> list[DeliveryLine]:
        """Return the deliveries that were tried at least once, those that are open first, then the latest first."""
        rows = self._db.execute(
            "SELECT id, alert, watch, channel, message, state, attempts, detail, status, at, next_at FROM deliveries"
            " ORDER BY state <> 'open', at DESC, id"
        )
        return [
            DeliveryLine(*(*what, datetime.fromtimestamp(at, UTC), _instant(next_at))) for *what, at, next_at in rows
        ]

    def letters(self) -> list[LetterLine]:
        """Return what was put aside, oldest first."""
        rows = self._db.execute("SELECT data, at FROM letters LEFT JOIN replays ON letter = id ORDER BY died_at, id")
        return [LetterLine(DeadLetter.model_validate_json(data), _instant(at)) for data, at in rows]

    def _claim(self, claim: StanceClaim | DeadlineClaim | EventClaim) -> None:
        self._db.execute(
            "INSERT INTO claims (id, watch, recorded_at, data) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (claim.id, claim.watch, claim.recorded_at.timestamp(), claim.model_dump_json().encode()),
        )

    def _retract(self, retraction: Retraction) -> None:
        self._claim(retraction.claim)
        self._db.execute(
            "UPDATE claims SET retracted_at = ?, retraction = ? WHERE id = ? AND retracted_at IS NULL",
            (retraction.retracted_at.timestamp(), retraction.model_dump_json().encode(), retraction.claim.id),
        )

    def _stance(self, move: StanceMove) -> None:
        key = (move.watch, move.actor, move.target)
        if move.stance is None:
            self._db.execute("DELETE FROM stances WHERE watch = ? AND actor = ? AND target = ?", key)
            return
        self._db.execute(
            "INSERT OR REPLACE INTO stances VALUES (?, ?, ?, ?, ?, ?)",
            (*key, move.stance.polarity, move.stance.since.timestamp(), _json(move.stance)),
        )

    def _deadline(self, move: DeadlineMove) -> None:
        for gone in (move.formerly, move.id if move.deadline is None else None):
            self._db.execute("DELETE FROM deadlines WHERE watch = ? AND id = ?", (move.watch, gone))
        if move.deadline is not None:
            due = move.deadline.due.latest.timestamp() if move.deadline.due else None
            self._db.execute(
                "INSERT OR REPLACE INTO deadlines VALUES (?, ?, ?, ?, ?)",
                (move.watch, move.id, move.deadline.state, due, _json(move.deadline)),
            )

    def _alert(self, alert: Alert) -> None:
        self._db.execute(
            "INSERT INTO alerts (id, watch, at, state, data) VALUES (?, ?, ?, 'open', ?) ON CONFLICT (id) DO NOTHING",
            (alert.id, alert.watch, alert.at.timestamp(), _json(alert)),
        )

    def _acknowledge(self, given: Acknowledgement) -> None:
        self.answers.acknowledge(given)
        self._db.execute("UPDATE alerts SET state = 'acknowledged' WHERE id = ? AND state = 'open'", (given.alert_id,))

    def _resolve(self, resolution: Resolution) -> None:
        self._alert(resolution.alert)
        self._db.execute(
            "UPDATE alerts SET state = 'resolved', resolved_at = ?, resolution = ? WHERE id = ?",
            (resolution.at.timestamp(), resolution.reason, resolution.alert.id),
        )

    def _attempt(self, attempt: Attempt) -> None:
        if attempt.message == "firing":
            return  # What is told again and again as long as it lasts is never done, and nothing waits for it.
        self._db.execute(
            "INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "attempts = max(attempts, excluded.attempts), at = excluded.at, detail = excluded.detail, "
            "status = excluded.status, next_at = excluded.next_at WHERE state = 'open'",
            (
                attempt.delivery_id,
                attempt.alert_id,
                attempt.watch,
                attempt.channel,
                attempt.message,
                attempt.attempt,
                attempt.at.timestamp(),
                attempt.detail,
                attempt.status,
                attempt.next_at and attempt.next_at.timestamp(),
            ),
        )

    def _succeed(self, end: DeliveryEnd) -> None:
        self._end(end, "delivered")

    def _abandon(self, end: DeliveryEnd) -> None:
        self._end(end, "abandoned")

    def _end(self, end: DeliveryEnd, state: str) -> None:
        self._db.execute(
            "INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL) ON CONFLICT (id) DO UPDATE SET "
            "state = excluded.state, attempts = excluded.attempts, at = excluded.at, detail = excluded.detail, "
            "next_at = NULL",
            (
                end.delivery_id,
                end.alert_id,
                end.watch,
                end.channel,
                end.message,
                state,
                end.attempts,
                end.at.timestamp(),
                end.detail,
            ),
        )

    def _letter(self, letter: DeadLetter) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO letters VALUES (?, ?, ?)", (letter.id, letter.died_at.timestamp(), _json(letter))
        )

    def _replay(self, replaying: Replaying) -> None:
        self._db.execute(
            "INSERT INTO replays VALUES (?, ?) ON CONFLICT (letter) DO UPDATE SET at = max(at, excluded.at)",
            (replaying.letter_id, replaying.replayed_at.timestamp()),
        )


def _instant(timestamp: float | None) -> datetime | None:
    return None if timestamp is None else datetime.fromtimestamp(timestamp, UTC)


def _json(record: Stance | Deadline | Alert | DeadLetter) -> bytes:
    return record.model_dump_json().encode()
