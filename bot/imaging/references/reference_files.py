"""The files of attached images: their names, when they were last used, and which of them go.

All of it blocks, so threads call it.
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

KEPT_FOR = timedelta(days=7)

#: Of one member, since what is attached to wishes that are cancelled costs nothing else.
MOST_KEPT = 40

#: What was used lately, a job may still need; an image takes a quarter of an hour at most.
_NEEDED_FOR = timedelta(hours=1)

#: What is out of date is gone at once, but its file only after this. In between a process may
#: still write it anew, whose clock runs a little late.
_SPARE = timedelta(hours=1)

#: Of the hash of what was attached; enough that no two images of a member share a name.
HASH_DIGITS = 32

_ENDINGS = "|".join(EXTENSIONS.values())
_NAME = re.compile(rf"[0-9a-z]{{1,64}}-[0-9a-f]{{{HASH_DIGITS}}}\.(?:{_ENDINGS})")

#: Ends the names of files that are being written.
PART = ".part"


class _Kept(NamedTuple):
    path: Path
    size: int
    """In bytes."""
    age: timedelta
    """Since it was last used."""


class KeptFiles:
    """Files in one folder for all processes, named `<member>-<hash>.<ending>`.

    The time of a file's last change says when it was last used.
    """

    def __init__(self, folder: Path, clock: Clock, *, max_bytes: int | None = None) -> None:
        """Take the place.

        Args:
            folder: An absolute path; made by whoever puts a file into it.
            clock: For the times of the files.
            max_bytes: The most bytes that all of them together may have; None for any number.
        """
        self.folder = folder
        self._clock = clock
        self._max_bytes = max_bytes
        # nothing is renewed between the look at its time and its removal, or a member's count
        self._changing = threading.Lock()

    def put(self, part: Path, name: str) -> tuple[Path, bool]:
        """Give a file its name, in one step, so that nobody ever sees half of it.

        Returns:
            Its path, and whether there was none of that name.

        Raises:
            ReferenceRefused: There are too many that jobs may still need, of the member or of all.
            OSError: The disk does not take it.
        """
        path = self.folder / name
        with part.open("rb") as file:
            # a power cut must not leave the name without the bytes
            os.fsync(file.fileno())
        self._touch(part)
        with self._changing:
            is_new = not path.exists()
            if is_new:
                self._make_room(name.partition("-")[0], part.stat().st_size)
            part.replace(path)
        return path, is_new

    def renew(self, name: str) -> Path | None:
        """Return the path of an image that may be used from now on; None for no such one."""
        # a name out of the database could be anything
        if not _NAME.fullmatch(name):
            return None
        path = self.folder / name
        try:
            with self._changing:
                if not stat.S_ISREG(path.lstat().st_mode) or self._age(path) >= KEPT_FOR:
                    return None
                self._touch(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("an attached picture cannot be renewed: %s", error.strerror)
            return None
        return path

    def forget(self, member: str) -> None:
        """Remove all of a member's files.

        Raises:
            OSError: One of them stays.
        """
        for path in self.folder.glob(f"{member}-*"):
            path.unlink(missing_ok=True)

    def remove(self, paths: Iterable[Path]) -> None:
        """Remove files; what stays is logged."""
        for path in paths:
            with _logged():
                path.unlink(missing_ok=True)

    def sweep(self, names: Iterable[str]) -> None:
        """Remove those of some files that are out of date; what stays is logged."""
        for name in names:
            if not (_NAME.fullmatch(name) or name.endswith(PART)):
                continue
            path = self.folder / name
            kept_for = timedelta() if name.endswith(PART) else KEPT_FOR
            with _logged(), self._changing:
                if self._age(path) >= kept_for + _SPARE:
                    path.unlink(missing_ok=True)

    def _make_room(self, member: str, size: int) -> None:
        """Remove the oldest images, so that there may be one more of so many bytes.

        Nothing is removed where there will not be room enough.
        """
        kept = sorted(self._all(), key=lambda one: one.age, reverse=True)
        own = [one for one in kept if one.path.name.startswith(f"{member}-")]
        leaving = own[: max(0, len(own) + 1 - MOST_KEPT)]
        if any(one.age < _NEEDED_FOR for one in leaving):
            raise ReferenceRefused(ReferenceFault.TOO_MANY, MOST_KEPT)
        if self._max_bytes is not None:
            excess = sum(one.size for one in kept) + size - self._max_bytes
            excess -= sum(one.size for one in leaving)
            rest = iter([one for one in kept if one not in leaving])
            while excess > 0:
                one = next(rest, None)
                if one is None or one.age < _NEEDED_FOR:
                    raise ReferenceRefused(ReferenceFault.NO_ROOM)
                leaving.append(one)
                excess -= one.size
        for one in leaving:
            one.path.unlink(missing_ok=True)

    def _all(self) -> Iterable[_Kept]:
        """Return the kept images of all members."""
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
        """Return the time since a file was last used; none at all for one that is not there."""
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
        log.warning("an attached picture stays on the disk: %s", error.strerror)
