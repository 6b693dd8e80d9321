"""Copies a SQLite database while it is in use."""

import os
import sqlite3
import tempfile
from pathlib import Path

from bot.errors import OutputRefused, StorageFailed, StorageFault
from bot.storage.engine.faults import storage_failure

#: Seconds that the copy waits for a lock of a writer.
_BUSY_TIMEOUT_S = 10.0


def back_up(source: Path, target: Path, *, force: bool) -> int:
    """Copy the current state of a database into one file; blocks until that is on disk.

    The copy is made in a temporary file, checked and then renamed: all of it exists, or none.

    Args:
        source: The file of the database.
        target: The file of the copy.
        force: Whether to replace an existing file.

    Returns:
        The copy's size in bytes.

    Raises:
        OutputRefused: The target exists, is the source or a folder, or cannot be written.
        StorageFailed: The database cannot be read, or the copy is corrupt.
    """
    if not source.is_file():
        raise StorageFailed(StorageFault.UNREACHABLE, f"there is no file {source.name}")
    _check(source, target, force=force)
    unfinished = _create_beside(target)
    try:
        _copy(source, unfinished)
        _check(source, target, force=force)
        unfinished.replace(target)
    except sqlite3.Error as error:
        raise storage_failure(error) from error
    except OSError as error:
        raise OutputRefused(target, "can't be written") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def _create_beside(target: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        os.close(handle)
    except OSError as error:
        reason = "its folder doesn't exist or isn't writable"
        raise OutputRefused(target, reason) from error
    return Path(name)


def _check(source: Path, target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise OutputRefused(target, "is a folder; enter a file name")
    if target.exists():
        if target.samefile(source):
            raise OutputRefused(target, "is the database itself; enter another name")
        if not force:
            raise OutputRefused(target, "already exists; use --force to overwrite it")


def _copy(source: Path, target: Path) -> None:
    original = sqlite3.connect(source, timeout=_BUSY_TIMEOUT_S)
    copy = sqlite3.connect(target)
    try:
        # all pages in one step: a concurrent write would restart a copy in several steps
        original.backup(copy, pages=-1)
        # one file, without a write-ahead log next to it
        copy.execute("PRAGMA journal_mode = DELETE")
        (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise StorageFailed(StorageFault.DAMAGED, "the copy failed its integrity check")
    finally:
        copy.close()
        original.close()
    with target.open("rb") as file:
        os.fsync(file.fileno())
