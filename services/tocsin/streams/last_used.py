"""The records that were used last, held in memory so that a hot one is not decoded for every event."""

from collections.abc import Callable, Mapping

from tocsin.domain.stage import StateRecord


class LastUsed:
    """Holds records by key, None for one that there is not.

    There are two generations. What is used moves to the younger one; when that holds `most` records or was used `often`
    times, it becomes the older one, whose records go. So a record that nobody uses goes soon, however much room there
    is, and memory stays flat where there are ever new subjects.
    """

    def __init__(self, most: int, often: int) -> None:
        self._most = most
        self._often = often
        self._young: dict[str, StateRecord | None] = {}
        self._old: dict[str, StateRecord | None] = {}
        self._uses = 0

    def __getitem__(self, key: str) -> StateRecord | None:
        """Return what is held under `key`; raises KeyError where nothing is."""
        return self._young[key] if key in self._young else self._old[key]

    def get(self, key: str, read: Callable[[str], StateRecord | None]) -> StateRecord | None:
        """Return the record under `key`, that which `read` finds where it is not held."""
        self._uses += 1
        if key not in self._young:
            self._young[key] = self._old.pop(key) if key in self._old else read(key)
        return self._young[key]

    def put(self, changes: Mapping[str, StateRecord | None]) -> None:
        """Hold these records instead of what was there under their keys."""
        self._uses += len(changes)
        self._young.update(changes)

    def trim(self) -> None:
        """Let go of what was not used for long; only when all that has changed is written elsewhere."""
        if len(self._young) >= self._most or self._uses >= self._often:
            self._old, self._young, self._uses = self._young, {}, 0

    def clear(self) -> None:
        """Hold nothing."""
        self._old, self._young, self._uses = {}, {}, 0
