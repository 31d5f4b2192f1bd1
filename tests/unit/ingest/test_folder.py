"""What a watched folder gives, look by look."""

import json
from datetime import UTC, datetime

import pytest

from tests.fakes.clock import JumpingClock
from tocsin.ingest.folder import Folder, looks_at
from tocsin.ingest.normalise import Defaults
from tocsin.ingest.source import BATCH_SIZE, Arrived

NOW = datetime(2024, 5, 2, tzinfo=UTC)


def item(name):
    return {"id": name, "title": f"About {name}", "published_at": "2024-05-01T12:00:00Z"}


def line(name):
    return json.dumps(item(name)) + "\n"


def ids(batches):
    return [got.article.id for batch in batches for got in batch.items if isinstance(got, Arrived)]


def broken(batches):
    return [got for batch in batches for got in batch.items if not isinstance(got, Arrived)]


async def read(path, state=None, looks=1, between=lambda: None):
    """Look `looks` times, calling `between` before every look but the first."""

    async def when_to_look():
        yield None
        for _ in range(looks - 1):
            between()
            yield None

    source = Folder("inbox", path, Defaults("inbox"), JumpingClock(NOW), when_to_look())
    return [batch async for batch in source.batches(state)]


async def test_what_is_in_the_folder_at_the_start_is_read(tmp_path):
    (tmp_path / "a.jsonl").write_text(line("one") + line("two"))
    (tmp_path / "b.json").write_text(json.dumps(item("three"), indent=2))
    (tmp_path / "c.json").write_text(json.dumps([item("four"), item("five")]))
    assert ids(await read(tmp_path)) == ["one", "two", "three", "four", "five"]


async def test_other_files_hidden_files_and_folders_are_passed_over(tmp_path):
    (tmp_path / "notes.txt").write_text("none of your business")
    (tmp_path / ".a.jsonl.tmp.jsonl").write_text(line("one"))
    (tmp_path / "folder.json").mkdir()
    assert await read(tmp_path) == []


async def test_what_the_state_says_was_read_is_not_given_again(tmp_path):
    (tmp_path / "a.jsonl").write_text(line("one"))
    (tmp_path / "b.json").write_text(json.dumps(item("two")))
    batches = await read(tmp_path)
    assert await read(tmp_path, batches[-1].state) == []


async def test_a_file_that_grew_is_read_on_from_where_it_was(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(line("one"))
    state = (await read(tmp_path))[-1].state
    with file.open("a") as stream:
        stream.write(line("two") + "nonsense\n")
    batches = await read(tmp_path, state)
    assert ids(batches) == ["two"]
    assert broken(batches)[0].origin == "a.jsonl line 3"


async def test_half_a_line_waits_for_its_other_half(tmp_path):
    file = tmp_path / "a.jsonl"
    whole = line("one") + line("two")
    file.write_text(whole[:-10])
    assert ids(await read(tmp_path, looks=2, between=lambda: None)) == ["one"]
    assert ids(await read(tmp_path, looks=2, between=lambda: file.write_text(whole))) == ["one", "two"]


async def test_a_file_that_was_truncated_or_replaced_is_read_anew(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(line("one") + line("two"))
    state = (await read(tmp_path))[-1].state
    file.write_text(line("three"))
    batches = await read(tmp_path, state)
    assert ids(batches) == ["three"]
    (tmp_path / "new").write_text(line("four") + line("five") + line("six"))
    (tmp_path / "new").replace(file)
    assert ids(await read(tmp_path, batches[-1].state)) == ["four", "five", "six"]


async def test_a_file_that_was_written_over_in_place_is_read_anew(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(line("one"))
    state = (await read(tmp_path))[-1].state
    file.write_text(line("a much longer name than before") + line("two"))
    assert ids(await read(tmp_path, state)) == ["a much longer name than before", "two"]


async def test_a_half_written_json_file_is_not_called_broken_but_read_when_it_is_whole(tmp_path):
    file = tmp_path / "a.json"
    whole = json.dumps(item("one"))
    file.write_text(whole[:-5])
    batches = await read(tmp_path, looks=2, between=lambda: file.write_text(whole))
    assert ids(batches) == ["one"]
    assert not broken(batches)


async def test_a_json_file_that_stays_broken_is_told_once_and_read_when_it_is_mended(tmp_path):
    (tmp_path / "a.json").write_text('{"title": \n oops}')
    batches = await read(tmp_path, looks=4)
    assert [(got.origin, "line 2" in got.reason) for got in broken(batches)] == [("a.json", True)]
    (tmp_path / "a.json").write_text(json.dumps(item("one")))
    assert ids(await read(tmp_path, batches[-1].state)) == ["one"]


async def test_a_broken_line_does_not_keep_the_others_from_being_read(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(
        line("one").encode() + b"\xff\xfe\n" + b'{"title": "x"}\n' + line("two").encode()
    )
    batches = await read(tmp_path)
    assert ids(batches) == ["one", "two"]
    assert [got.origin for got in broken(batches)] == ["a.jsonl line 2", "a.jsonl line 3"]


async def test_a_file_that_cannot_be_opened_is_told_once_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.json").symlink_to(tmp_path / "a.json")
    (tmp_path / "b.jsonl").write_text(line("one"))
    batches = await read(tmp_path, looks=3)
    assert ids(batches) == ["one"]
    assert [got.origin for got in broken(batches)] == ["a.json"]


async def test_a_folder_that_is_missing_is_told_once_and_read_when_it_is_there(tmp_path):
    folder = tmp_path / "inbox"
    batches = await read(folder, looks=2)
    assert ["No such file" in batch.trouble for batch in batches] == [True]

    def appear():
        folder.mkdir(exist_ok=True)
        (folder / "a.jsonl").write_text(line("one"))

    assert ids(await read(folder, batches[-1].state, looks=2, between=appear)) == ["one"]


async def test_that_a_folder_can_be_read_again_is_told_before_anything_new_is_in_it(tmp_path):
    folder = tmp_path / "inbox"
    batches = await read(folder, looks=3, between=lambda: folder.mkdir(exist_ok=True))
    assert [(batch.trouble is None, batch.items) for batch in batches] == [(False, ()), (True, ())]


async def test_a_crash_between_two_batches_neither_loses_nor_repeats_a_line(tmp_path):
    names = [f"n{number}" for number in range(2 * BATCH_SIZE + 10)]
    (tmp_path / "a.jsonl").write_text("".join(map(line, names)))
    first, *rest = await read(tmp_path)
    assert len(first.items) == BATCH_SIZE
    assert len(rest) == 2
    assert ids([first]) + ids(await read(tmp_path, first.state)) == names


async def test_the_state_forgets_files_that_are_gone(tmp_path):
    (tmp_path / "a.jsonl").write_text(line("one"))
    state = (await read(tmp_path))[-1].state
    (tmp_path / "a.jsonl").unlink()
    (tmp_path / "b.jsonl").write_text(line("two"))
    assert b"a.jsonl" not in (await read(tmp_path, state))[-1].state


@pytest.mark.parametrize("polling", ["true", "false"])
async def test_a_change_in_the_folder_is_noticed(tmp_path, monkeypatch, polling):
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", polling)
    source = Folder("inbox", tmp_path, Defaults("inbox"), JumpingClock(NOW), looks_at(tmp_path))
    (tmp_path / "a.jsonl").write_text(line("one"))
    batches = source.batches(None)
    assert ids([await anext(batches)]) == ["one"]
    (tmp_path / "b.jsonl").write_text(line("two"))
    assert ids([await anext(batches)]) == ["two"]
    await batches.aclose()
