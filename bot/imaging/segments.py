"""Walks the chunks and segments of image files without decoding pixels.

Every walk is bounded by its file: each step advances by at least one byte, and a part that reaches
beyond the end of the file raises an error.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

#: Chunks or segments of one file. Encoders write at least 8 KiB of pixels per PNG chunk, so this
#: exceeds every accepted image.
MAX_PARTS = 50_000

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"

_PNG_HEADER = struct.Struct(">I4s")
_PNG_CHECKSUM_BYTES = 4
_RIFF_HEADER = struct.Struct("<4sI")
_RIFF_START = len(b"RIFF....WEBP")

#: JPEG markers: the byte after 0xFF. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1
JPEG_SCAN = 0xDA
JPEG_END = 0xD9
_JPEG_START = 0xD8
_JPEG_MARK = 0xFF
#: Markers without a segment: TEM, and RST0 to RST7.
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})


class Part(NamedTuple):
    """One chunk or segment of a file. Positions are bytes from the start of the file."""

    name: bytes
    """A chunk's four letters, or the byte of a JPEG's marker."""
    start: int
    """Position of its header."""
    data: int
    """Position of its data."""
    length: int
    """Bytes of its data."""
    end: int
    """Position of the next part."""


def png_chunks(file: BinaryIO, size: int) -> Iterator[Part]:
    """Yield the chunks of a PNG up to its end mark, inclusive.

    https://www.w3.org/TR/png-3/#5Chunk-layout, read 2026-11-30

    Args:
        file: Starts with a PNG's signature.
        size: Bytes of the file.

    Raises:
        ValueError: There is no end mark, or too many chunks before it.
        OSError: The file cannot be read.
    """
    start = len(PNG_MAGIC)
    for _ in range(MAX_PARTS):
        file.seek(start)
        header = file.read(_PNG_HEADER.size)
        if len(header) < _PNG_HEADER.size:
            break
        length, name = _PNG_HEADER.unpack(header)
        data = start + _PNG_HEADER.size
        end = data + length + _PNG_CHECKSUM_BYTES
        if end > size:
            break
        yield Part(name, start, data, length, end)
        if name == b"IEND":
            return
        start = end
    raise ValueError("a PNG without an end")


def webp_chunks(file: BinaryIO, size: int) -> Iterator[Part]:
    """Yield the chunks of a WebP, up to the end that its header declares.

    https://developers.google.com/speed/webp/docs/riff_container, read 2026-11-30

    Args:
        file: Starts with a RIFF header.
        size: Bytes of the file.

    Raises:
        ValueError: It ends inside a chunk, or has too many chunks.
        OSError: The file cannot be read.
    """
    file.seek(len(b"RIFF"))
    declared = file.read(4)
    end_of_all = min(size, 8 + int.from_bytes(declared, "little"))
    start = _RIFF_START
    for _ in range(MAX_PARTS):
        if start >= end_of_all:
            return
        file.seek(start)
        header = file.read(_RIFF_HEADER.size)
        if len(header) < _RIFF_HEADER.size:
            break
        name, length = _RIFF_HEADER.unpack(header)
        data = start + _RIFF_HEADER.size
        if data + length > end_of_all:
            break
        # chunks begin at even positions; the last one's padding may be missing
        end = data + length + length % 2
        yield Part(name, start, data, length, end)
        start = end
    raise ValueError("a WebP that ends inside a chunk")


def jpeg_segments(file: BinaryIO, size: int) -> Iterator[Part]:
    """Yield the segments of a JPEG up to the header of its first scan, inclusive.

    Args:
        file: Starts with a JPEG's start mark.
        size: Bytes of the file.

    Raises:
        ValueError: There is no scan, or too many segments before it.
        OSError: The file cannot be read.
    """
    start = len(b"\xff\xd8")
    for _ in range(MAX_PARTS):
        file.seek(start)
        header = file.read(4)
        if len(header) < len(b"\xff\xda.."):
            break
        if header[0] != _JPEG_MARK:
            raise ValueError("a JPEG with something between its segments")
        marker = header[1]
        if marker == _JPEG_MARK:
            # a fill byte
            start += 1
            continue
        if marker in _JPEG_BARE:
            start += 2
            continue
        if marker in {_JPEG_START, JPEG_END, 0}:
            break
        length = int.from_bytes(header[2:], "big")
        end = start + 2 + length
        if length < len(b"..") or end > size:
            break
        yield Part(header[1:2], start, start + 4, length - 2, end)
        if marker == JPEG_SCAN:
            return
        start = end
    raise ValueError("a JPEG without a scan")


def read_part(file: BinaryIO, part: Part, max_bytes: int) -> bytes:
    """Return a part's data, or its first `max_bytes` bytes."""
    file.seek(part.data)
    return file.read(min(part.length, max_bytes))
