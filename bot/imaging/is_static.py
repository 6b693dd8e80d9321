"""Whether an image is a still one without transparency, told from its first bytes."""

import struct

#: PNG's and WebP's chunks before the pixels that are looked at; cameras and editors write a dozen.
_MOST_CHUNKS = 200

_CHUNK = struct.Struct(">I4s")
_COLOUR_TYPE = 25
_COLOURS_WITH_ALPHA = {4, 6}
_EXTENDED_FLAGS = 20
_LOSSLESS_FLAGS = 24


def is_plain(data: bytes, media_type: str) -> bool:
    """Tell whether every model takes an image as it is.

    A GIF never is, since some take none. What cannot be told counts as not plain, so that it is
    decoded.

    Args:
        data: The whole file.
        media_type: What it is: `image/png`, `image/jpeg`, `image/webp` or `image/gif`.
    """
    if media_type == "image/jpeg":
        return True
    if media_type == "image/png":
        return _is_plain_png(data)
    return media_type == "image/webp" and _is_plain_webp(data)


def _is_plain_png(data: bytes) -> bool:
    """Look for alpha, a transparent colour and the header of an animation.

    https://www.w3.org/TR/png-3/#11Chunks, read 2026-11-22
    """
    if len(data) <= _COLOUR_TYPE or data[_COLOUR_TYPE] in _COLOURS_WITH_ALPHA:
        return False
    start = len(b"\x89PNG\r\n\x1a\n")
    for _ in range(_MOST_CHUNKS):
        if start + _CHUNK.size > len(data):
            return False
        length, name = _CHUNK.unpack_from(data, start)
        if name == b"IDAT":
            return True
        if name in {b"tRNS", b"acTL"}:
            return False
        # the chunk's checksum has four bytes
        start += _CHUNK.size + length + 4
    return False


def _is_plain_webp(data: bytes) -> bool:
    """Look at the flags for alpha and animation of the first chunk.

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
        # 14 bits each of width and height come before the one for alpha
        return not data[_LOSSLESS_FLAGS] & 0b0001_0000
    return kind == b"VP8 "
