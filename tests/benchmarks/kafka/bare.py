"""A bare Faust agent, for comparison: `python -m tests.benchmarks.kafka.bare BROKER DIRECTORY PARTITIONS worker ...`.

For each claim it writes 500 bytes to a table on the rocksdict store and awaits one send, and does nothing else: as
Faust comes, with no care for what a crash would lose. What follows PARTITIONS is Faust's own command line.
"""

import sys

import faust

GROUP = "bare"
OUTPUT = "bare-output"
BYTES = 500
KEYS = 1000
"""How many different keys are written for each watch."""


def app(broker: str, directory: str, partitions: int) -> faust.App:
    """Return the agent and its table, with the settings that a worker of tocsin has too."""
    made = faust.App(
        GROUP,
        broker=f"kafka://{broker}",
        datadir=directory,
        store="rocksdb://",
        broker_commit_interval=1.0,
        broker_session_timeout=10.0,
        broker_heartbeat_interval=2.5,
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=GROUP,
        table_standby_replicas=0,
        topic_disable_leader=True,
        topic_partitions=partitions,
        topic_replication_factor=1,
        web_enabled=False,
    )
    raw = {"key_type": bytes, "value_type": bytes, "key_serializer": "raw", "value_serializer": "raw"}
    claims, output = made.topic("tocsin.claims", **raw), made.topic(OUTPUT, **raw)
    table = made.Table("table", key_type=bytes, value_type=bytes, partitions=partitions)

    @made.agent(claims)
    async def fold(stream):
        async for event in stream.events():
            value = event.value[:BYTES]
            table[event.key + b"/%d" % (event.message.offset % KEYS)] = value
            await output.send(key=event.key, value=value, partition=event.message.partition)

    return made


if __name__ == "__main__":
    bare = app(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    del sys.argv[1:4]
    bare.main()
