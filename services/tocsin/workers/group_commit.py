"""Commits together what comes one by one: what comes during one commit shares the next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class GroupCommit(Generic[T]):
    """Hands `commit` all that has come since it was last called, never before it has returned."""

    def __init__(self, commit: Callable[[Sequence[T]], Awaitable[object]]) -> None:
        self._commit = commit
        self._group: list[T] = []
        self._next: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def put(self, one: T) -> None:
        """Return once `one` is committed; raises what the commit of its group raised."""
        self._group.append(one)
        if self._next is None:
            self._next = asyncio.create_task(self._commit_group())
        # Others wait for the same commit: that one of them waits no longer must not end it.
        await asyncio.shield(self._next)

    async def settle(self) -> None:
        """Return once nothing is left to commit, also of those who wait no longer."""
        if self._next is not None:
            await asyncio.wait([self._next])
        async with self._turn:
            pass

    async def _commit_group(self) -> None:
        async with self._turn:
            group, self._group, self._next = self._group, [], None
            await self._commit(group)
