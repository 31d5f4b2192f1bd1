"""The table of a group: Faust keeps its changelog and recovers it, we write its rows."""

from collections.abc import Iterator, Mapping
from typing import Any

from faust.types import TP
from rocksdict import WriteBatch

_OPTIONS = {
    "block_cache_size": 1024**2,
    "write_buffer_size": 1024**2,
    "max_write_buffer_number": 2,
    "max_open_files": 64,
}
"""Small, for there is one database for each partition of each group, and Faust would give each a cache of 2 GiB.

What is used often is held as records, so a block is seldom read twice. Buffers fill up for hours before they are first
written out; small ones are full soon, and memory stays flat from then on.
"""


class FaustTables:
    """The partitions of a Faust table on the rocksdict store.

    Rows are not set through the table, which would write to disk before the changelog has them: after a crash the disk
    could then know what no other worker will ever hear of.
    """

    def __init__(self, app: Any, partitions: int) -> None:
        self.table = app.Table("state", key_type=bytes, value_type=bytes, partitions=partitions, options=dict(_OPTIONS))

    @property
    def changelog(self) -> str:
        """The topic that holds all rows."""
        return str(self.table.changelog_topic.get_topic_name())

    def of(self, partition: int) -> "PartitionTable":
        """Return the table of one partition."""
        return PartitionTable(self._database(partition), self.table.data.offset_key)

    def write(self, partition: int, rows: Mapping[str, bytes | None], offset: int) -> None:
        """Write `rows`, the last of which is at `offset` of the changelog."""
        batch = WriteBatch(raw_mode=True)
        for key, row in rows.items():
            if row is None:
                batch.delete(key.encode())
            else:
                batch.put(key.encode(), row)
        self._database(partition).write(batch)
        # Behind the rows: after a crash in between, recovery writes them once more.
        self.table.data.set_persisted_offset(TP(self.changelog, partition), offset)

    def persisted_offset(self, partition: int) -> int | None:
        """Return the offset of the last row of the changelog that is on disk, or None."""
        offset: int | None = self.table.persisted_offset(TP(self.changelog, partition))
        return offset

    def _database(self, partition: int) -> Any:
        return self.table.data._db_for_partition(partition)  # Faust has no public way to one partition


class PartitionTable:
    """The rows of one partition."""

    def __init__(self, database: Any, offset_key: bytes) -> None:
        self._database = database
        self._offset_key = offset_key

    def get(self, key: str) -> bytes | None:
        """Return the row under `key`, or None."""
        row = self._database.get(key.encode())
        return None if row is None else bytes(row)

    def items(self) -> Iterator[tuple[str, bytes]]:
        """Return every row with its key."""
        for key, row in self._database.items():
            if key != self._offset_key:
                yield bytes(key).decode(), bytes(row)
