"""The records that were used last, held in memory so that a hot one is not decoded for every event."""

from collections.abc import Callable, Mapping
from itertools import islice

from tocsin.domain.stage import StateRecord


class LastUsed:
    """Holds records by key, None for one that there is not; `trim` lets go of those that were used longest ago."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[str, StateRecord | None] = {}

    def __getitem__(self, key: str) -> StateRecord | None:
        """Return what is held under `key`; raises KeyError where nothing is."""
        return self._held[key]

    def get(self, key: str, read: Callable[[str], StateRecord | None]) -> StateRecord | None:
        """Return the record under `key`, that which `read` finds where it is not held."""
        record = self._held.pop(key) if key in self._held else read(key)
        self._held[key] = record
        return record

    def put(self, changes: Mapping[str, StateRecord | None]) -> None:
        """Hold these records instead of what was there under their keys."""
        for key, record in changes.items():
            self._held.pop(key, None)
            self._held[key] = record

    def trim(self) -> None:
        """Hold no more than there is room for; only when all that has changed is written elsewhere."""
        for key in list(islice(self._held, max(0, len(self._held) - self._most))):
            del self._held[key]

    def clear(self) -> None:
        """Hold nothing."""
        self._held.clear()
