"""Takes everything out of an image file that decides neither its pixels nor their colours.

Cameras write where and with what an image was taken, programs what was typed to make it, and
anything can be appended to a file. None of it is anybody's business but the member's. The pixels
are not decoded for it, so they stay as they are.
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

#: PNG's chunks without which nothing is shown, and those that say how its values are meant.
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
#: Says whether the colours are transformed; https://www.itu.int/rec/T-REC-T.872, 6.5.3, read
#: 2026-11-30
_ADOBE, _ADOBE_BYTES = b"Adobe", 12
_EXIF = b"Exif\0"

_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
#: SOF0 to SOF15 with DHT and DAC, and SOS, DQT, DNL, DRI, DHP and EXP.
_PIXELS = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)})
#: APP0 to APP15, JPG0 to JPG13, which nobody uses, and comments.
_NOT_PIXELS = frozenset(range(0xE0, 0xFF))

#: A marker between the data of scans: not a stuffed byte, a restart, or a filler.
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_END = 0xD9

#: What one search may go through, since it stops all other threads.
_SEARCHED_BYTES = 256 * 1024

#: Scans of one JPEG; progressive ones have a dozen.
_MOST_SCANS = 1000


def make_bare(data: bytes, media_type: str) -> bytes | None:
    """Return an image without metadata; None where it has to be decoded and written anew.

    That is where metadata turns it, and where its parts are not as they should be. A GIF always
    has to.

    Args:
        data: The whole file.
        media_type: What it is: `image/png`, `image/jpeg`, `image/webp` or `image/gif`.
    """
    try:
        match media_type:
            case "image/png":
                return _bare_png(data)
            case "image/jpeg":
                return _bare_jpeg(data)
            case "image/webp":
                return _bare_webp(data)
            case _:
                return None
    except ValueError:
        return None


def _bare_png(data: bytes) -> bytes | None:
    kept = [PNG_MAGIC]
    for chunk in png_chunks(io.BytesIO(data), len(data)):
        if chunk.name in _PNG_CRITICAL or chunk.name in _PNG_COLOURS:
            kept.append(data[chunk.start : chunk.end])
        elif chunk.name == b"eXIf" and is_turned(_data_of(data, chunk)):
            return None
        elif chunk.name[:1].isupper():
            # nobody can show it without knowing this chunk
            return None
    return b"".join(kept)


def _bare_webp(data: bytes) -> bytes | None:
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


def _bare_jpeg(data: bytes) -> bytes | None:
    kept = [b"\xff\xd8"]
    end, has_exif = 0, False
    for segment in jpeg_segments(io.BytesIO(data), len(data)):
        content = _data_of(data, segment)
        if segment.name[0] == _APP1 and content.startswith(_EXIF):
            # of several, readers differ on which one holds
            if has_exif or is_turned(content[len(_EXIF) + 1 :]):
                return None
            has_exif = True
        kept.append(_kept_segment(segment.name[0], content))
        end = segment.end
    kept.extend(_rest_of_jpeg(data, end))
    return b"".join(kept)


def _rest_of_jpeg(data: bytes, start: int) -> Iterator[bytes]:
    """Yield a JPEG's scans from the first one's data on, what is between them, and its end."""
    for _ in range(_MOST_SCANS):
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
        # a marker may begin with the last byte of one piece
        found = _MARKER.search(data, start, stop + 1)
        if found is not None:
            return found.start()
        start = stop
    raise ValueError("a JPEG without an end")


def _kept_segment(marker: int, content: bytes) -> bytes:
    """Return what stays of a JPEG's segment, which may be nothing.

    Raises:
        ValueError: Nobody can show a JPEG with such a marker.
    """
    if marker == _APP0 and content.startswith(_JFIF) and len(content) >= _JFIF_BYTES:
        # without its preview, which may show more than the image does
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
