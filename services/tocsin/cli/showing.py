"""Showing what the service does: a live picture on a terminal, JSON lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console

from tocsin.cli.screen import Screen
from tocsin.clock import Clock
from tocsin.workers.log_lines import LogLines, json_lines
from tocsin.workers.observer import Observer


@dataclass(frozen=True, slots=True)
class Showing:
    """Who observes the runtime, and how to tell the user something: what happened, and about what."""

    observer: Observer
    tell: Callable[[str, str], None]


@contextmanager
def showing(clock: Clock) -> Iterator[Showing]:
    """Show on standard output for as long as the context lasts."""
    console = Console()
    if console.is_terminal:
        with Screen(console, clock) as screen:
            yield Showing(screen, lambda what, about: screen.note(f"{what}: {about}"))
        return
    logger = json_lines(sys.stdout)
    yield Showing(LogLines(logger), lambda what, about: logger.info(what, about=about))
