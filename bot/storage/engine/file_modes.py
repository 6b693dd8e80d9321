"""Keeps what members wrote from the machine's other users: folders 0700, files 0600."""

import logging
import os
import stat
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

_OTHERS = stat.S_IRWXG | stat.S_IRWXO

#: What SQLite keeps beside a database, in files of the same mode.
#: https://sqlite.org/tempfiles.html, read 2026-11-30
_BESIDE = ("", "-wal", "-shm", "-journal")


def make_private_folder(folder: Path) -> None:
    """Make a folder that only this user can look into; one that is there and ours becomes so.

    Raises:
        OSError: It cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _close_to_others(folder)


def make_private_database(file: Path) -> None:
    """Make the empty file of a database that only this user can read; one of ours becomes so.

    To be called before SQLite opens it, whose other files take over its mode.
    """
    # what cannot be made, SQLite says better
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    for name in _BESIDE:
        _close_to_others(file.with_name(f"{file.name}{name}"))


def _close_to_others(path: Path) -> None:
    # by its name: closing a descriptor of a database would release the locks that SQLite has on it
    try:
        found = path.stat()
        if found.st_uid == os.geteuid() and found.st_mode & _OTHERS:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
    except FileNotFoundError:
        pass
    except OSError as error:
        log.warning("%s may be read by other users of this machine: %s", path, error.strerror)
