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
        path = await asyncio.to_thread(self._new_file)
        try:
            return await asyncio.to_thread(self._fill, path, data)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def _new_file(self) -> Path:
        try:
            descriptor, name = tempfile.mkstemp(
                prefix="reference-", suffix=".part", dir=self._folder
            )
            os.close(descriptor)
        except OSError as error:
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        return Path(name)

    def _fill(self, path: Path, data: bytes) -> Reference:
        try:
            path.write_bytes(data)
        except OSError as error:
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        return check_reference(path, max_bytes=self._max_bytes, max_pixels=self._max_pixels)
