"""Uploads an image to Discord from its file, in chunks and without a thread.

aiohttp reads files in a thread pool, at the cost of a thread switch per chunk. An image was written
a moment ago, so its chunks are still in the page cache and reading one takes well under 1 ms.
"""

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp.payload import Order, Payload, payload_type

if TYPE_CHECKING:
    from aiohttp.abc import AbstractStreamWriter

#: Bytes that one file may have everywhere on Discord.
#: https://docs.discord.com/developers/reference#uploading-files, read 2026-11-22
SMALLEST_UPLOAD_LIMIT = 10 * 1024 * 1024

_CHUNK_BYTES = 256 * 1024


class ImageUpload(io.BufferedReader):
    """An image's file, opened for upload; the caller closes it."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))


@payload_type(ImageUpload, order=Order.try_first)
class _ImagePayload(Payload):
    """Lets aiohttp send an `ImageUpload`."""

    _value: ImageUpload

    @property
    def size(self) -> int:
        """The length of the file in bytes."""
        return os.fstat(self._value.fileno()).st_size

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """Return the bytes as text; every aiohttp payload must implement this."""
        self._value.seek(0)
        return self._value.read().decode(encoding, errors)

    async def write(self, writer: "AbstractStreamWriter") -> None:
        """Send the file in chunks, with the socket's backpressure."""
        self._value.seek(0)
        while chunk := self._value.read(_CHUNK_BYTES):
            await writer.write(chunk)
