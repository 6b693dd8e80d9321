"""Hides members' data from other users of the machine: folders 0700, files 0600."""

import logging
import os
import stat
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

_GROUP_AND_OTHERS = stat.S_IRWXG | stat.S_IRWXO

#: Suffixes of a database's files; SQLite gives all of them the mode of the first.
#: https://sqlite.org/tempfiles.html, read 2026-11-30
_SUFFIXES = ("", "-wal", "-shm", "-journal")


def make_private_folder(folder: Path) -> None:
    """Create a folder with mode 0700, or restrict an existing one of this user.

    Raises:
        OSError: It cannot be created.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _restrict(folder)


def make_private_database(file: Path) -> None:
    """Create an empty database file with mode 0600, or restrict the existing files of this user.

    Call it before SQLite opens the file, because SQLite's other files inherit its mode.
    """
    # SQLite reports failures better
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    for path in database_files(file):
        _restrict(path)


def database_files(file: Path) -> tuple[Path, ...]:
    """Return a database's file and those that SQLite may have beside it."""
    return tuple(file.with_name(f"{file.name}{suffix}") for suffix in _SUFFIXES)


def _restrict(path: Path) -> None:
    # by path: closing a descriptor of the database would release SQLite's POSIX locks on it
    try:
        found = path.stat()
        if found.st_uid == os.geteuid() and found.st_mode & _GROUP_AND_OTHERS:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_GROUP_AND_OTHERS)
    except FileNotFoundError:
        pass
    except OSError as error:
        log.warning("%s may be read by other users of this machine: %s", path, error.strerror)
