import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.domain.tick import ClockTicked, SourcePolled, SourceReading
from tocsin.streams.log import FILE_NAME, DirectoryLock, LogError, SqliteLog

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)


def ticks(count: int) -> list[ClockTicked]:
    return [ClockTicked.at(NOW + timedelta(seconds=i)) for i in range(count)]


def test_events_come_back_in_the_order_in_which_they_were_appended(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        with log.transaction():
            log.append(ticks(5))
        assert [entry.event for entry in log.entries(0, [ClockTicked])] == ticks(5)


def test_an_event_appended_twice_is_one_event(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        with log.transaction():
            first = log.append(ticks(2))
            second = log.append(ticks(3))
        assert [entry.seq for entry in first] == [1, 2]
        assert [entry.event for entry in second] == ticks(3)[2:]


def test_a_reader_is_given_only_the_kinds_that_it_asks_for(tmp_path: Path) -> None:
    polled = SourcePolled.of(SourceReading(source="wire", read_at=NOW))
    with SqliteLog.open(tmp_path) as log:
        with log.transaction():
            log.append([*ticks(2), polled])
        assert [entry.event for entry in log.entries(0, [SourcePolled])] == [polled]
        assert log.read(0, [ClockTicked], 1) == log.read(0, [ClockTicked], 2)[:1]


def test_what_fails_in_a_transaction_leaves_no_trace(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        with pytest.raises(ZeroDivisionError), log.transaction():
            log.append(ticks(1))
            log.move_to("project", 7)
            1 / 0  # noqa: B018
        assert log.end() == 0
        assert log.position("project") == 0


def test_positions_and_source_states_outlive_the_process(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log, log.transaction():
        log.move_to("project", 7)
        log.keep_source_state("inbox", b"so far")
    with SqliteLog.open(tmp_path, read_only=True) as log:
        assert log.position("project") == 7
        assert log.source_state("inbox") == b"so far"
        assert log.source_state("other") is None


def test_a_second_tocsin_on_the_same_directory_is_told_who_is_there(tmp_path: Path) -> None:
    first = DirectoryLock(tmp_path)
    with pytest.raises(LogError, match=r"in use by another tocsin \(process \d+\); stop it first"):
        DirectoryLock(tmp_path)
    first.release()
    DirectoryLock(tmp_path).release()


def test_a_directory_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log, log.transaction():
        log.note("schema", "999")
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(LogError, match=r"written by a newer tocsin .* upgrade tocsin"):
        SqliteLog.open(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_directory_of_an_older_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log, log.transaction():
        log.note("schema", "1")
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(LogError, match=r"written by an older tocsin .* choose another directory"):
        SqliteLog.open(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def of_the_version_before(directory: Path) -> None:
    with SqliteLog.open(directory) as log, log.transaction():
        log.append(ticks(2))
        log.note("schema", "2")
        log.connection.execute("DROP TABLE pruned")


def test_a_directory_of_the_version_before_is_brought_up_to_date_and_keeps_what_it_holds(tmp_path: Path) -> None:
    of_the_version_before(tmp_path)
    with SqliteLog.open(tmp_path) as log, log.transaction():
        assert log.noted("schema") == "3"
        assert log.append(ticks(3)) != []
        assert [entry.event for entry in log.entries(0, [ClockTicked])] == ticks(3)


def test_who_only_looks_into_a_directory_of_the_version_before_changes_nothing(tmp_path: Path) -> None:
    of_the_version_before(tmp_path)
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(LogError, match="written by an older tocsin; start `tocsin run` with it once"):
        SqliteLog.open(tmp_path, read_only=True)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_file_that_is_no_log_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"something else entirely, and more than a header long " * 40)
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(LogError, match="damaged or no log"):
        SqliteLog.open(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_looking_into_a_directory_without_a_log_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="no log here; start `tocsin run`"):
        SqliteLog.open(tmp_path / "nothing", read_only=True)
    assert not (tmp_path / "nothing").exists()


def test_a_full_disk_is_told_and_what_was_committed_stays(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        with log.transaction():
            log.append(ticks(3))
        pages = log.connection.execute("PRAGMA page_count").fetchone()[0]
        # SQLite answers as on a full disk once a file may not grow beyond so many pages.
        log.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LogError, match=r"the disk is full.*; make room"), log.transaction():
            log.append(ticks(5000))
        assert [entry.event for entry in log.entries(0, [ClockTicked])] == ticks(3)
    with SqliteLog.open(tmp_path) as log, log.transaction():
        assert len(log.append(ticks(5000))) == 4997


def test_a_file_that_another_program_holds_locked_is_told(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        log.connection.execute("PRAGMA busy_timeout = 0")
        other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LogError, match="locked by another program"), log.transaction():
            log.append(ticks(1))
        other.execute("ROLLBACK")
        other.close()
        with log.transaction():
            assert len(log.append(ticks(1))) == 1


def test_others_can_look_while_one_writes(tmp_path: Path) -> None:
    with SqliteLog.open(tmp_path) as log:
        with log.transaction():
            log.append(ticks(2))
        with log.transaction():
            log.append(ticks(4))
            with SqliteLog.open(tmp_path, read_only=True) as looking:
                assert looking.end() == 2
        with SqliteLog.open(tmp_path, read_only=True) as looking:
            assert [entry.event for entry in looking.entries(0, [ClockTicked])] == ticks(4)


def test_who_only_looks_may_be_the_first_after_a_kill(tmp_path: Path) -> None:
    """A kill while the file is not yet kept with a write-ahead log leaves a change in it that is to be undone."""
    with SqliteLog.open(tmp_path / "alive") as log:
        log.connection.execute("PRAGMA journal_mode = DELETE")
        log.connection.execute("PRAGMA cache_size = 1")
        log.connection.execute("BEGIN")
        log.connection.executemany("INSERT INTO meta VALUES (?, ?)", ((str(n), "x" * 500) for n in range(1_000)))
        shutil.copytree(tmp_path / "alive", tmp_path / "killed")
        log.connection.execute("ROLLBACK")
    with SqliteLog.open(tmp_path / "killed", read_only=True) as log:
        assert log.connection.execute("SELECT name FROM meta").fetchall() == [("schema",)]
        with pytest.raises(LogError, match="readonly"), log.transaction():
            log.note("looked", "yes")
