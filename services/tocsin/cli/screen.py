"""The live screen of `tocsin run` on a terminal: deadlines counting down, stances, alerts."""

from datetime import datetime
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.text import Text

from tocsin.cli import tables
from tocsin.clock import Clock
from tocsin.ingest.source import Batch
from tocsin.streams.read_model import Situation
from tocsin.workers.observer import Observer, Publishing


class Screen(Observer):
    """Observes the runtime and draws how things stand; use it as a context."""

    def __init__(self, console: Console, clock: Clock) -> None:
        self._clock = clock
        self._situation: Situation | None = None
        self._publishing: Publishing | None = None
        self._articles = 0
        self._notes: list[str] = []
        self._live = Live(get_renderable=self._drawn, console=console, refresh_per_second=4)

    def __enter__(self) -> Self:
        """Begin to draw."""
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the last picture standing."""
        self._live.stop()

    def note(self, line: str) -> None:
        """Show a line below the tables, the last few of them."""
        self._notes = [*self._notes[-5:], line]

    def read(self, batch: Batch, new: int, at: datetime) -> None:  # noqa: ARG002 - the picture has its own time
        """Count articles, and show what is wrong with a source."""
        self._articles += new
        if batch.trouble:
            self.note(f"{batch.source}: {batch.trouble}")

    def situation(self, situation: Situation) -> None:
        """Take the situation that is to be drawn."""
        self._situation = situation

    def publishing(self, publishing: Publishing) -> None:
        """Take how an ingest worker gets on, which is to be drawn."""
        self._publishing = publishing

    def _drawn(self) -> RenderableType:
        now = self._clock.now()
        heading = Text(f"{now:%a %d %b %Y %H:%M:%S} UTC   {self._articles} articles", "bold")
        if self._publishing is not None:
            waiting = f"{self._publishing.waiting} events wait for the brokers"
            return Group(heading, waiting, Text(self._publishing.trouble or ""), *(Text(note) for note in self._notes))
        if self._situation is None:
            return Group(heading, "catching up with the log …")
        return Group(
            heading,
            tables.deadlines(self._situation.deadlines, now),
            tables.stances(self._situation.stances),
            tables.raised(self._situation.alerts),
            *(Text(note) for note in self._notes),
        )
