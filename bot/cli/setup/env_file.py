"""Writes `.env`: at once or not at all, readable by its owner alone, with a copy of the old one."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.cli.exits import Exit
from bot.cli.setup.env_lines import change_lines
from bot.cli.setup.stopped import SetupStopped

_PRIVATE = 0o600

#: What a new file is called until it takes the place of the old one.
_NEW = ".init-new"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    changed: tuple[str, ...]
    """The names whose values changed."""
    backup: Path | None
    """The copy of the old file, if it was changed."""


def check_env_file(path: Path) -> None:
    """Check before the first question that the file can be written.

    A symbolic link is refused: its target may be shared, and replacing the link would leave the
    target's secrets where other programs read them.

    Raises:
        SetupStopped: It can't be.
    """
    _refuse_link(path)
    if path.exists() and not path.is_file():
        raise _refused(path, "isn't a file; remove it")
    if path.exists() and not _is_ours(path.stat()):
        raise _refused(path, "belongs to another user; run init as that user")
    try:
        _create(_temporary(path), b"", None)
    except OSError as error:
        raise _refused(path, f"can't be written: {error.strerror}") from error
    _temporary(path).unlink(missing_ok=True)


def write_env_file(path: Path, changes: Mapping[str, str], *, now: datetime) -> Written:
    """Change values in a `.env` file, or create it.

    Args:
        path: The file.
        changes: The new values by name.
        now: Dates the copy of the old file.

    Raises:
        SetupStopped: It can't be written; the old file is unchanged.
    """
    # the dialogue took minutes
    _refuse_link(path)
    try:
        old = path.read_bytes() if path.exists() else None
        text = (old or b"").decode()
        new = change_lines(text, changes).encode()
        if new == old:
            path.chmod(_PRIVATE)
            return Written((), None)
        return Written(tuple(changes), _replace(path, old, new, now))
    except OSError as error:
        raise _refused(path, f"can't be written: {error.strerror}") from error
    except ValueError as error:
        raise _refused(path, f"can't be written: {error}") from error


def _replace(path: Path, old: bytes | None, new: bytes, now: datetime) -> Path | None:
    """Write the new file beside the old one, copy the old one, and let the new one take its place.

    Whatever ends this, even Ctrl-C, leaves either the old file alone or the new one with the copy.
    """
    temporary, backup = _temporary(path), None
    owner = path.stat() if old is not None else None
    try:
        _create(temporary, new, owner)
        if old is not None:
            backup = _back_up(path, old, owner, now)
        temporary.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        if backup is not None and path.read_bytes() == old:
            backup.unlink(missing_ok=True)
        raise
    return backup


def _back_up(path: Path, old: bytes, owner: os.stat_result | None, now: datetime) -> Path:
    """Copy the old file to a new name."""
    stamp, number = f"{path.name}.backup-{now:%Y%m%d-%H%M%S}", 1
    while True:
        backup = path.with_name(stamp if number == 1 else f"{stamp}-{number}")
        if not backup.exists() and not backup.is_symlink():
            _create(backup, old, owner)
            return backup
        number += 1


def _create(path: Path, content: bytes, owner: os.stat_result | None) -> None:
    """Create a file that only its owner can read from the first moment on."""
    if path.name.endswith(_NEW):
        path.unlink(missing_ok=True)  # left by a process that was killed
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if owner is not None and hasattr(os, "fchown"):
                with suppress(OSError):
                    os.fchown(descriptor, owner.st_uid, owner.st_gid)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        reason = f"is a symbolic link to {path.readlink()}; replace it by a file of its own"
        raise _refused(path, reason)


def _is_ours(found: os.stat_result) -> bool:
    """Tell whether a file belongs to this user; the root user may write for others."""
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return True
    return found.st_uid == os.geteuid() and stat.S_ISREG(found.st_mode)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; not every system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _temporary(path: Path) -> Path:
    return path.with_name(f"{path.name}{_NEW}")


def _refused(path: Path, reason: str) -> SetupStopped:
    return SetupStopped(f"{path.absolute()} {reason}.", Exit.NO_OUTPUT)
