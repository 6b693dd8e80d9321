"""Reads from an image file whether it has a C2PA signature, and the signer's name.

The official library, c2pa-python, also verifies signatures, but it is 16 MB of native code that
would process untrusted bytes in the bot's process. One name takes a few pages of Python.
https://github.com/contentauth/c2pa-python (0.38.1)
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from bot.errors import SpoolFailed
from bot.imaging.provenance.manifest import read_signer
from bot.imaging.segments import Part, jpeg_segments, png_chunks, read_part, webp_chunks
from bot.imaging.sniff import sniff
from bot.policy.images.image import ImageFile

log = logging.getLogger(__name__)

#: Bytes of a manifest store. Generated images have some 20 KB, or 200 KB with a preview of their
#: reference. A larger store counts as a signature without a name.
MAX_STORE_BYTES = 2 * 2**20

#: Characters of a name.
MAX_NAME_LENGTH = 80

#: Prefix of each JPEG segment with JUMBF boxes; the box's number (2 bytes) and the segment's (4)
#: follow. ISO/IEC 19566-5, annex D; see `bot.imaging.provenance.manifest`
_JUMBF = b"JP"
_JUMBF_START = len(b"JPnnzzzz")
_BOX_HEADER_BYTES, _LONG_BOX_HEADER_BYTES = 8, 16

#: JPEG's marker APP11.
_APP11 = b"\xeb"

#: Type of a C2PA box, in its description.
_C2PA = b"c2pa"


def examine(path: Path) -> ImageFile:
    """Return a generated image's type, size and signer.

    Blocks, so call it in a thread. Reads the head and the tail of the file, and the headers of a
    PNG's or WebP's chunks.

    Raises:
        BadAnswer: It is not a complete image; see `bot.imaging.sniff`.
        SpoolFailed: The file cannot be read.
    """
    image = sniff(path)
    return replace(image, signed_by=signed_by(path, image.media_type))


def signed_by(path: Path, media_type: str) -> str | None:
    """Return the signer's name: empty if it can't be read, None if there is no signature.

    No content of a file makes it fail.

    Raises:
        SpoolFailed: The file cannot be read.
    """
    try:
        with path.open("rb", buffering=0) as file:
            store = _store(file, media_type)
    except OSError as error:
        raise SpoolFailed from error
    if store is None:
        return None
    try:
        name = read_signer(store)
    except ValueError as error:
        log.info("a signature states no name: %s", error)
        return ""
    return _one_line(name)


def _store(file: BinaryIO, media_type: str) -> bytes | None:
    """Return an image's manifest store, truncated if it is too large; None if it has none."""
    size = os.fstat(file.fileno()).st_size
    try:
        match media_type:
            case "image/png":
                return _chunk(file, png_chunks(file, size), b"caBX")
            case "image/webp":
                return _chunk(file, webp_chunks(file, size), b"C2PA")
            case "image/jpeg":
                return _jumbf(file, size)
            case _:
                return None
    except ValueError:
        # `sniff` found the image complete; an unusual structure counts as unsigned
        return None


def _chunk(file: BinaryIO, chunks: Iterator[Part], name: bytes) -> bytes | None:
    for chunk in chunks:
        if chunk.name == name:
            return read_part(file, chunk, MAX_STORE_BYTES)
    return None


def _jumbf(file: BinaryIO, size: int) -> bytes | None:
    """Join the box that is split over several segments, each of which repeats its header."""
    box: bytes | None = None
    number = b""
    for segment in jpeg_segments(file, size):
        if segment.name != _APP11:
            continue
        data = read_part(file, segment, segment.length)
        if not data.startswith(_JUMBF):
            continue
        payload = data[_JUMBF_START:]
        if box is None:
            if _C2PA in payload:
                box, number = payload, data[2:4]
        elif data[2:4] == number and len(box) < MAX_STORE_BYTES:
            is_long = payload.startswith(b"\0\0\0\x01")
            box += payload[_LONG_BOX_HEADER_BYTES if is_long else _BOX_HEADER_BYTES :]
    return box


def _one_line(name: str) -> str:
    """Return a name as one line of printable characters, shortened if necessary."""
    shown = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(shown.split())[:MAX_NAME_LENGTH]
