"""Copies of an embedded log: taken while it is written to, and put in the place of one that was lost.

A copy is one file that holds all that the log held at one instant: events, state, positions and the read model.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tocsin.streams.log import FILE_NAME, LOCK_NAME, DirectoryLock, LogError, SqliteLog

_PART = ".part"


def back_up(directory: Path, file: Path) -> None:
    """Write a copy of the log in `directory` to `file`, which must not be there yet; others may write meanwhile.

    Nothing is under that name before the copy is whole and sound. Raises LogError.
    """
    if file.exists():
        raise LogError(f"{file}: is there already; a backup never writes over another one")
    part = file.with_name(file.name + _PART)
    with SqliteLog.open(directory, read_only=True) as log, _explained(file):
        _copy(log.connection, part)
        # A link, not a renaming: it fails where somebody else took the name meanwhile.
        os.link(part, file)
        part.unlink()
        _sync(file.parent)


def restore(file: Path, directory: Path) -> None:
    """Put the copy in `file` into `directory`, which must be empty or not there. Raises LogError."""
    if not file.is_file():
        raise LogError(f"{file}: there is no such file")
    part = directory / (FILE_NAME + _PART)
    if directory.exists() and {path.name for path in directory.iterdir()} - {LOCK_NAME, part.name}:
        raise LogError(f"{directory}: is not empty; restore into a directory of its own")
    lock = DirectoryLock(directory)
    try:
        with _explained(file), closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as backup:
            SqliteLog(backup, str(file)).require_sound()
            _copy(backup, part)
            part.rename(directory / FILE_NAME)
            _sync(directory)
    finally:
        lock.release()


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy all of a log as it is at one instant, as one file, and look whether it is sound."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        SqliteLog(copy, str(target)).require_sound()
    _sync(target)


def _sync(path: Path) -> None:
    """Wait until what is under `path` is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _explained(where: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise LogError(f"{where}: {error}") from error
