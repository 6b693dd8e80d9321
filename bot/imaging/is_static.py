"""Detects animation and transparency from an image's first bytes, without decoding it."""

import struct

#: PNG chunks to check before the pixels; cameras and editors write about a dozen.
_MAX_CHUNKS = 200

_CHUNK = struct.Struct(">I4s")
_COLOUR_TYPE = 25
_COLOURS_WITH_ALPHA = {4, 6}
_EXTENDED_FLAGS = 20
_LOSSLESS_FLAGS = 24


def is_plain(data: bytes, media_type: str) -> bool:
    """Tell whether every model accepts an image as is: no animation, no transparency, no GIF.

    Some models don't accept GIF. If the bytes are unclear, the answer is False, so that the image
    is decoded.

    Args:
        data: The whole file.
        media_type: `image/png`, `image/jpeg`, `image/webp` or `image/gif`.
    """
    if media_type == "image/jpeg":
        return True
    if media_type == "image/png":
        return _is_plain_png(data)
    return media_type == "image/webp" and _is_plain_webp(data)


def _is_plain_png(data: bytes) -> bool:
    """Check for an alpha channel, a transparent colour and an animation header.

    https://www.w3.org/TR/png-3/#11Chunks, read 2026-11-22
    """
    if len(data) <= _COLOUR_TYPE or data[_COLOUR_TYPE] in _COLOURS_WITH_ALPHA:
        return False
    start = len(b"\x89PNG\r\n\x1a\n")
    for _ in range(_MAX_CHUNKS):
        if start + _CHUNK.size > len(data):
            return False
        length, name = _CHUNK.unpack_from(data, start)
        if name == b"IDAT":
            return True
        if name in {b"tRNS", b"acTL"}:
            return False
        # 4 bytes of checksum
        start += _CHUNK.size + length + 4
    return False


def _is_plain_webp(data: bytes) -> bool:
    """Check the alpha and animation flags in the first chunk.

    https://developers.google.com/speed/webp/docs/riff_container and
    https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification#3_riff_header,
    read 2026-11-22
    """
    if len(data) <= _LOSSLESS_FLAGS:
        return False
    kind = data[12:16]
    if kind == b"VP8X":
        return not data[_EXTENDED_FLAGS] & 0b0001_0010
    if kind == b"VP8L":
        # the alpha flag follows 14 bits each of width and height
        return not data[_LOSSLESS_FLAGS] & 0b0001_0000
    return kind == b"VP8 "
