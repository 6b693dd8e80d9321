"""Files on disk that hold images on their way from OpenRouter to Discord."""

import logging
import os
import tempfile
from pathlib import Path

from bot.errors import SpoolFailed

log = logging.getLogger(__name__)

_SUFFIX = ".part"


class SpoolFile:
    """One file that is being written; its maker owns it until it hands the path on."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self.path = path
        self.size_bytes = 0
        self._descriptor: int | None = descriptor

    def write(self, data: bytes) -> None:
        """Append bytes, unbuffered.

        Raises:
            SpoolFailed: The disk did not take all of them.
            ValueError: The file is closed.
        """
        if self._descriptor is None:
            raise ValueError("the spool file is closed")
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError as error:
            raise SpoolFailed("cannot write a spool file") from error
        self.size_bytes += len(data)

    def close(self) -> None:
        """Finish writing; doing it twice changes nothing.

        Raises:
            SpoolFailed: The disk reports only now that it did not take the bytes.
        """
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        try:
            os.close(descriptor)
        except OSError as error:
            raise SpoolFailed("cannot close a spool file") from error

    def discard(self) -> None:
        """Close and remove the file; doing it twice changes nothing.

        A file that cannot be removed is logged and left to the next start, since whoever discards
        already has a better error to raise.
        """
        try:
            self.close()
            self.path.unlink(missing_ok=True)
        except (SpoolFailed, OSError):
            log.warning("cannot remove a spool file name=%s", self.path.name, exc_info=True)


class Spool:
    """A folder for images on their way, which is this process's alone.

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
        """Create an empty file under a name of its own, readable by nobody else.

        Raises:
            SpoolFailed: The disk or the folder does not take it.
        """
        try:
            descriptor, path = tempfile.mkstemp(prefix="", suffix=_SUFFIX, dir=self._folder)
        except OSError as error:
            raise SpoolFailed("cannot create a spool file") from error
        return SpoolFile(descriptor, Path(path))
