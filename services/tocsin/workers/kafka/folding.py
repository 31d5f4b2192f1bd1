"""Folding the messages of one partition: pure, but for the state that it is given."""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead, reason_of
from tocsin.domain.stage import Stage, StateRecord, kind_of
from tocsin.streams.envelope import decode
from tocsin.streams.kafka.reader import Message
from tocsin.workers.failures import Failures
from tocsin.workers.kafka.state import PartitionState


class GapError(Exception):
    """Messages are missing between the last one folded and the next one that came."""


class PartitionFold:
    """The stages of one partition and what they remember.

    Each message is folded once, for the state knows the offset of the next one: what comes again is passed over, and
    what comes too early is a gap.
    """

    def __init__(self, stages: Sequence[Stage], state: PartitionState, failures: Failures) -> None:
        self._stages = stages
        self._failures = failures
        self.state = state

    def take(self, message: Message) -> list[Event]:
        """Fold `message`, and return what is to be sent.

        Raises GapError, and TooManyFailures where so much fails that it must be the release that is bad.
        """
        expected = self.state.position(message.topic)
        if expected is not None and message.offset < expected:
            return []
        if expected is not None and message.offset > expected:
            raise GapError(
                f"{message.topic}[{message.partition}]: the message at offset {expected} should come next, and "
                f"{message.offset} came; this worker ends, and starts again where it stopped folding"
            )
        sent = self._fold(message)
        self.state.move_to(message.topic, message.offset + 1)
        return sent

    def _fold(self, message: Message) -> list[Event]:
        if message.value is None:
            return []
        before: dict[str, StateRecord | None] = {}
        try:
            sent = self._pass(decode(message.value), before)
        except Exception as error:  # noqa: BLE001 - whatever one message does to a stage, the others must go on
            # Whole or not at all: half of it would keep the message from being folded when it is replayed.
            self.state.apply(before)
            return [self._dead(message, message.value, error)]
        self._failures.passed()
        return sent

    def _pass(self, event: Event, before: dict[str, StateRecord | None]) -> list[Event]:
        """Hand `event`, and what follows from it, to every stage that reads it; note in `before` what was there."""
        sent, waiting = list[Event](), deque([event])
        while waiting:
            current = waiting.popleft()
            for stage in self._stages:
                if isinstance(current, stage.reads):
                    step = stage.step(_Share(self.state, stage.records), current)
                    for key in step.changes:
                        before.setdefault(key, self.state.get(key))
                    self.state.apply(step.changes)
                    sent += step.events
                    waiting += step.events
        return sent

    def _dead(self, message: Message, raw: bytes, error: Exception) -> LetterDead:
        reason = reason_of("/".join(stage.name for stage in self._stages), error)
        self._failures.failed(reason)
        letter = DeadLetter.of_event(raw, message.topic, message.partition, message.offset, reason, message.at)
        return LetterDead.of(letter)


@dataclass(frozen=True, slots=True)
class _Share:
    """The state of a partition as one of its stages knows it: of what is due, it sees the kinds that it keeps."""

    state: PartitionState
    kinds: Collection[str]

    def get(self, key: str) -> StateRecord | None:
        return self.state.get(key)

    def due(self, now: datetime) -> list[tuple[str, StateRecord]]:
        return [(key, record) for key, record in self.state.due(now) if kind_of(key) in self.kinds]
