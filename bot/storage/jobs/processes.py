"""One folder per process, with its images in transit and a lock file.

The kernel releases the lock when the process ends, however it ends, so the next start detects dead
processes at once. Creating a folder and locking it is not atomic: another process may lock the new
folder in between and consider it dead. Then its creator tries again under another name.
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

#: Next to it, shared by all processes.
_REFERENCES = "references"
_LOCK = "lock"

#: Attempts to create a folder; each fails only if another process locks it first.
_MAX_TRIES = 5

#: Errors of filesystems without locks, such as some network mounts.
_LOCKLESS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS}


@final
class ProcessFolder(Leftovers):
    """The folder of this process, and the locked folders of dead ones.

    Attributes:
        process_id: A unique id among all processes that use the database.
        path: The folder, an absolute path.
        references: The folder of references, which all processes share.
        dead: The ids of dead processes that left a folder behind.
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
        """Return the current path of a file that any process wrote; None if it does not exist.

        Only the last two parts of the path are used: DATA_DIR may have moved, and a manipulated
        path cannot lead to other folders.
        """
        owner, name = _file_key(path)
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
            exists = found.is_file() and not (folder.is_symlink() or found.is_symlink())
        except OSError:
            # an invalid name, or no permission
            return None
        return found if exists else None

    @override
    def remove_leftovers(self, kept: Collection[Path]) -> None:
        """Remove the files of dead processes, and their folders once they are empty.

        Call it after their leases have ended, in a thread, because it blocks. Files that cannot be
        removed are logged and left to the next start, as are folders with kept files.

        Args:
            kept: The files that jobs still need; only the last two parts of each path are compared.
        """
        self._kept = frozenset(_file_key(path) for path in kept)
        for process_id in tuple(self._locks):
            self._clear(process_id, self._kept)

    def close(self) -> None:
        """Remove empty folders, and unlock the folders of dead processes for others."""
        for process_id in tuple(self._locks):
            if self._kept is None:
                _remove_if_empty(self.path.with_name(process_id))
            else:
                self._clear(process_id, self._kept)
        for process_id in tuple(self._locks):
            os.close(self._locks.pop(process_id))

    def _clear(self, process_id: str, kept: frozenset[tuple[str, str]]) -> None:
        folder = self.path.with_name(process_id)
        for name in _contents(folder) or ():
            if (process_id, name) in kept:
                continue
            try:
                (folder / name).unlink(missing_ok=True)  # does not follow links
            except OSError as error:
                log.warning("cannot remove a dead process's file name=%s: %s", name, error.strerror)
        if _remove_if_empty(folder):
            os.close(self._locks.pop(process_id))


@contextmanager
def open_process_folder(data_dir: Path) -> Generator[ProcessFolder]:
    """Create this process's folder, and find those of dead ones.

    When the context ends, the folder is removed if it is empty; otherwise the next start finds it.
    Blocks for a few milliseconds, so call it before anything else runs.

    Raises:
        SpoolFailed: The folder cannot be created or locked.
    """
    root = data_dir.absolute() / _FOLDER
    try:
        make_private_folder(root.parent)
        make_private_folder(root)
        path, lock = _create(root)
    except OSError as error:
        raise SpoolFailed("cannot make the process's folder", charge=Charge.NONE) from error
    try:
        # without locks, only leases show which processes are dead
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


def _create(root: Path) -> tuple[Path, int | None]:
    """Return a new folder and its lock; None instead of the lock on filesystems without locks."""
    for _ in range(_MAX_TRIES):
        path = root / str(uuid.uuid4())
        path.mkdir(mode=0o700)
        try:
            lock = _try_lock(path)
        except OSError as error:
            if error.errno not in _LOCKLESS:
                raise
            log.warning("%s has no file locks, so leases show which processes are dead", root)
            return path, None
        if lock is not None:
            return path, lock
    raise OSError(errno.EAGAIN, "another process locked every new folder first")


def _find_dead(root: Path, *, own: str) -> dict[str, int]:
    dead: dict[str, int] = {}
    with os.scandir(root) as entries:
        names = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    for name in sorted(names):
        if name == own or not _is_process_id(name):
            continue
        try:
            lock = _try_lock(root / name)
        except OSError as error:
            log.warning("cannot tell whether process %s is dead: %s", name, error.strerror)
            continue
        if lock is not None:
            dead[name] = lock
    return dead


def _try_lock(folder: Path) -> int | None:
    """Lock a folder and return the lock's descriptor; None if another process holds the lock.

    Child processes do not inherit the descriptor, or they would keep the lock.

    Raises:
        OSError: The lock cannot be opened or locked.
    """
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except FileNotFoundError:
        return None  # another process has just removed the folder
    is_held = False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # without links, another process removed the file between the two calls
        is_held = os.fstat(lock).st_nlink > 0
    except BlockingIOError:
        return None
    finally:
        if not is_held:
            os.close(lock)
    return lock if is_held else None


def _remove_if_empty(folder: Path) -> bool:
    """Remove a folder whose lock this process holds if it has no other files; return success."""
    if _contents(folder) != []:
        return False
    try:
        (folder / _LOCK).unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            folder.rmdir()
    except OSError as error:
        log.warning("cannot remove a process's folder name=%s: %s", folder.name, error.strerror)
        return False
    return True


def _contents(folder: Path) -> list[str] | None:
    """Return the names in a folder except its lock; None if it cannot be read."""
    try:
        return sorted(path.name for path in folder.iterdir() if path.name != _LOCK)
    except FileNotFoundError:
        return []
    except OSError as error:
        log.warning("cannot read a process's folder name=%s: %s", folder.name, error.strerror)
        return None


def _file_key(path: Path) -> tuple[str, str]:
    """Return the id of the process and the file's name, which do not depend on DATA_DIR."""
    return path.parent.name, path.name


def _is_process_id(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False
