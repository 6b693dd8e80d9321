"""Copies a SQLite database while others work with it."""

import os
import sqlite3
import tempfile
from pathlib import Path

from bot.errors import OutputRefused, StorageFailed, StorageFault
from bot.storage.engine.faults import storage_failure

#: Seconds that a page waits for whoever writes to it.
_PATIENCE_S = 10.0


def back_up(source: Path, target: Path, *, force: bool) -> int:
    """Copy a database into one file, as it is at this moment; blocks until that is on the disk.

    The copy is made beside its place and checked, so that there is either all of it or none.

    Args:
        source: The database's file.
        target: The copy.
        force: Whether a file in its place is replaced.

    Returns:
        The copy's size in bytes.

    Raises:
        OutputRefused: The copy cannot be where it is wanted.
        StorageFailed: The database cannot be read, or the copy not be written.
    """
    if not source.is_file():
        raise StorageFailed(StorageFault.UNREACHABLE, f"there is no file {source.name}")
    _check(source, target, force=force)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        os.close(handle)
    except OSError as error:
        reason = "its folder doesn't exist or isn't writable"
        raise OutputRefused(target, reason) from error
    unfinished = Path(name)
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


def _check(source: Path, target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise OutputRefused(target, "is a folder; enter a file name")
    if target.exists():
        if target.samefile(source):
            raise OutputRefused(target, "is the database itself; enter another name")
        if not force:
            raise OutputRefused(target, "already exists; use --force to overwrite it")


def _copy(source: Path, target: Path) -> None:
    original = sqlite3.connect(source, timeout=_PATIENCE_S)
    copy = sqlite3.connect(target)
    try:
        # all at once: what is written meanwhile does not make it begin anew
        original.backup(copy, pages=-1)
        # as one file; the original's second one belongs to it alone
        copy.execute("PRAGMA journal_mode = DELETE")
        (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise StorageFailed(StorageFault.DAMAGED, "the copy failed its integrity check")
    finally:
        copy.close()
        original.close()
    with target.open("rb") as file:
        os.fsync(file.fileno())
