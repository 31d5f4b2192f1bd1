"""A desk, whichever runtime carries it: it is told news, settles, and shows what it holds.

All of it runs in the test's own process, by a clock that stands still until the test moves it, so that both runtimes
write down the same instants.
"""

import asyncio
import json
import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from pydantic import SecretStr

from tests.fakes.clock import StandingClock
from tests.running import PATIENCE
from tests.strait import ENVIRONMENT, SECRET, SECRET_NAME
from tocsin.cli import desk as looking
from tocsin.cli.embedded_desk import EmbeddedDesk
from tocsin.domain.article import ArticlePublished
from tocsin.domain.claim import ClaimRetracted, Retraction
from tocsin.domain.event import Event
from tocsin.domain.watch import Watch
from tocsin.ingest.source import Batch
from tocsin.notify.receiver import Received, receiving
from tocsin.settings.configuration import Configuration
from tocsin.streams.log import FILE_NAME, SqliteLog
from tocsin.workers.bootstrap import World, service
from tocsin.workers.observer import Observer

Article: TypeAlias = Mapping[str, Any]
Run: TypeAlias = Callable[[asyncio.Event], Awaitable[None]]
"""What runs until the event is set."""

WIRE: Mapping[str, object] = {"name": "wire", "stdin": True}
POST: Mapping[str, object] = {"name": "post", "folder": "post"}
AWAY: Mapping[str, object] = {"name": "away", "folder": "away"}

_PAUSE = 0.02
_GRACE = 30.0
"""Seconds to finish in: a worker that has failed lets its process live for no more than a minute."""

_SHORT, _LONG = timedelta(minutes=1), timedelta(days=5)
_MOMENT = timedelta(seconds=2)
_LONG_AGO = datetime.fromtimestamp(0, UTC)
_TABLES = {
    "claims": "SELECT * FROM claims WHERE watch = ? ORDER BY id",
    "stances": "SELECT * FROM stances WHERE watch = ? ORDER BY actor, target",
    "deadlines": "SELECT * FROM deadlines WHERE watch = ? ORDER BY id",
    "alerts": "SELECT * FROM alerts WHERE watch = ? ORDER BY id",
    "deliveries": "SELECT * FROM deliveries WHERE watch = ? ORDER BY id",
}


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a desk holds of one watch: the stages' records by key, the tables of the read model, and what it posted.

    `posts` are the messages that the channel received, each as its id, its type and its data.
    """

    records: Mapping[str, bytes]
    tables: Mapping[str, Sequence[tuple[Any, ...]]]
    posts: Sequence[tuple[str, str, str]]

    def data(self, table: str) -> list[dict[str, Any]]:
        """Return what a table of the read model holds."""
        return [json.loads(next(cell for cell in row if isinstance(cell, bytes))) for row in self.tables[table]]

    def projections(self) -> dict[str, object]:
        """Return what does not depend on the order of arrival: where everyone stands, and which deadlines run."""
        records = {key: each for key, each in self.records.items() if key.startswith(("stance/", "docket/"))}
        return records | {name: self.tables[name] for name in ("stances", "deadlines")}


class Reading(Observer):
    """Takes note of what the sources gave."""

    def __init__(self) -> None:
        self.items = 0
        self.rounds = 0
        self.articles: set[str] = set()

    def read(self, batch: Batch, new: int, at: datetime) -> None:
        self.items += len(batch.items)

    def looped(self, lag: int) -> None:
        self.rounds += 1

    def sent(self, events: Sequence[Event]) -> None:
        self.articles.update(event.subject for event in events if isinstance(event, ArticlePublished))


class Desk(ABC):
    """A desk with three sources, `wire`, `post` and `away`, and one channel, `desk`."""

    def __init__(self, configuration: Configuration, received: Sequence[Received]) -> None:
        self.configuration = configuration
        self.clock = StandingClock(_LONG_AGO)
        self.reading = Reading()
        self._stdin, self._wire = _pipe()
        self._received = received
        self._tasks: list[asyncio.Future[None]] = []
        self._told = 0
        self._rounds_to_come = 0
        self._passing = False

    @property
    def world(self) -> World:
        """What the runtime touches."""
        return World(self.clock, ENVIRONMENT, Path.read_text, self._stdin)

    async def until(self, now: datetime) -> None:
        """Let it be `now`, and wait for what comes of it.

        A long time passes in two jumps: what one tick leads to may be left to the next, at a later time. After a short
        one the runtime has looked at the clock, as it does all the time while time passes by itself.
        """
        passed = now - self.clock.time
        if passed > _LONG:
            await self._jump(now - _MOMENT, rounds=2, passing=True)
        await self._jump(now, rounds=2 if timedelta() < passed < _SHORT else 0)

    async def tell(self, article: Article, source: str = "wire") -> None:
        """Let a source give an article."""
        self._told += 1
        line = json.dumps(article) + "\n"
        if source == "wire":
            # In a thread: a pipe that is full waits for its reader, who is in this very process.
            await asyncio.to_thread(self._wire.write, line.encode())
        else:
            written = self.configuration.data / source / f".{self._told}"
            written.write_text(line)
            written.rename(written.with_name(f"{self._told}.jsonl"))

    def retract(self, watch: str, article: str) -> None:
        """Take back all that was claimed for `watch` out of an article, as `tocsin retract` does."""
        now = self.clock.now()
        with self.looking() as desk:
            for claim in list(desk.model().claims_known_at(now)):
                if not isinstance(claim, Retraction) and (claim.watch, claim.article_id) == (watch, article):
                    taken = Retraction(claim=claim, reason="It was misread.", by="A. Analyst", retracted_at=now)
                    desk.say(ClaimRetracted.of(taken))

    async def settled(self) -> None:
        """Wait until all has followed from what was told, and from the time that it is, as long as it gets on."""
        now = asyncio.get_running_loop().time
        last, since = None, now()
        while reason := await self._waits_for():
            self._raise_failure()
            last, since = reason, since if reason == last else now()
            assert now() - since < PATIENCE, f"{type(self).__name__} does not settle: {reason}"
            await asyncio.sleep(_PAUSE)

    def holdings(self, watches: Iterable[Watch]) -> Mapping[str, Holdings]:
        """Return what is held of each watch, by its id, when the desk has settled."""
        with closing(sqlite3.connect(self.read_model())) as db:
            return {watch.id: self._held(watch.id, db) for watch in watches}

    @abstractmethod
    def looking(self) -> AbstractContextManager[looking.Desk]:
        """Open the desk as the commands do that look into it."""

    @abstractmethod
    def read_model(self) -> Path:
        """Return the file of the read model, which is up to date."""

    @abstractmethod
    def records(self) -> Iterable[tuple[str, bytes]]:
        """Return all that the stages remember, by key, each record as JSON."""

    @abstractmethod
    def in_hand(self) -> str | None:
        """Return what has still to follow from what was read and from the time that it is, or None."""

    @asynccontextmanager
    async def running(self, *runs: Run) -> AsyncIterator[None]:
        """Run all of `runs` until the end of the context."""
        stop = asyncio.Event()
        self._tasks = [asyncio.ensure_future(run(stop)) for run in runs]
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait(self._tasks, timeout=_GRACE)
            self._wire.close()
            self._raise_failure()

    def _held(self, watch: str, db: sqlite3.Connection) -> Holdings:
        records = {key: each for key, each in sorted(self.records()) if _watch_of(key, each) == watch}
        tables = {name: db.execute(query, (watch,)).fetchall() for name, query in _TABLES.items()}
        posts = [(each.id, each.type, json.dumps(each.data)) for each in self._received if each.data["watch"] == watch]
        return Holdings(records, tables, sorted(posts))

    async def _jump(self, now: datetime, rounds: int, *, passing: bool = False) -> None:
        self.clock.time, self._passing = now, passing
        self._rounds_to_come = self.reading.rounds + rounds
        await self.settled()

    async def _waits_for(self) -> str | None:
        if self.reading.items < self._told:
            return f"{self.reading.items} of {self._told} articles are read"
        return await asyncio.to_thread(self.in_hand)

    def _raise_failure(self) -> None:
        for task in self._tasks:
            if task.done():
                task.result()


class Embedded(Desk):
    """A desk in one process, over one file."""

    def looking(self) -> AbstractContextManager[looking.Desk]:
        return EmbeddedDesk.open(self.configuration.data)

    def read_model(self) -> Path:
        return self.configuration.data / FILE_NAME

    def records(self) -> Iterable[tuple[str, bytes]]:
        with closing(sqlite3.connect(self.read_model())) as db:
            return db.execute("SELECT key, value FROM state").fetchall()

    def in_hand(self) -> str | None:
        if self.reading.rounds < self._rounds_to_come:
            return "the loop has not looked at the clock yet"
        with SqliteLog.open(self.configuration.data, read_only=True) as log:
            behind = log.connection.execute("SELECT consumer FROM positions WHERE seq < ?", (log.end(),)).fetchall()
            now = self.clock.now().timestamp()
            due = log.connection.execute("SELECT key FROM state WHERE wake <= ?", (now,)).fetchall()
        due = [] if self._passing else due
        return f"{behind} are behind, {due} are due" if behind or due else None


@asynccontextmanager
async def embedded(directory: Path, watches: Sequence[Watch]) -> AsyncIterator[Desk]:
    """Run a desk in the embedded runtime."""
    async with channel() as (address, received):
        desk = Embedded(configured(directory, address, sources=[WIRE, POST, AWAY]), received)
        async with service(desk.configuration, watches, desk.world, [desk.reading]) as ready, desk.running(ready.run):
            yield desk


@asynccontextmanager
async def channel() -> AsyncIterator[tuple[str, list[Received]]]:
    """Receive what is posted to an address, and give both."""
    received: list[Received] = []
    async with receiving([SecretStr(SECRET)], received.append, wall_clock=lambda: datetime.now(UTC)) as address:
        yield address, received


def configured(directory: Path, address: str, sources: Sequence[Mapping[str, object]], **more: object) -> Configuration:
    """Return the configuration of a desk that keeps all in `directory`, and posts its alerts to `address`."""
    for folder in ("post", "away"):
        (directory / folder).mkdir(parents=True, exist_ok=True)
    post = {"webhook": address, "secret_env": SECRET_NAME, "allow_http": True}
    return Configuration.model_validate(
        {
            "data": directory,
            "watches": [directory],
            "sources": [
                {key: directory / str(value) if key == "folder" else value for key, value in each.items()}
                for each in sources
            ],
            "channels": {"desk": post},
            "internal_hosts": ["127.0.0.1"],
            "http": {"port": 0},
            **more,
        }
    )


def _watch_of(key: str, record: bytes) -> str | None:
    """Return the watch of a stage's record; None for what is known of silent sources, which each partition keeps."""
    kind, _, rest = key.partition("/")
    if kind in ("stance", "docket", "alerts"):
        return rest.partition("/")[0]
    return str(json.loads(record)["alert"]["watch"]) if kind == "delivery" else None


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    out, into = os.pipe()
    return os.fdopen(out, "rb"), os.fdopen(into, "wb", buffering=0)
