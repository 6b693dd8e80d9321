"""The files of attached pictures: their names, when they were last used, and which of them go.

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

from bot.errors import ReferenceFault, ReferenceRefused
from bot.policy.picture import EXTENSIONS
from bot.ports import Clock

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)

#: Of one member, since what is attached to wishes that are cancelled costs nothing else.
MOST_KEPT = 40

#: What was used lately, a job may still need; a picture takes a quarter of an hour at most.
_NEEDED_FOR = timedelta(hours=1)

#: What is out of date is gone at once, but its file only after this. In between a process may
#: still write it anew, whose clock runs a little late.
_SPARE = timedelta(hours=1)

#: Of the hash of what was attached; enough that no two pictures of a member share a name.
HASH_DIGITS = 32

_ENDINGS = "|".join(EXTENSIONS.values())
_NAME = re.compile(rf"[0-9a-z]{{1,64}}-[0-9a-f]{{{HASH_DIGITS}}}\.(?:{_ENDINGS})")

#: Ends the names of files that are being written.
PART = ".part"


class KeptFiles:
    """Files in one folder for all processes, named `<member>-<hash>.<ending>`.

    The time of a file's last change says when it was last used.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        # nothing is renewed between the look at its time and its removal, or a member's count
        self._changing = threading.Lock()

    def put(self, part: Path, name: str) -> tuple[Path, bool]:
        """Give a file its name, in one step, so that nobody ever sees half of it.

        Returns:
            Its path, and whether there was none of that name.

        Raises:
            ReferenceRefused: The member has too many that jobs may still need.
            OSError: The disk does not take it.
        """
        path = self._folder / name
        with part.open("rb") as file:
            # a power cut must not leave the name without the bytes
            os.fsync(file.fileno())
        self._touch(part)
        with self._changing:
            is_new = not path.exists()
            if is_new:
                self._make_room(name.partition("-")[0])
            part.replace(path)
        return path, is_new

    def renew(self, name: str) -> Path | None:
        """Return the path of a picture that may be used from now on; None for no such one."""
        # a name out of the database could be anything
        if not _NAME.fullmatch(name):
            return None
        path = self._folder / name
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
        for path in self._folder.glob(f"{member}-*"):
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
            path = self._folder / name
            kept_for = timedelta() if name.endswith(PART) else KEPT_FOR
            with _logged(), self._changing:
                if self._age(path) >= kept_for + _SPARE:
                    path.unlink(missing_ok=True)

    def _make_room(self, member: str) -> None:
        """Remove a member's oldest pictures, so that there may be one more."""
        paths = (path for path in self._folder.glob(f"{member}-*") if _NAME.fullmatch(path.name))
        ages = sorted(((self._age(path), path) for path in paths), reverse=True)
        for age, path in ages[: max(0, len(ages) + 1 - MOST_KEPT)]:
            if age < _NEEDED_FOR:
                raise ReferenceRefused(ReferenceFault.TOO_MANY, MOST_KEPT)
            path.unlink(missing_ok=True)

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
