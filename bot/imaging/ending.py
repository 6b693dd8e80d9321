"""Finds the end of a picture that much else stands behind, such as a video or an archive."""

import mmap
import re
from typing import BinaryIO, Final

#: A real picture has some hundreds; a hostile file shall not keep us busy.
_MAX_CHUNKS: Final = 20_000

_PNG_HEAD_BYTES: Final = 8

#: What ends the pixels of a JPEG's scan: any marker but a stuffed byte and a restart.
#: ITU-T T.81 annex B, https://www.w3.org/Graphics/JPEG/itu-t81.pdf
_SCAN_END: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_START_OF_SCAN: Final = 0xDA
_END_OF_IMAGE: Final = 0xD9


def has_end(media_type: str, file: BinaryIO) -> bool:
    """Tell whether a PNG or a JPEG is whole, wherever in the file it ends.

    Raises:
        OSError: The file cannot be read.
    """
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return _png_has_end(data) if media_type == "image/png" else _jpeg_has_end(data)


def _png_has_end(data: mmap.mmap) -> bool:
    """Go from chunk to chunk: https://www.w3.org/TR/png-3/#5Chunk-layout, read 2026-11-30."""
    at = _PNG_HEAD_BYTES
    for _ in range(_MAX_CHUNKS):
        head = data[at : at + 8]
        at += 12 + int.from_bytes(head[:4])
        if len(head) < 8 or at > len(data):  # noqa: PLR2004 - length and type
            return False
        if head[4:] == b"IEND":
            return True
    return False


def _jpeg_has_end(data: mmap.mmap) -> bool:
    """Go from segment to segment, and from the end of one scan to the next."""
    at = 2
    has_scan = False
    for _ in range(_MAX_CHUNKS):
        marker = data[at : at + 4]
        if len(marker) < 2 or marker[0] != 0xFF:  # noqa: PLR2004 - a marker's first byte
            return False
        if marker[1] == _END_OF_IMAGE:
            return has_scan
        at += 2 + max(2, int.from_bytes(marker[2:]))
        if marker[1] == _START_OF_SCAN:
            has_scan = True
            end = _SCAN_END.search(data, at)
            if end is None:
                return False
            at = end.start()
    return False
