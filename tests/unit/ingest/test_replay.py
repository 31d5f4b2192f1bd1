"""How recorded articles are told again."""

import json
from datetime import UTC, datetime

from tests.fakes.clock import JumpingClock
from tocsin.ingest.normalise import Defaults
from tocsin.ingest.replay import Replay

START = datetime(2024, 5, 1, tzinfo=UTC)


def record(path, *hours):
    items = [{"id": f"at-{hour}", "title": "News", "published_at": f"2024-05-01T{hour:02}:00:00Z"} for hour in hours]
    path.write_text("".join(json.dumps(item) + "\n" for item in items))
    return path


async def tell(path, state=None):
    clock = JumpingClock(START)
    source = Replay("example", path, Defaults("example"), clock)
    return [(clock.now().hour, batch) async for batch in source.batches(state)]


def ids(told):
    return [[item.article.id for item in batch.items] for _, batch in told]


async def test_an_article_is_told_when_the_clock_reaches_the_time_at_which_it_appeared(tmp_path):
    told = await tell(record(tmp_path / "a.jsonl", 3, 7))
    assert [(hour, batch.items[0].article.id) for hour, batch in told] == [(3, "at-3"), (7, "at-7")]


async def test_an_article_counts_as_fetched_when_it_was_told(tmp_path):
    (_, batch), *_ = await tell(record(tmp_path / "a.jsonl", 3))
    assert batch.items[0].article.fetched_at == START.replace(hour=3)


async def test_articles_that_are_due_together_are_one_batch(tmp_path):
    assert ids(await tell(record(tmp_path / "a.jsonl", 3, 3, 2, 5))) == [["at-3", "at-3", "at-2"], ["at-5"]]


async def test_a_replay_goes_on_where_its_state_says_that_it_was(tmp_path):
    path = record(tmp_path / "a.jsonl", 1, 2, 3)
    (_, first), *_ = await tell(path)
    assert ids(await tell(path, first.state)) == [["at-2"], ["at-3"]]


async def test_a_broken_line_is_told_in_its_turn(tmp_path):
    path = record(tmp_path / "a.jsonl", 1)
    path.write_text("oops\n" + path.read_text())
    (_, first), (_, second) = await tell(path)
    assert first.items[0].origin == "a.jsonl line 1"
    assert second.items[0].article.id == "at-1"


async def test_a_recording_that_is_not_there_is_said_in_words(tmp_path):
    ((_, batch),) = await tell(tmp_path / "none.jsonl")
    assert "No such file" in batch.trouble
