"""aiokafka takes a committed offset of 0 for none, and loses its membership over a commit in the midst of joining.

The thread below does what the real one does. Two messages have been taken from each of three partitions; of the first
none had been folded, of the second one, and of the third nobody has ever committed anything.
"""

from collections.abc import Mapping
from types import SimpleNamespace

import pytest
from faust.transport.consumer import ThreadDelegateConsumer
from faust.types import TP

from tocsin.workers.kafka.consuming import CarefulConsumer, CarefulThread

NONE_FOLDED, ONE_FOLDED, NEW = (TP("tocsin.claims", number) for number in range(3))


class Thread:
    def __init__(self) -> None:
        self.positions = {NONE_FOLDED: 2, ONE_FOLDED: 2, NEW: 2}

    async def seek_to_committed(self) -> Mapping[TP, int | None]:
        committed = {NONE_FOLDED: 0, ONE_FOLDED: 1, NEW: None}
        self.positions |= {place: offset for place, offset in committed.items() if offset}
        return committed

    async def seek_wait(self, partitions: Mapping[TP, int]) -> None:
        self.positions |= partitions


async def positions_after_a_seek(kind: type[ThreadDelegateConsumer]) -> dict[TP, int]:
    consumer = kind.__new__(kind)
    consumer._thread = Thread()  # type: ignore[assignment]
    await consumer.seek_to_committed()
    return consumer._thread.positions  # type: ignore[attr-defined,no-any-return]


async def test_it_goes_back_to_the_beginning_where_nothing_has_been_folded() -> None:
    assert await positions_after_a_seek(CarefulConsumer) == {NONE_FOLDED: 0, ONE_FOLDED: 1, NEW: 2}


async def test_where_nobody_has_committed_it_stays() -> None:
    assert (await positions_after_a_seek(CarefulConsumer))[NEW] == 2


class Group:
    """A consumer of aiokafka's that is joining its group, or has joined."""

    def __init__(self, *, joining: bool) -> None:
        self._coordinator = SimpleNamespace(_performed_join_prepare=joining)
        self.committed: list[object] = []

    def assignment(self) -> set[TP]:
        return {ONE_FOLDED}

    async def commit(self, offsets: Mapping[object, object]) -> None:
        self.committed.append(offsets)


@pytest.mark.parametrize(("joining", "commits"), [(True, 0), (False, 1)])
async def test_it_commits_nothing_while_it_joins_its_group(joining: bool, commits: int) -> None:
    thread = CarefulThread.__new__(CarefulThread)
    thread._consumer = group = Group(joining=joining)
    thread.tp_last_committed_at = {}
    assert await thread._commit({ONE_FOLDED: 1}) is not joining
    assert len(group.committed) == commits
