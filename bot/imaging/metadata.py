"""Strips everything from an image file except its pixels and colour information.

Cameras record the location and the device, programs the prompt, and any data can be appended to a
file: all of it is private. Pixels are not decoded, so they stay unchanged.
"""

import io
import re
import struct
from collections.abc import Iterator

from bot.imaging.orientation import is_turned
from bot.imaging.segments import (
    PNG_MAGIC,
    Part,
    jpeg_segments,
    png_chunks,
    webp_chunks,
)

#: PNG's critical chunks, and those with colour information.
#: https://www.w3.org/TR/png-3/#4Concepts.FormatChunks, read 2026-11-30
_PNG_CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_PNG_COLOURS = frozenset(
    {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP", b"mDCV", b"cLLI"}
)

#: https://developers.google.com/speed/webp/docs/riff_container, read 2026-11-30
_WEBP_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP"})
_WEBP_EXIF_OR_XMP = 0b0000_1100

_JFIF, _JFIF_BYTES = b"JFIF\0", 14
_ICC = b"ICC_PROFILE\0"
#: Has the colour transform; https://www.itu.int/rec/T-REC-T.872, 6.5.3, read 2026-11-30
_ADOBE, _ADOBE_BYTES = b"Adobe", 12
_EXIF = b"Exif\0"

_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
#: SOF0 to SOF15 with DHT and DAC, and SOS, DQT, DNL, DRI, DHP and EXP.
_PIXELS = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)})
#: APP0 to APP15, the unused JPG0 to JPG13, and comments.
_NOT_PIXELS = frozenset(range(0xE0, 0xFF))

#: A marker between the data of scans: not a stuffed byte, a restart or a filler.
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_END = 0xD9

#: Bytes per search: a search holds the interpreter lock.
_SEARCHED_BYTES = 256 * 1024

#: Scans of one JPEG; progressive ones have a dozen.
_MAX_SCANS = 1000


def strip_metadata(data: bytes, media_type: str) -> bytes | None:
    """Return an image without metadata; None if it has to be decoded and re-encoded for that.

    This is the case for every GIF, for an image that its metadata rotates or mirrors, and for a
    file with unexpected parts.

    Args:
        data: The whole file.
        media_type: `image/png`, `image/jpeg`, `image/webp` or `image/gif`.
    """
    try:
        match media_type:
            case "image/png":
                return _strip_png(data)
            case "image/jpeg":
                return _strip_jpeg(data)
            case "image/webp":
                return _strip_webp(data)
            case _:
                return None
    except ValueError:
        return None


def _strip_png(data: bytes) -> bytes | None:
    kept = [PNG_MAGIC]
    for chunk in png_chunks(io.BytesIO(data), len(data)):
        if chunk.name in _PNG_CRITICAL or chunk.name in _PNG_COLOURS:
            kept.append(data[chunk.start : chunk.end])
        elif chunk.name == b"eXIf" and is_turned(_data_of(data, chunk)):
            return None
        elif chunk.name[:1].isupper():
            # an unknown critical chunk
            return None
    return b"".join(kept)


def _strip_webp(data: bytes) -> bytes | None:
    kept: list[bytes] = []
    for chunk in webp_chunks(io.BytesIO(data), len(data)):
        content = _data_of(data, chunk)
        if chunk.name == b"EXIF" and is_turned(content.removeprefix(b"Exif\0\0")):
            return None
        if chunk.name not in _WEBP_KEPT:
            continue
        if chunk.name == b"VP8X" and content:
            content = bytes([content[0] & ~_WEBP_EXIF_OR_XMP]) + content[1:]
        filler = bytes(len(content) % 2)
        kept.append(chunk.name + struct.pack("<I", len(content)) + content + filler)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _strip_jpeg(data: bytes) -> bytes | None:
    kept = [b"\xff\xd8"]
    end, has_exif = 0, False
    for segment in jpeg_segments(io.BytesIO(data), len(data)):
        content = _data_of(data, segment)
        if segment.name[0] == _APP1 and content.startswith(_EXIF):
            # viewers differ on which of several applies
            if has_exif or is_turned(content[len(_EXIF) + 1 :]):
                return None
            has_exif = True
        kept.append(_kept_segment(segment.name[0], content))
        end = segment.end
    kept.extend(_rest_of_jpeg(data, end))
    return b"".join(kept)


def _rest_of_jpeg(data: bytes, start: int) -> Iterator[bytes]:
    """Yield the data of a JPEG's scans, the segments between them that are kept, and its end."""
    for _ in range(_MAX_SCANS):
        marker = _next_marker(data, start)
        yield data[start:marker]
        if data[marker + 1] == _END:
            yield b"\xff\xd9"
            return
        length = int.from_bytes(data[marker + 2 : marker + 4], "big")
        start = marker + 2 + length
        if length < len(b"..") or start > len(data):
            break
        yield _kept_segment(data[marker + 1], data[marker + 4 : start])
    raise ValueError("a JPEG without an end")


def _next_marker(data: bytes, start: int) -> int:
    while start < len(data):
        stop = start + _SEARCHED_BYTES
        # a marker may begin with the last byte of a search
        found = _MARKER.search(data, start, stop + 1)
        if found is not None:
            return found.start()
        start = stop
    raise ValueError("a JPEG without an end")


def _kept_segment(marker: int, content: bytes) -> bytes:
    """Return the part of a JPEG's segment that is kept, which may be empty.

    Raises:
        ValueError: The marker is reserved, so the JPEG is malformed.
    """
    if marker == _APP0 and content.startswith(_JFIF) and len(content) >= _JFIF_BYTES:
        # drop the thumbnail, which may show more than the image
        content = content[: _JFIF_BYTES - 2] + b"\0\0"
    elif marker == _APP14 and content.startswith(_ADOBE) and len(content) >= _ADOBE_BYTES:
        content = content[:_ADOBE_BYTES]
    elif marker in _NOT_PIXELS and not (marker == _APP2 and content.startswith(_ICC)):
        return b""
    elif marker not in _PIXELS | _NOT_PIXELS:
        raise ValueError("a JPEG with a reserved marker")
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def _data_of(data: bytes, part: Part) -> bytes:
    return data[part.data : part.data + part.length]
