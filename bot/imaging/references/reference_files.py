"""Files of attached images: naming, expiry and eviction.

All functions block, so call them in threads.
"""

import logging
import os
import re
import stat
import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from bot.errors import ReferenceFault, ReferenceRefused
from bot.policy.images.image import EXTENSIONS
from bot.ports import Clock

log = logging.getLogger(__name__)

#: Time from an image's last use until it expires.
KEPT_FOR = timedelta(days=7)

#: Images per member: attaching images to requests that are then cancelled costs nothing else.
MAX_PER_MEMBER = 40

#: Images used within this time are never evicted: a job, which takes at most 15 minutes by
#: default, may still need them.
_NEEDED_FOR = timedelta(hours=1)

#: Time from an image's expiry until its file is deleted. Meanwhile a process whose clock is a
#: little slow may still renew it.
_GRACE = timedelta(hours=1)

#: Hex digits of the content hash in a name; enough that a member's images never collide.
HASH_DIGITS = 32

_ENDINGS = "|".join(EXTENSIONS.values())
_NAME = re.compile(rf"[0-9a-z]{{1,64}}-[0-9a-f]{{{HASH_DIGITS}}}\.(?:{_ENDINGS})")

#: Suffix of files that are being written.
PART = ".part"


class _Kept(NamedTuple):
    path: Path
    size_bytes: int
    age: timedelta
    """Time since its last use."""


class KeptFiles:
    """Files in one folder for all processes, named `<member>-<hash>.<extension>`.

    A file's modification time is the time of its last use.
    """

    def __init__(self, folder: Path, clock: Clock, *, max_bytes: int | None = None) -> None:
        """Manage a folder.

        Args:
            folder: An absolute path; the caller creates it before `put`.
            clock: Sets the times of the files.
            max_bytes: The largest total of all files in bytes; None for no limit.
        """
        self.folder = folder
        self._clock = clock
        self._max_bytes = max_bytes
        # held from the check of a file's time, or of a member's count, to the change based on it
        self._lock = threading.Lock()

    def put(self, part: Path, name: str) -> tuple[Path, bool]:
        """Rename a complete file into place atomically; evict the oldest images if necessary.

        Args:
            part: The file, in the same folder.
            name: Its final name.

        Returns:
            Its path, and whether the name is new.

        Raises:
            ReferenceRefused: Too many images, of the member or in all, may still be needed by jobs.
            OSError: The disk could not be written.
        """
        path = self.folder / name
        with part.open("rb") as file:
            # a power failure must not leave the name without the bytes
            os.fsync(file.fileno())
        self._touch(part)
        with self._lock:
            is_new = not path.exists()
            if is_new:
                self._make_room(name.partition("-")[0], part.stat().st_size)
            part.replace(path)
        return path, is_new

    def renew(self, name: str) -> Path | None:
        """Record a use of an image and return its path; None if it is missing or expired."""
        # never trust a name from the database
        if not _NAME.fullmatch(name):
            return None
        path = self.folder / name
        try:
            with self._lock:
                if not stat.S_ISREG(path.lstat().st_mode) or self._age(path) >= KEPT_FOR:
                    return None
                self._touch(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("an attached image cannot be renewed: %s", error.strerror)
            return None
        return path

    def forget(self, member: str) -> None:
        """Delete all of a member's files.

        Args:
            member: The member's part of the file names.

        Raises:
            OSError: A file cannot be deleted.
        """
        for path in self.folder.glob(f"{member}-*"):
            path.unlink(missing_ok=True)

    def remove(self, paths: Iterable[Path]) -> None:
        """Delete files; failures are logged."""
        for path in paths:
            with _logged():
                path.unlink(missing_ok=True)

    def sweep(self, names: Iterable[str]) -> None:
        """Delete the expired ones of some files; failures are logged."""
        for name in names:
            if not (_NAME.fullmatch(name) or name.endswith(PART)):
                continue
            path = self.folder / name
            kept_for = timedelta() if name.endswith(PART) else KEPT_FOR
            with _logged(), self._lock:
                if self._age(path) >= kept_for + _GRACE:
                    path.unlink(missing_ok=True)

    def _make_room(self, member: str, size_bytes: int) -> None:
        """Evict the oldest images to make room for a new one; evict none if that isn't enough."""
        kept = sorted(self._all(), key=lambda one: one.age, reverse=True)
        own = [one for one in kept if one.path.name.startswith(f"{member}-")]
        evicted = own[: max(0, len(own) + 1 - MAX_PER_MEMBER)]
        if any(one.age < _NEEDED_FOR for one in evicted):
            raise ReferenceRefused(ReferenceFault.TOO_MANY, MAX_PER_MEMBER)
        if self._max_bytes is not None:
            excess = sum(one.size_bytes for one in kept) + size_bytes - self._max_bytes
            excess -= sum(one.size_bytes for one in evicted)
            rest = iter([one for one in kept if one not in evicted])
            while excess > 0:
                one = next(rest, None)
                if one is None or one.age < _NEEDED_FOR:
                    raise ReferenceRefused(ReferenceFault.NO_ROOM)
                evicted.append(one)
                excess -= one.size_bytes
        for one in evicted:
            one.path.unlink(missing_ok=True)

    def _all(self) -> Iterable[_Kept]:
        """Yield the stored images of all members."""
        now = self._clock.now().timestamp()
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if not _NAME.fullmatch(entry.name):
                    continue
                with suppress(FileNotFoundError):
                    found = entry.stat(follow_symlinks=False)
                    age = timedelta(seconds=now - found.st_mtime)
                    yield _Kept(Path(entry.path), found.st_size, age)

    def _age(self, path: Path) -> timedelta:
        """Return the time since a file's last use; 0 for a missing file."""
        with suppress(FileNotFoundError):
            changed = path.lstat().st_mtime
            return timedelta(seconds=self._clock.now().timestamp() - changed)
        return timedelta()

    def _touch(self, path: Path) -> None:
        now = self._clock.now().timestamp()
        os.utime(path, (now, now))


@contextmanager
def _logged() -> Generator[None]:
    try:
        yield
    except OSError as error:
        log.warning("an attached image stays on the disk: %s", error.strerror)
