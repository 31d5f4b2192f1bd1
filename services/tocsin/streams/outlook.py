"""How things stand in numbers, out of the read model: what is measured, bounded whatever the news contain."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TypeAlias

from tocsin.domain.alert import Alert
from tocsin.domain.claim import Polarity
from tocsin.domain.deadline import State
from tocsin.domain.silence import Silence
from tocsin.domain.watch import Watch

MOST_PENDING = 500
"""How many pending deadlines are looked at one by one, of all watches: those that run out next."""

MOST_ENDED = 200
"""How many that ended within `ENDED_LASTS` are, the latest first."""

MOST_STANCES = 1_000
"""How many stances are, of the actors and targets that come first in the configuration."""

ENDED_LASTS = timedelta(days=1)

Pair: TypeAlias = tuple[str, str, str]
"""A watch, one of its actors, and one of its targets."""

# The JSON functions read text alone; deadlines_by_end is an index of these very words.
_TEXT = "CAST(data AS TEXT)"
_ENDED_AT = f"json_extract({_TEXT}, '$.ended_at')"
_DEADLINES = (
    f"SELECT watch, id, json_extract({_TEXT}, '$.setter'), json_extract({_TEXT}, '$.addressee'), state, due "  # noqa: S608
    "FROM deadlines WHERE due IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Ends:
    """A deadline, and when it runs out or ran out (UTC)."""

    watch: str
    id: str
    setter: str | None
    addressee: str | None
    state: State
    due: datetime


@dataclass(frozen=True, slots=True)
class Stands:
    """Where an actor stands, by how many independent sources."""

    watch: str
    actor: str
    target: str
    polarity: Polarity
    sources: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """How things stand. Counts are of everything, by watch and state, polarity or state of the alert.

    `next_due` says when the next pending deadline of each watch runs out.
    """

    deadlines: tuple[Ends, ...]
    stances: tuple[Stands, ...]
    deadline_counts: dict[tuple[str, str], int]
    stance_counts: dict[tuple[str, str], int]
    open_alerts: dict[tuple[str, str], int]
    next_due: dict[str, datetime]


def pairs_of(watches: Sequence[Watch]) -> tuple[Pair, ...]:
    """Return the first `MOST_STANCES` pairs of an actor that a watch lists and one of its propositions.

    Of two opposite propositions there is the one listed first, as stances are.
    """
    pairs = (
        (watch.id, actor.id, target.id)
        for watch in watches
        for actor in watch.actors
        for target in watch.propositions
        if watch.canonical(target.id, "neutral")[0] == target.id
    )
    return tuple(islice(pairs, MOST_STANCES))


def outlook(db: sqlite3.Connection, pairs: Collection[Pair], silences: Collection[Silence], now: datetime) -> Outlook:
    """Return how things stand at `now` by the tables of the read model in `db`, of stances those of `pairs`.

    An open alert that one of `silences` covers is counted as silenced.
    """
    next_due = "SELECT watch, min(due) FROM deadlines WHERE state = 'pending' AND due IS NOT NULL GROUP BY 1"
    return Outlook(
        deadlines=(*_pending(db), *_ended(db, now)),
        stances=_stances(db, pairs),
        deadline_counts=_counts(db, "SELECT watch, state, count(*) FROM deadlines GROUP BY 1, 2"),
        stance_counts=_counts(db, "SELECT watch, polarity, count(*) FROM stances GROUP BY 1, 2"),
        open_alerts=_open_alerts(db, silences),
        next_due={watch: datetime.fromtimestamp(due, UTC) for watch, due in db.execute(next_due)},
    )


def _pending(db: sqlite3.Connection) -> tuple[Ends, ...]:
    return _ends(db.execute(f"{_DEADLINES} AND state = 'pending' ORDER BY due, id LIMIT ?", (MOST_PENDING,)))


def _ended(db: sqlite3.Connection, now: datetime) -> tuple[Ends, ...]:
    since = (now - ENDED_LASTS).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    query = f"{_DEADLINES} AND state <> 'pending' AND {_ENDED_AT} >= ? ORDER BY {_ENDED_AT} DESC, id LIMIT ?"
    return _ends(db.execute(query, (since, MOST_ENDED)))


def _ends(rows: sqlite3.Cursor) -> tuple[Ends, ...]:
    return tuple(
        Ends(watch, id_, setter, addressee, state, datetime.fromtimestamp(due, UTC))
        for watch, id_, setter, addressee, state, due in rows
    )


def _stances(db: sqlite3.Connection, pairs: Collection[Pair]) -> tuple[Stands, ...]:
    columns = f"polarity, json_extract({_TEXT}, '$.sources')"
    query = f"SELECT {columns} FROM stances WHERE watch = ? AND actor = ? AND target = ?"  # noqa: S608
    found = ((pair, db.execute(query, pair).fetchone()) for pair in pairs)
    return tuple(Stands(*pair, *row) for pair, row in found if row is not None)


def _open_alerts(db: sqlite3.Connection, silences: Collection[Silence]) -> dict[tuple[str, str], int]:
    states = "state IN ('open', 'acknowledged')"
    counts = Counter(_counts(db, f"SELECT watch, state, count(*) FROM alerts WHERE {states} GROUP BY 1, 2"))  # noqa: S608
    for watch in {silence.watch for silence in silences}:
        for (data,) in db.execute("SELECT data FROM alerts WHERE state = 'open' AND watch = ?", (watch,)):
            alert = Alert.model_validate_json(data)
            if any(silence.covers(alert) for silence in silences):
                counts.subtract({(watch, "open"): 1, (watch, "silenced"): -1})
    return {what: count for what, count in counts.items() if count}


def _counts(db: sqlite3.Connection, query: str) -> dict[tuple[str, str], int]:
    return {(watch, what): count for watch, what, count in db.execute(query)}
