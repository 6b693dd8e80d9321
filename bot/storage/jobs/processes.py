"""One folder for each process: its images on their way, and a lock that says that it lives.

The kernel releases the lock when the process ends, however it ends, so the next start sees at once
who is dead. The folder and its lock are made without a lock around both: whoever takes a folder for
dead in between holds the lock, and its maker starts anew under another name.
"""

import errno
import fcntl
import logging
import os
import uuid
from collections.abc import Collection, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import final

from typing_extensions import override

from bot.errors import Charge, SpoolFailed
from bot.ports import Leftovers
from bot.storage.engine.file_modes import make_private_folder

log = logging.getLogger(__name__)

_FOLDER = "processes"

#: Beside it, for all processes.
_REFERENCES = "references"
_LOCK = "lock"

#: How many names are tried; others would have to be faster each time.
_TRIES = 5

#: What a filesystem says that knows no locks, such as some network mounts.
_LOCKLESS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS}


@final
class ProcessFolder(Leftovers):
    """The folder of this process, and those of dead ones, which are nobody else's meanwhile.

    Attributes:
        process_id: Names this process among all that use the database.
        path: The folder, an absolute path.
        references: The folder of images that members attached, which all processes share.
        dead: The ids of processes that left something behind and no longer run.
    """

    def __init__(self, process_id: str, path: Path, dead: dict[str, int]) -> None:
        self.process_id = process_id
        self.path = path
        self.references = path.parent.with_name(_REFERENCES)
        self.dead = tuple(dead)
        self._locks = dead
        self._kept: frozenset[tuple[str, str]] | None = None

    @override
    def find(self, path: Path) -> Path | None:
        """Return where a file lies that some process wrote; None when there is no such file.

        Only the last two parts of the path count, so that DATA_DIR may have moved, and a path that
        was tampered with leads nowhere else.
        """
        owner, name = _name(path)
        if name in {"", ".", "..", _LOCK}:
            return None
        if owner == _REFERENCES:
            folder = self.references
        elif _is_process_id(owner):
            folder = self.path.parent / owner
        else:
            return None
        found = folder / name
        try:
            is_there = found.is_file() and not (folder.is_symlink() or found.is_symlink())
        except OSError:
            # no filesystem takes such a name, or it may not be looked at
            return None
        return found if is_there else None

    @override
    def remove_leftovers(self, kept: Collection[Path]) -> None:
        """Remove the dead processes' files, and their folders once they are empty.

        To be called after their leases were ended. What cannot be removed is logged and left to
        the next start, as is a folder with files that are kept. It blocks, so a thread calls it.

        Args:
            kept: The files that jobs still need; the last two parts of a path say which it is.
        """
        self._kept = frozenset(_name(path) for path in kept)
        for process_id in tuple(self._locks):
            self._clear(process_id, self._kept)

    def close(self) -> None:
        """Remove what is empty by now, and let others have the dead processes' folders."""
        for process_id in tuple(self._locks):
            if self._kept is None:
                _remove_if_empty(self.path.with_name(process_id))
            else:
                self._clear(process_id, self._kept)
        for process_id in tuple(self._locks):
            os.close(self._locks.pop(process_id))

    def _clear(self, process_id: str, kept: frozenset[tuple[str, str]]) -> None:
        folder = self.path.with_name(process_id)
        for name in _names(folder) or ():
            if (process_id, name) in kept:
                continue
            try:
                (folder / name).unlink(missing_ok=True)  # of a link the link itself
            except OSError as error:
                log.warning("a leftover stays name=%s: %s", name, error.strerror)
        if _remove_if_empty(folder):
            os.close(self._locks.pop(process_id))


@contextmanager
def open_process_folder(data_dir: Path) -> Generator[ProcessFolder]:
    """Make this process's folder and find those of dead ones.

    At the end the folder is removed if it is empty; else the next start finds it. It blocks for a
    few milliseconds, before anything else runs.

    Raises:
        SpoolFailed: The folder cannot be made or locked.
    """
    root = data_dir.absolute() / _FOLDER
    try:
        make_private_folder(root.parent)
        make_private_folder(root)
        path, lock = _make(root)
    except OSError as error:
        raise SpoolFailed("cannot make the process's folder", charge=Charge.NONE) from error
    try:
        # where nobody can be locked out, leases alone say who is dead
        dead = {} if lock is None else _find_dead(root, own=path.name)
        folder = ProcessFolder(path.name, path, dead)
        try:
            yield folder
        finally:
            folder.close()
            _remove_if_empty(path)
    finally:
        if lock is not None:
            os.close(lock)


def _make(root: Path) -> tuple[Path, int | None]:
    """Return a new folder with its lock held; None where the filesystem knows no locks."""
    for _ in range(_TRIES):
        path = root / str(uuid.uuid4())
        path.mkdir(mode=0o700)
        try:
            lock = _take(path)
        except OSError as error:
            if error.errno not in _LOCKLESS:
                raise
            log.warning("%s knows no locks, so leases say which processes are dead", root)
            return path, None
        if lock is not None:
            return path, lock
    raise OSError(errno.EAGAIN, "another process took every new folder for a dead one's")


def _find_dead(root: Path, *, own: str) -> dict[str, int]:
    dead: dict[str, int] = {}
    with os.scandir(root) as entries:
        names = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    for name in sorted(names):
        if name == own or not _is_process_id(name):
            continue
        try:
            lock = _take(root / name)
        except OSError as error:
            log.warning("cannot tell whether process %s is dead: %s", name, error.strerror)
            continue
        if lock is not None:
            dead[name] = lock
    return dead


def _take(folder: Path) -> int | None:
    """Return the descriptor of a folder's lock once it is held; None when somebody else holds it.

    Processes that this one starts do not inherit it, or they would keep it alive.

    Raises:
        OSError: It cannot be opened or locked.
    """
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except FileNotFoundError:
        return None  # somebody else has just removed the folder
    is_held = False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # no name is left when somebody removed it between these two calls
        is_held = os.fstat(lock).st_nlink > 0
    except BlockingIOError:
        return None
    finally:
        if not is_held:
            os.close(lock)
    return lock if is_held else None


def _remove_if_empty(folder: Path) -> bool:
    """Remove a folder whose lock this process holds if nothing else is in it."""
    if _names(folder) != []:
        return False
    try:
        (folder / _LOCK).unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            folder.rmdir()
    except OSError as error:
        log.warning("a process's folder stays name=%s: %s", folder.name, error.strerror)
        return False
    return True


def _names(folder: Path) -> list[str] | None:
    """Return what is in a folder but its lock; None when it cannot be read."""
    try:
        return sorted(path.name for path in folder.iterdir() if path.name != _LOCK)
    except FileNotFoundError:
        return []
    except OSError as error:
        log.warning("cannot read a process's folder name=%s: %s", folder.name, error.strerror)
        return None


def _name(path: Path) -> tuple[str, str]:
    """Return what stays the same when DATA_DIR is moved: the process and the file's own name."""
    return path.parent.name, path.name


def _is_process_id(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False
