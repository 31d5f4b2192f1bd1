import asyncio
from collections.abc import Sequence

import pytest

from tocsin.workers.group_commit import GroupCommit

PATIENCE = 30


class Ledger:
    """Writes down each group that it is given, once it may."""

    def __init__(self) -> None:
        self.begun: list[list[int]] = []
        self.written: list[int] = []
        self.may = asyncio.Semaphore(0)
        self.failure: Exception | None = None

    async def commit(self, group: Sequence[int]) -> None:
        self.begun.append(list(group))
        async with asyncio.timeout(PATIENCE):
            await self.may.acquire()
        if self.failure is not None:
            raise self.failure
        self.written += group


class Desk:
    """Puts numbers one by one, and looks at what is written."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.commits = GroupCommit(self.ledger.commit)

    async def put(self, *numbers: int) -> list[asyncio.Task[None]]:
        tasks = [asyncio.create_task(self.commits.put(number)) for number in numbers]
        await settled()
        return tasks

    async def let_one_end(self) -> None:
        self.ledger.may.release()
        await settled()


async def settled() -> None:
    """Let every task that can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_one_alone_is_committed_at_once() -> None:
    desk = Desk()
    (task,) = await desk.put(1)
    assert not task.done()
    await desk.let_one_end()
    assert task.done()
    assert desk.ledger.written == [1]


async def test_what_comes_during_a_commit_shares_the_next() -> None:
    desk = Desk()
    (first,) = await desk.put(1)
    others = await desk.put(2, 3, 4)
    await desk.let_one_end()
    assert first.done()
    assert [task.done() for task in others] == [False, False, False]
    await desk.let_one_end()
    assert [task.done() for task in others] == [True, True, True]
    assert desk.ledger.begun == [[1], [2, 3, 4]]


async def test_what_is_committed_does_not_wait_for_what_came_later() -> None:
    desk = Desk()
    await desk.put(1)
    group = await desk.put(2, 3)
    await desk.let_one_end()
    (late,) = await desk.put(4)
    await desk.let_one_end()
    assert [task.done() for task in group] == [True, True]
    assert not late.done()
    await desk.let_one_end()
    assert desk.ledger.begun == [[1], [2, 3], [4]]


async def test_a_commit_that_fails_fails_for_its_group_and_for_no_other() -> None:
    desk = Desk()
    group = await desk.put(1, 2)
    desk.ledger.failure = OSError("no room")
    await desk.let_one_end()
    for task in group:
        with pytest.raises(OSError, match="no room"):
            await task
    desk.ledger.failure = None
    (later,) = await desk.put(3)
    await desk.let_one_end()
    await later
    assert desk.ledger.written == [3]


async def test_one_that_waits_no_longer_leaves_the_commit_to_the_others() -> None:
    desk = Desk()
    impatient, patient = await desk.put(1, 2)
    impatient.cancel()
    await settled()
    await desk.let_one_end()
    await patient
    assert desk.ledger.written == [1, 2]


async def test_all_is_settled_once_nothing_is_left_to_commit() -> None:
    desk = Desk()
    await desk.put(1)
    await desk.put(2)
    settling = asyncio.create_task(desk.commits.settle())
    await desk.let_one_end()
    assert not settling.done()
    await desk.let_one_end()
    assert settling.done()
    assert desk.ledger.written == [1, 2]


async def test_what_has_come_and_not_begun_is_settled_too() -> None:
    desk = Desk()
    coming = asyncio.ensure_future(desk.commits.put(1))
    await asyncio.sleep(0)
    desk.ledger.may.release()
    await desk.commits.settle()
    assert desk.ledger.written == [1]
    await coming
