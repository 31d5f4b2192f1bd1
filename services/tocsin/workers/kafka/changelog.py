"""The rows of the workers' tables as their changelogs hold them, for whoever works on them while no worker runs."""

from collections.abc import Iterator, Mapping

from tocsin.streams.kafka.connection import Connection
from tocsin.streams.kafka.reader import Message, end_offsets, read_to_end
from tocsin.streams.topics import changelog_of

Rows = dict[str, bytes]


def messages_of(connection: Connection, topic: str, partition: int) -> Iterator[Message]:
    """Return all messages of one partition. Raises BrokerError."""
    ends = end_offsets(connection, [topic])
    elsewhere = {place: end for place, end in ends.items() if place[1] != partition}
    return (each for each in read_to_end(connection, [topic], elsewhere) if each.partition == partition)


def table_of(connection: Connection, group: str, partition: int) -> Rows:
    """Return the rows of one partition of a group's table, by their keys. Raises BrokerError."""
    rows = Rows()
    for message in messages_of(connection, changelog_of(group), partition):
        _put(rows, message)
    return rows


def tables_of(connection: Connection, group: str, partitions: int) -> list[Rows]:
    """Return the rows of all partitions of a group's table, in their order. Raises BrokerError."""
    tables = [Rows() for _ in range(partitions)]
    for message in read_to_end(connection, [changelog_of(group)]):
        _put(tables[message.partition], message)
    return tables


def corrections(found: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """Return the rows that turn a table that was `found` into the one that is `wanted`; None removes a row."""
    changed: dict[str, bytes | None] = {key: row for key, row in wanted.items() if found.get(key) != row}
    return changed | {key: None for key in found if key not in wanted}


def _put(rows: Rows, message: Message) -> None:
    key = (message.key or b"").decode()
    if message.value is None:
        rows.pop(key, None)
    else:
        rows[key] = message.value
