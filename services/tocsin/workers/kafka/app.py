"""The Faust app that carries one group of stages."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, cast

import faust
from faust.auth import SASLCredentials, SSLCredentials
from faust.transport.consumer import Consumer
from faust.types import TP

from tocsin.streams.kafka.connection import Connection
from tocsin.streams.kafka.reader import Message, Place
from tocsin.workers.kafka.carrier import Carrier, Tables
from tocsin.workers.kafka.consuming import CarefulTransport
from tocsin.workers.kafka.groups import Group
from tocsin.workers.kafka.recovery import CarefulTables
from tocsin.workers.kafka.refilling import refill
from tocsin.workers.kafka.tables import FaustTables
from tocsin.workers.observer import Lost

SESSION = 10.0
"""Seconds after which the brokers give the partitions of a worker that is gone to others."""

_GATHER = 0.005
"""Seconds in which more messages may come, where it is known that there are more."""


class RewoundError(Exception):
    """A topic ends before what had been folded of it."""


class StageApp(faust.App):
    """Hands the messages of the group's topics to a carrier, and tells it which partitions it owns."""

    def __init__(
        self,
        group: Group,
        carry: Callable[[Tables], Carrier],
        lost: Callable[[Lost], None],
        recovered: Callable[[float], None],
        *,
        partitions: int,
        replication: int,
        worker: str,
        data: Path,
        link: Connection,
    ) -> None:
        super().__init__(
            group.id,
            broker=[f"kafka://{broker}" for broker in link.brokers],
            broker_credentials=_credentials(link),
            broker_session_timeout=SESSION,
            broker_heartbeat_interval=SESSION / 4,
            broker_commit_interval=1.0,
            consumer_group_instance_id=f"{group.id}-{worker}",
            consumer_auto_offset_reset="earliest",
            consumer_max_fetch_size=8_000_000,
            datadir=str(data / group.name),
            store="rocksdb://",
            table_standby_replicas=0,
            topic_allow_declare=False,
            topic_disable_leader=True,
            topic_partitions=partitions,
            topic_replication_factor=replication,
            stream_wait_empty=False,
            stream_recovery_delay=0.0,
            web_enabled=False,
            TableManager=CarefulTables,
        )
        self.group = group
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lost = lost
        self._recovered = recovered
        self._recovering_since: float | None = None
        self._link = link
        self._tables_on_disk = FaustTables(self, partitions)
        self.carrier = carry(self._tables_on_disk)
        self.remaining = 0
        """How many messages of the changelog its tables have still to take in."""
        source = self.topic(
            *group.topics, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw"
        )
        self.agent(source, name=group.id)(self._read)
        self.on_partitions_revoked.connect(self._finish)

    async def recovered(self, generation: int) -> None:
        """Own the partitions whose tables are recovered, and commit where their tables stopped."""
        if generation != self.consumer_generation_id:
            return
        places = [place for place in self.consumer.assignment() if place.topic in self.group.topics]
        earliest = await self.consumer.earliest_offsets(*places)
        ends = await self.ends()
        if any((place.topic, place.partition) not in ends for place in places):
            return  # the partitions are on the move again, and another recovery comes
        self.carrier.own({place.partition for place in places}, ends)
        try:
            starts = {
                place: self._start(place, earliest.get(place) or 0, ends[place.topic, place.partition])
                for place in places
            }
        except RewoundError as error:
            self._fail(error)
            return
        # Not the public commit(), which only ever moves on.
        await cast(Consumer, self.consumer)._commit(starts)
        if self._recovering_since is not None:
            self._recovered(monotonic() - self._recovering_since)
            self._recovering_since = None

    async def refill(self, changelogs: Iterable[TP]) -> None:
        """Bring the tables of these partitions of the changelog up to date."""
        if self._recovering_since is None:
            self._recovering_since = monotonic()
        offsets = {place.partition: self._tables_on_disk.persisted_offset(place.partition) for place in changelogs}
        if offsets:
            await refill(self._tables_on_disk, offsets, self._link, self._recovering)

    def _recovering(self, remaining: int) -> None:
        self.remaining = remaining

    async def ends(self) -> dict[Place, int]:
        """Return where the topics end now, of the partitions that it owns."""
        places = [place for place in self.consumer.assignment() if place.topic in self.group.topics]
        return {(place.topic, place.partition): end for place, end in (await self.consumer.highwaters(*places)).items()}

    def _start(self, place: TP, earliest: int, end: int) -> int:
        """Return the offset of the next message of `place` to fold; it has messages from `earliest` to before `end`."""
        state = self.carrier.state(place.partition)
        position = state.position(place.topic)
        if position is not None and position > end:
            raise RewoundError(
                f"{place.topic}[{place.partition}] ends at {end}, and {position} messages of it have been folded: the "
                "topic was made anew; copy its log back, or run `tocsin rebuild`"
            )
        if position is not None and position >= earliest:
            return position
        if position is not None:
            self._lost(Lost(place.topic, place.partition, position, earliest))
        state.move_to(place.topic, earliest)
        return earliest

    async def _read(self, stream: Any) -> None:
        """Hand on what has come, as much as there is at once; nothing is acknowledged before it is written down."""
        stream.enable_acks = False
        batch: list[Any] = []
        async for event in stream.events():
            batch.append(event)
            if len(batch) < self.group.most and await self._more(stream, event):
                continue
            await self._take(stream, batch)
            batch = []

    async def _more(self, stream: Any, last: Any) -> bool:
        """Whether the next message is here already, or comes in a moment: rows are written once for all of them."""
        if not stream.channel.queue.empty():
            return True
        if last.message.offset + 1 >= self.consumer.highwater(last.message.tp):
            return False
        await asyncio.sleep(_GATHER)
        return not stream.channel.queue.empty()

    async def _take(self, stream: Any, batch: Iterable[Any]) -> None:
        current = [event for event in batch if self._is_ours(event.message)]
        try:
            await self.carrier.take([_message(event) for event in current])
        except Exception as error:  # noqa: BLE001 - an agent that raises acknowledges what it has not done
            self._fail(error)
            await asyncio.Event().wait()
        for event in current:
            await stream.ack(event)

    def _is_ours(self, message: Any) -> bool:
        same_generation = message.generation_id == self.consumer_generation_id
        return same_generation and message.partition in self.carrier.partitions

    async def _finish(self, *_: object, **__: object) -> None:
        """Let the batch in hand be written down, and let go of the tables before their partitions go elsewhere.

        Faust closes a table by forgetting it: were it still known here, it could not be opened when it comes back.
        """
        await self.carrier.idle()
        self.carrier.own((), {})

    def _new_transport(self) -> CarefulTransport:
        return CarefulTransport(self.conf.broker_consumer, self)

    def _fail(self, error: Exception) -> None:
        if not self.failed.done():
            self.failed.set_exception(error)


def _message(event: Any) -> Message:
    message = event.message
    at = datetime.fromtimestamp(message.timestamp, UTC)
    return Message(message.topic, message.partition, message.offset, at, message.key, message.value)


def _credentials(link: Connection) -> Any:
    if link.login is not None:
        return SASLCredentials(
            username=link.login.user,
            password=link.login.password.get_secret_value(),
            mechanism=link.login.mechanism,
            ssl_context=link.tls,
        )
    return None if link.tls is None else SSLCredentials(link.tls)
