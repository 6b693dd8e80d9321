"""Sends an image from its file to Discord, in pieces and without a thread.

aiohttp reads files through a thread, which costs a hop per piece. An image was written a moment
ago, so its pieces come from memory that the system holds anyway; each takes well under 1 ms.
"""

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp.payload import Order, Payload, payload_type

if TYPE_CHECKING:
    from aiohttp.abc import AbstractStreamWriter

#: Of one file, everywhere on Discord.
#: https://docs.discord.com/developers/reference#uploading-files, read 2026-11-22
SMALLEST_UPLOAD_LIMIT = 10 * 1024 * 1024

_PIECE_BYTES = 256 * 1024


class ImageUpload(io.BufferedReader):
    """An image's file, opened to be uploaded; whoever opens it closes it."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))


@payload_type(ImageUpload, order=Order.try_first)
class _ImagePayload(Payload):
    """How aiohttp sends a `ImageUpload`."""

    _value: ImageUpload

    @property
    def size(self) -> int:
        """The length of the file in bytes."""
        return os.fstat(self._value.fileno()).st_size

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """Return the bytes as text, which aiohttp asks of every payload."""
        self._value.seek(0)
        return self._value.read().decode(encoding, errors)

    async def write(self, writer: "AbstractStreamWriter") -> None:
        """Send the file; the socket sets the pace."""
        self._value.seek(0)
        while piece := self._value.read(_PIECE_BYTES):
            await writer.write(piece)
