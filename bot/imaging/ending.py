"""Finds the end of an image that is followed by much other data, such as a video."""

import mmap
import re
from typing import BinaryIO, Final

#: Real images have some hundreds of chunks or segments; this bounds the work on hostile files.
_MAX_CHUNKS: Final = 20_000

#: A GIF's data blocks have at most 255 bytes, so these hold 12 MB.
_MAX_DATA_BLOCKS: Final = 50_000

_PNG_HEAD_BYTES: Final = 8

#: Length of a GIF's signature and screen descriptor; then the introducers of its blocks (image,
#: extension, trailer), each with the length of its fixed part, introducer included.
#: https://www.w3.org/Graphics/GIF/spec-gif89a.txt, read 2026-11-30
_GIF_HEAD_BYTES: Final = 13
_GIF_IMAGE: Final = 0x2C
_GIF_IMAGE_BYTES: Final = 10
_GIF_EXTENSION: Final = 0x21
_GIF_EXTENSION_BYTES: Final = 2
_GIF_END: Final = 0x3B

#: Ends the entropy-coded data of a JPEG's scan: any marker but a stuffed byte or a restart.
#: ITU-T T.81 annex B, https://www.w3.org/Graphics/JPEG/itu-t81.pdf
_SCAN_END: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_START_OF_SCAN: Final = 0xDA
_END_OF_IMAGE: Final = 0xD9


def has_end(media_type: str, file: BinaryIO) -> bool:
    """Tell whether a PNG, JPEG or GIF is complete, wherever in the file it ends.

    Args:
        media_type: `image/png`, `image/jpeg` or `image/gif`.
        file: A file on disk that is not empty.

    Raises:
        OSError: The file cannot be read.
    """
    checks = {"image/png": _png_has_end, "image/jpeg": _jpeg_has_end, "image/gif": _gif_has_end}
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return checks[media_type](data)


def _png_has_end(data: mmap.mmap) -> bool:
    """Walk the chunks: https://www.w3.org/TR/png-3/#5Chunk-layout, read 2026-11-30."""
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
    """Walk the segments, and search each scan for its end."""
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


def _gif_has_end(data: mmap.mmap) -> bool:
    """Walk the images and extensions, and the data blocks of each."""
    if len(data) < _GIF_HEAD_BYTES:
        return False
    at = _GIF_HEAD_BYTES + _colours_bytes(data[_GIF_HEAD_BYTES - 3])
    blocks = 0
    while at < len(data) and data[at] != _GIF_END:
        if data[at] == _GIF_EXTENSION:
            at += _GIF_EXTENSION_BYTES
        elif data[at] == _GIF_IMAGE and at + _GIF_IMAGE_BYTES < len(data):
            # one byte with the minimum code size precedes the data
            at += _GIF_IMAGE_BYTES + _colours_bytes(data[at + _GIF_IMAGE_BYTES - 1]) + 1
        else:
            return False
        while at < len(data) and data[at] and blocks < _MAX_DATA_BLOCKS:
            at += 1 + data[at]
            blocks += 1
        # the empty block that terminates them counts too: it bounds the number of empty parts
        at += 1
        blocks += 1
        if blocks > _MAX_DATA_BLOCKS:
            return False
    return at < len(data)


def _colours_bytes(flags: int) -> int:
    """Return the bytes of a GIF's colour table; 0 if its flags say that there is none."""
    return 3 << ((flags & 0b111) + 1) if flags & 0b1000_0000 else 0
