"""A desk, whichever runtime carries its log: what the commands that look into it ask for."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from tocsin.cli.embedded_desk import EmbeddedDesk
from tocsin.cli.failure import Failure
from tocsin.cli.kafka_desk import KafkaDesk
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter
from tocsin.domain.stage import MemoryState
from tocsin.domain.watch import Watch
from tocsin.settings.configuration import load_configuration
from tocsin.streams.read_model import ReadModel
from tocsin.workers.refold import Rebuilt


class Desk(Protocol):
    """What is known at a desk, and its log."""

    def model(self) -> ReadModel:
        """Return the read model, up to date with the log."""
        ...

    def outbox(self) -> MemoryState:
        """Return what the outbox remembers, as far as it has come."""
        ...

    def watches(self) -> tuple[Watch, ...]:
        """Return the watches that the log is read with."""
        ...

    def events(self, kinds: Collection[type[Event]], after: int) -> Iterator[tuple[Mapping[str, str | int], Event]]:
        """Return the events of `kinds` in the order of the log, each with its place there.

        Raises Failure where `after`, a sequence number, is given and the log has none.
        """
        ...

    def say(self, event: Event) -> str:
        """Put what a person says into the log; return what is still to come of it, or "" where all is done.

        Raises Failure where the same had been said before, as far as that can be known.
        """
        ...

    def rebuild(self, now: datetime) -> Rebuilt:
        """Throw the projections away and fold them anew from the claims, as they are at `now` (UTC).

        Raises LogError or BrokerError where something runs that folds them itself.
        """
        ...

    def replay(self, letter: DeadLetter) -> None:
        """Put a dead letter back to where it came from, for the stages to fold it again.

        Raises StillDeadError, or Failure where channels must be known and are not, and then the letter has no effect.
        """
        ...


def tell(done: str, to_come: str) -> None:
    """Print what is done, and what is still to come of it."""
    print(f"{done}; {to_come}." if to_come else f"{done}.")


def opened(data: Path | None, config: Path | None) -> AbstractContextManager[Desk]:
    """Return the desk in this data directory, or else that of the configuration, to be opened by `with`.

    The channels are those of the configuration, where there is one. Raises Mendable where there is nothing to look at.
    """
    if data is not None:
        return EmbeddedDesk.open(data, load_configuration(config).channels if config else None)
    if config is None:
        raise Failure("say where to look: --data DIRECTORY or --config FILE")
    configuration = load_configuration(config)
    if configuration.kafka is None:
        return EmbeddedDesk.open(configuration.data, configuration.channels)
    return KafkaDesk.open(configuration, configuration.kafka)
