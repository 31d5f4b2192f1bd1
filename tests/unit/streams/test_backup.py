"""Copies of a log: taken while it is written to, and put back."""

import os
import sqlite3
from multiprocessing import get_context
from pathlib import Path
from signal import SIGKILL
from threading import Event, Thread

import pytest

from tests.builders import NOON
from tocsin.domain.tick import ClockTicked
from tocsin.streams import backup as backups
from tocsin.streams.backup import back_up, restore
from tocsin.streams.log import FILE_NAME, DirectoryLock, LogError, SqliteLog


def written(directory: Path, count: int = 3) -> None:
    with SqliteLog.open(directory) as log, log.transaction():
        log.append([ClockTicked.at(NOON.replace(minute=minute)) for minute in range(count)])
        log.move_to("project", count)
        log.keep_source_state("inbox", b"so far")


def held(directory: Path) -> list[object]:
    with SqliteLog.open(directory, read_only=True) as log:
        tables = ("events", "positions", "sources")
        return [log.connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables]  # noqa: S608


def test_what_was_backed_up_is_put_back_as_it_was(tmp_path: Path) -> None:
    written(tmp_path / "data")
    back_up(tmp_path / "data", tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "new")
    assert held(tmp_path / "new") == held(tmp_path / "data")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "data", "new"]


def test_a_backup_is_one_instant_however_much_is_written_meanwhile(tmp_path: Path) -> None:
    stop = Event()

    def write() -> None:
        with SqliteLog.open(tmp_path / "data") as log:
            number = 0
            while not stop.is_set():
                number += 1
                with log.transaction():
                    log.append([ClockTicked.at(NOON.replace(year=1 + number // 500_000, microsecond=number % 500_000))])
                    log.move_to("project", log.end())

    written(tmp_path / "data")
    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(10):
            back_up(tmp_path / "data", tmp_path / str(number))
    finally:
        stop.set()
        writer.join()
    ends = []
    for number in range(10):
        restore(tmp_path / str(number), tmp_path / f"new-{number}")
        with SqliteLog.open(tmp_path / f"new-{number}") as log:
            assert log.position("project") == log.end()
            ends.append(log.end())
    assert ends == sorted(ends)
    assert len(set(ends)) > 1


def test_a_backup_is_never_written_over(tmp_path: Path) -> None:
    written(tmp_path / "data")
    (tmp_path / "copy").write_text("of last week")
    with pytest.raises(LogError, match="is there already"):
        back_up(tmp_path / "data", tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "of last week"


def test_it_is_put_only_into_a_directory_that_is_empty(tmp_path: Path) -> None:
    written(tmp_path / "data")
    back_up(tmp_path / "data", tmp_path / "copy")
    before = held(tmp_path / "data")
    with pytest.raises(LogError, match="is not empty"):
        restore(tmp_path / "copy", tmp_path / "data")
    assert held(tmp_path / "data") == before


def test_it_is_not_put_under_a_tocsin_that_begins(tmp_path: Path) -> None:
    written(tmp_path / "data")
    back_up(tmp_path / "data", tmp_path / "copy")
    lock = DirectoryLock(tmp_path / "new")
    with pytest.raises(LogError, match="in use by another tocsin"):
        restore(tmp_path / "copy", tmp_path / "new")
    lock.release()
    assert not (tmp_path / "new" / FILE_NAME).exists()


@pytest.mark.parametrize(("version", "advice"), [("1", "written by an older tocsin"), ("99", "upgrade tocsin")])
def test_a_backup_of_a_version_that_is_of_no_use_is_refused(tmp_path: Path, version: str, advice: str) -> None:
    written(tmp_path / "data")
    back_up(tmp_path / "data", tmp_path / "copy")
    with sqlite3.connect(tmp_path / "copy") as db:
        db.execute("UPDATE meta SET value = ? WHERE name = 'schema'", (version,))
    db.close()
    with pytest.raises(LogError, match=advice):
        restore(tmp_path / "copy", tmp_path / "new")
    assert not (tmp_path / "new" / FILE_NAME).exists()


@pytest.mark.parametrize("damage", ["torn", "no log", "empty", "missing"])
def test_a_file_that_is_no_sound_backup_is_refused(tmp_path: Path, damage: str) -> None:
    written(tmp_path / "data", count=60)
    copy = tmp_path / "copy"
    back_up(tmp_path / "data", copy)
    whole = copy.read_bytes()
    match damage:
        case "torn":
            copy.write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12_288:])
        case "no log":
            copy.write_bytes(b"something else entirely, and more than a header long " * 40)
        case "empty":
            copy.write_bytes(b"")
        case "missing":
            copy.unlink()
    with pytest.raises(LogError):
        restore(copy, tmp_path / "new")
    assert not (tmp_path / "new" / FILE_NAME).exists()


def killed_before(step: str, work: str, *paths: Path) -> None:
    def kill(*_: object) -> None:
        os.kill(os.getpid(), SIGKILL)

    setattr(backups.os if step == "link" else Path, step, kill)
    getattr(backups, work)(*paths)


@pytest.mark.parametrize(("step", "work"), [("link", "back_up"), ("rename", "restore")])
def test_killed_in_the_middle_it_leaves_nothing_that_looks_whole_and_can_be_done_again(
    tmp_path: Path, step: str, work: str
) -> None:
    written(tmp_path / "data")
    if work == "restore":
        back_up(tmp_path / "data", tmp_path / "copy")
    paths = (tmp_path / "data", tmp_path / "copy") if work == "back_up" else (tmp_path / "copy", tmp_path / "new")
    child = get_context("fork").Process(target=killed_before, args=(step, work, *paths))
    child.start()
    child.join()
    assert child.exitcode == -SIGKILL
    assert not (tmp_path / "new" / FILE_NAME).exists()
    assert (tmp_path / "copy").exists() == (work == "restore")
    getattr(backups, work)(*paths)
    if work == "back_up":
        restore(tmp_path / "copy", tmp_path / "new")
    assert held(tmp_path / "new") == held(tmp_path / "data")
