"""Keeps the pictures that members attach, until their job has ended."""

import asyncio
import os
import tempfile
from pathlib import Path

from bot.errors import ReferenceFault, ReferenceRefused, SpoolFailed
from bot.imaging.reference import check_reference
from bot.policy.request import Reference


class ReferenceFolder:
    """Implements `bot.ports.References` on a folder."""

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
        return await asyncio.to_thread(self._keep, data)

    def _keep(self, data: bytes) -> Reference:
        path: Path | None = None
        try:
            descriptor, name = tempfile.mkstemp(prefix="reference-", dir=self._folder)
            path = Path(name)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            return check_reference(path, max_bytes=self._max_bytes, max_pixels=self._max_pixels)
        except OSError as error:
            _remove(path)
            raise SpoolFailed from error
        except ReferenceRefused:
            _remove(path)
            raise


def _remove(path: Path | None) -> None:
    if path is not None:
        path.unlink(missing_ok=True)
