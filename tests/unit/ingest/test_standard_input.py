"""What comes in through standard input."""

import asyncio
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes.clock import JumpingClock
from tocsin.ingest.normalise import Defaults
from tocsin.ingest.source import BATCH_SIZE, Arrived, Broken
from tocsin.ingest.standard_input import StandardInput, pieces_of

NOW = datetime(2024, 5, 2, tzinfo=UTC)


def line(name):
    return json.dumps({"id": name, "title": f"About {name}", "published_at": "2024-05-01T12:00:00Z"}).encode() + b"\n"


@pytest.fixture
def nothing():
    with Path(os.devnull).open("rb") as stream:
        yield stream


def source_of(stream):
    return StandardInput("pipe", pieces_of(stream), Defaults("pipe"), JumpingClock(NOW))


async def test_a_pipe_gives_what_has_come_in_without_waiting_for_more():
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", buffering=0) as stream, os.fdopen(writing, "wb", buffering=0) as sender:
        batches = source_of(stream).batches(None)
        sender.write(line("one") + line("two")[:20])
        batch = await anext(batches)
        assert [item.article.id for item in batch.items] == ["one"]
        assert batch.state is None
        sender.write(line("two")[20:])
        assert [item.article.id for item in (await anext(batches)).items] == ["two"]
        await batches.aclose()


async def test_whoever_waits_for_a_pipe_can_be_stopped():
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", buffering=0) as stream, os.fdopen(writing, "wb", buffering=0):
        waiting = asyncio.create_task(anext(source_of(stream).batches(None)))
        await asyncio.sleep(0)
        waiting.cancel()
        assert await asyncio.wait([waiting], timeout=5) == ({waiting}, set())


async def test_a_file_is_read_to_its_end_in_batches_with_broken_lines_where_they_stood(tmp_path):
    file = tmp_path / "articles.jsonl"
    file.write_bytes(b"".join(line(f"n{number}") for number in range(BATCH_SIZE)) + b"oops\n" + line("last").rstrip())
    with file.open("rb") as stream:
        batches = [batch async for batch in source_of(stream).batches(None)]
    items = [item for batch in batches for item in batch.items]
    assert max(len(batch.items) for batch in batches) == BATCH_SIZE
    assert isinstance(items[BATCH_SIZE], Broken)
    assert items[BATCH_SIZE].origin == f"pipe line {BATCH_SIZE + 1}"
    assert isinstance(items[-1], Arrived)
    assert items[-1].article.id == "last"


async def test_no_input_at_all_ends_at_once(nothing):
    assert [batch async for batch in source_of(nothing).batches(None)] == []
