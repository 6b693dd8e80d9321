"""The parts that image files are made of, found without decoding a pixel.

Every walk is bounded by its file: each step moves on by at least two bytes, and a part that would
reach beyond the end of the file ends the walk with an error.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

#: PNG's chunks and JPEG's segments that are looked at in one file. Encoders write 8 KiB of pixels
#: into a PNG's chunk at least, so these hold more than any image that is taken.
MOST_PARTS = 50_000

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"

_PNG_HEADER = struct.Struct(">I4s")
_PNG_CHECKSUM_BYTES = 4
_RIFF_HEADER = struct.Struct("<4sI")
_RIFF_START = len(b"RIFF....WEBP")

#: JPEG's markers, the byte after 0xFF. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1
JPEG_SCAN = 0xDA
JPEG_END = 0xD9
_JPEG_START = 0xD8
_JPEG_MARK = 0xFF
#: They stand alone: TEM, and RST0 to RST7.
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})


class Part(NamedTuple):
    """One chunk or segment of a file; all numbers count bytes from the file's start."""

    name: bytes
    """A chunk's four letters, or the one byte of a JPEG's marker."""
    start: int
    """Where its header begins."""
    data: int
    """Where its data begin."""
    length: int
    """Of the data."""
    end: int
    """Where the next one begins."""


def png_chunks(file: BinaryIO, size: int) -> Iterator[Part]:
    """Yield the chunks of a PNG up to and with its end mark.

    https://www.w3.org/TR/png-3/#5Chunk-layout, read 2026-11-30

    Args:
        file: Starts with a PNG's signature.
        size: Of the file in bytes.

    Raises:
        ValueError: It ends before its end mark, or has too many chunks.
        OSError: It cannot be read.
    """
    start = len(PNG_MAGIC)
    for _ in range(MOST_PARTS):
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
    """Yield the chunks of a WebP, up to the end that its header tells.

    https://developers.google.com/speed/webp/docs/riff_container, read 2026-11-30

    Args:
        file: Starts with a RIFF header.
        size: Of the file in bytes.

    Raises:
        ValueError: It ends inside a chunk, or has too many.
        OSError: It cannot be read.
    """
    file.seek(len(b"RIFF"))
    announced = file.read(4)
    end_of_all = min(size, 8 + int.from_bytes(announced, "little"))
    start = _RIFF_START
    for _ in range(MOST_PARTS):
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
        # chunks begin at even places; the last one's filler may be missing
        end = data + length + length % 2
        yield Part(name, start, data, length, end)
        start = end
    raise ValueError("a WebP that ends inside a chunk")


def jpeg_segments(file: BinaryIO, size: int) -> Iterator[Part]:
    """Yield the segments of a JPEG before its first scan, and that scan's header.

    Args:
        file: Starts with a JPEG's start mark.
        size: Of the file in bytes.

    Raises:
        ValueError: There is no scan, or too much before it.
        OSError: It cannot be read.
    """
    start = len(b"\xff\xd8")
    for _ in range(MOST_PARTS):
        file.seek(start)
        header = file.read(4)
        if len(header) < len(b"\xff\xda.."):
            break
        if header[0] != _JPEG_MARK:
            raise ValueError("a JPEG with something between its segments")
        marker = header[1]
        if marker == _JPEG_MARK:
            # a filler
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


def read_part(file: BinaryIO, part: Part, most: int) -> bytes:
    """Return the first bytes of a part's data, at most `most` of them."""
    file.seek(part.data)
    return file.read(min(part.length, most))
