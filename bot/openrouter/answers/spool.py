"""The spool: a folder for images in transit from OpenRouter to Discord."""

import logging
import os
import tempfile
from pathlib import Path

from bot.errors import SpoolFailed

log = logging.getLogger(__name__)

_SUFFIX = ".part"


class SpoolFile:
    """A file being written; its creator owns it until it passes the path on."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self.path = path
        self.size_bytes = 0
        self._descriptor: int | None = descriptor

    def write(self, data: bytes) -> None:
        """Append bytes, unbuffered.

        Raises:
            SpoolFailed: Not all of them could be written.
            ValueError: The file is closed.
        """
        if self._descriptor is None:
            raise ValueError("the spool file is closed")
        remaining = memoryview(data)
        try:
            while remaining:
                remaining = remaining[os.write(self._descriptor, remaining) :]
        except OSError as error:
            raise SpoolFailed("cannot write a spool file") from error
        self.size_bytes += len(data)

    def close(self) -> None:
        """Finish writing; idempotent.

        Raises:
            SpoolFailed: A delayed write error is reported on closing.
        """
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        try:
            os.close(descriptor)
        except OSError as error:
            raise SpoolFailed("cannot close a spool file") from error

    def discard(self) -> None:
        """Close and remove the file; idempotent.

        A failure is only logged, so that it does not mask the caller's own error. The next start
        removes the file.
        """
        try:
            self.close()
            self.path.unlink(missing_ok=True)
        except (SpoolFailed, OSError):
            log.warning("cannot remove a spool file name=%s", self.path.name, exc_info=True)


class Spool:
    """A folder for images in transit, owned by this process alone.

    Raises:
        SpoolFailed: The folder does not exist and cannot be created.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise SpoolFailed("cannot create the spool folder") from error

    def new_file(self) -> SpoolFile:
        """Create an empty file with a unique name, readable only by this user.

        Raises:
            SpoolFailed: The file could not be created.
        """
        try:
            descriptor, path = tempfile.mkstemp(prefix="", suffix=_SUFFIX, dir=self._folder)
        except OSError as error:
            raise SpoolFailed("cannot create a spool file") from error
        return SpoolFile(descriptor, Path(path))
