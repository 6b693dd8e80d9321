"""Keeps the pictures that members attach, until their job has ended."""

import asyncio
import os
import tempfile
from pathlib import Path

from bot.errors import Charge, ReferenceFault, ReferenceRefused, SpoolFailed
from bot.imaging.reference import check_reference
from bot.policy.request import Reference


class ReferenceFolder:
    """Implements `bot.ports.References` on the folder of pictures on their way."""

    def __init__(self, folder: Path, *, max_bytes: int, max_pixels: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._max_pixels = max_pixels

    @property
    def max_bytes(self) -> int:
        """The most bytes that one picture may have."""
        return self._max_bytes

    async def keep(self, data: bytes) -> Reference:
        """Write an attached picture to a file of its own, once its bytes are known to be one."""
        if len(data) > self._max_bytes:
            raise ReferenceRefused(ReferenceFault.TOO_LARGE, self._max_bytes)
        writing = asyncio.get_running_loop().run_in_executor(None, self._write, data)
        try:
            # a thread cannot be stopped, so what it makes has to be waited for and removed
            return await asyncio.shield(writing)
        except asyncio.CancelledError:
            writing.add_done_callback(_remove)
            raise

    def _write(self, data: bytes) -> Reference:
        try:
            descriptor, name = tempfile.mkstemp(
                prefix="reference-", suffix=".part", dir=self._folder
            )
        except OSError as error:
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        path = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            return check_reference(path, max_bytes=self._max_bytes, max_pixels=self._max_pixels)
        except (OSError, SpoolFailed) as error:
            path.unlink(missing_ok=True)
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _remove(writing: asyncio.Future[Reference]) -> None:
    if not writing.cancelled() and writing.exception() is None:
        writing.result().path.unlink(missing_ok=True)
