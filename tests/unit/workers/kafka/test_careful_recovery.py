"""Faust drops what its consumer reads between the end of a recovery and the seek to the committed offsets.

The consumer below does what the real one does: while its flow is not stopped, it reads on as soon as partitions are
resumed; a seek puts it back only if nothing has been taken from it in between.
"""

from types import SimpleNamespace
from typing import Any

import pytest
from faust.tables.recovery import Recovery
from faust.types import TP

from tocsin.workers.kafka.recovery import CarefulRecovery

CLAIMS = TP("tocsin.claims", 0)


class Consumer:
    """Has the messages 5, 6 and 7 to read; 5 is the one that was committed."""

    def __init__(self) -> None:
        self.flowing = True
        self.dropped: list[int] = []
        self.position = 5
        self.committed = 5

    def assignment(self) -> set[TP]:
        return {CLAIMS}

    def stop_flow(self) -> None:
        self.flowing = False

    def resume_flow(self) -> None:
        self.flowing = True

    def resume_partitions(self, partitions: set[TP]) -> None:
        if self.flowing:
            self.dropped += range(self.position, 8)

    async def perform_seek(self) -> None:
        self.position = self.committed


class App:
    consumer_generation_id = 1
    in_recovery = True

    def __init__(self, folded: int) -> None:
        self.consumer = Consumer()
        self._folded = folded
        self.flow_control = SimpleNamespace(resume=lambda: None)
        self.assignor = SimpleNamespace(assigned_standbys=set)
        self.on_rebalance_complete = SimpleNamespace(send=_nothing)
        self._fetcher = SimpleNamespace(maybe_start=_nothing)
        self.conf = SimpleNamespace(broker_request_timeout=10.0, stream_recovery_delay=0.0)

    async def recovered(self, generation: int) -> None:
        self.consumer.committed = self._folded

    def on_rebalance_end(self) -> None:
        self.in_recovery = False


class Tables(dict[str, Any]):
    changelog_topics = ()

    def on_actives_ready(self) -> None:
        pass

    def on_standbys_ready(self) -> None:
        pass


async def _nothing(*_: object) -> None:
    pass


async def recovered(kind: type[Recovery], folded: int = 5) -> Consumer:
    app = App(folded)
    await kind(app, Tables()).on_recovery_completed(1)  # type: ignore[arg-type]
    assert app.consumer.flowing
    return app.consumer


async def test_nothing_is_read_before_the_consumer_is_where_it_should_be() -> None:
    assert (await recovered(CarefulRecovery)).dropped == []


async def test_faust_as_it_comes_reads_too_early() -> None:
    """Fails once Faust mends it: then the cure can go."""
    assert (await recovered(Recovery)).dropped == [5, 6, 7]


@pytest.mark.parametrize("folded", [3, 5, 6])
async def test_the_table_says_where_to_go_on_whatever_had_been_committed(folded: int) -> None:
    assert (await recovered(CarefulRecovery, folded)).position == folded
